/** A number is never shown alone: only the two ends of its 95 % interval, rounded away from each other. */
export interface Blurred {
  value: number;
  half_width: number;
}

interface Limits {
  least?: number;
  most?: number;
  signed?: boolean;
}

export type Ends = { low: string; high: string };

const NARROW = 0.1;

/** Moods and other levels: no more decimals than the band is wide. */
export function levelEnds({ value, half_width }: Blurred, language: string, limits: Limits = {}): Ends {
  const digits = half_width < NARROW ? 2 : 1;
  return ends(value, half_width, { digits, language, ...limits });
}

export const moodEnds = (one: Blurred, language: string): Ends => levelEnds(one, language, { least: 1, most: 5 });

/** Shares of 0 to 1 as whole hundredths. */
export function shareEnds({ value, half_width }: Blurred, language: string): Ends {
  return ends(100 * value, 100 * half_width, { digits: 0, language, least: 0, most: 100 });
}

export function countEnds({ value, half_width }: Blurred, language: string): Ends {
  return ends(value, half_width, { digits: 0, language, least: 0 });
}

function ends(value: number, half: number, how: { digits: number; language: string } & Limits): Ends {
  const { digits, language, least = -Infinity, most = Infinity, signed } = how;
  const unit = 10 ** digits;
  const form = new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: signed ? 'exceptZero' : 'auto',
  });
  // The sixth decimal is dust of the arithmetic and must not push an end outwards.
  const whole = (x: number): number => Math.round(x * unit * 1e6) / 1e6;
  const low = Math.max(least, Math.floor(whole(value - half)) / unit);
  const high = Math.min(most, Math.ceil(whole(value + half)) / unit);
  return { low: form.format(low), high: form.format(high) };
}
