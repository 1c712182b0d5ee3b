/** As in wellbeing/incidents/receipts.py: 90 random bits and a checksum, in letters of which no two look alike. */
export const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM = 18;
const CHECKED = 2;
const ALIKE: Record<string, string> = { O: '0', I: '1', L: '1' };

const letter = (byte: number): string => LETTERS[byte % LETTERS.length]!;

/** Made here and not by the server, so that a report that is sent again keeps its receipt. */
export async function makeReceipt(bytes = crypto.getRandomValues(new Uint8Array(RANDOM))): Promise<string> {
  const random = [...bytes].map(letter).join(''); // 256 is a multiple of 32: every letter is as likely
  return random + (await checksum(random));
}

/** As it was given out, however it was typed; null where it cannot be one. */
export async function spelt(text: string): Promise<string | null> {
  const bare = text
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/[OIL]/g, (one) => ALIKE[one]!);
  if (bare.length !== RANDOM + CHECKED || [...bare].some((one) => !LETTERS.includes(one))) return null;
  return (await checksum(bare.slice(0, RANDOM))) === bare.slice(RANDOM) ? bare : null;
}

async function checksum(random: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(random));
  return [...new Uint8Array(digest, 0, CHECKED)].map(letter).join('');
}

export const inFours = (receipt: string): string[] => receipt.match(/.{1,4}/g) ?? [];
