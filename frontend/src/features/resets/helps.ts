import type { Reset } from './reset';

/** Fewer than this say nothing about anybody. */
export const ENOUGH = 5;
/** Answers come in whole steps: five equal ones are no proof that there is no spread at all. */
const LEAST_SPREAD = 0.5;

/** Student's t, one-sided 95 %, by degrees of freedom 4 to 9; wide enough for all after the last that it names. */
const T95 = [2.132, 2.015, 1.943, 1.895, 1.86, 1.833];

export type Says = 'better' | 'unclear' | 'lower';

export interface Help {
  kind: Reset['kind'];
  says: Says;
  count: number;
  /** Mean change in steps of a face, and its standard error: for ranking, never for showing. */
  mean: number;
  error: number;
}

export interface Helps {
  /** Best first within what they say. */
  told: Help[];
  /** Done with both taps, though not often enough. */
  early: Reset['kind'][];
  /** True when the first of those that help is ahead by more than chance would do. */
  hasBest: boolean;
}

/** What one's own before and after say; worked out on this device and kept nowhere. */
export function whatHelps(resets: readonly Reset[]): Helps {
  const changes = changesByKind(resets);
  const told = [...changes]
    .filter(([, found]) => found.length >= ENOUGH)
    .map(([kind, found]) => helpOf(kind, found))
    .sort((a, b) => b.mean - a.mean);
  const early = [...changes].filter(([, found]) => found.length < ENOUGH).map(([kind]) => kind);
  return { told, early, hasBest: isAhead(told.filter(({ says }) => says === 'better')) };
}

function changesByKind(resets: readonly Reset[]): Map<Reset['kind'], number[]> {
  const changes = new Map<Reset['kind'], number[]>();
  for (const { kind, before, after } of resets) {
    if (before === null || after === null) continue;
    changes.set(kind, [...(changes.get(kind) ?? []), after - before]);
  }
  return changes;
}

function helpOf(kind: Reset['kind'], changes: number[]): Help {
  const count = changes.length;
  const mean = changes.reduce((sum, change) => sum + change, 0) / count;
  const squares = changes.reduce((sum, change) => sum + (change - mean) ** 2, 0);
  const error = Math.max(LEAST_SPREAD, Math.sqrt(squares / (count - 1))) / Math.sqrt(count);
  const doubt = quantile(count) * error;
  const says = mean - doubt > 0 ? 'better' : mean + doubt < 0 ? 'lower' : 'unclear';
  return { kind, says, count, mean, error };
}

const quantile = (count: number): number => T95[count - ENOUGH] ?? T95.at(-1)!;

function isAhead([first, second]: Help[]): boolean {
  if (!first) return false;
  if (!second) return true;
  const doubt = quantile(Math.min(first.count, second.count)) * Math.hypot(first.error, second.error);
  return first.mean - second.mean > doubt;
}
