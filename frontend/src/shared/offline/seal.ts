export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

/** A key that can be used on this device and never be read out of it. */
export function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** `place` (account, store and id) is bound in, so that a sealed thing cannot be passed off as another. */
export async function seal(key: CryptoKey, place: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: at(place) }, key, plain);
  return { iv, bytes };
}

export async function open<T>(key: CryptoKey, place: string, { iv, bytes }: Sealed): Promise<T> {
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: at(place) }, key, bytes);
  return JSON.parse(new TextDecoder().decode(plain)) as T;
}

function at(place: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(place);
}
