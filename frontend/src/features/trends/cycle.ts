import type { Blurred } from './bands';

export const DAYS = 7;
export const BLOCKS = 12;
/** Beyond this, also at the near end of the band, a difference is a large one. */
const WELL = 0.25;

/** From well below what is usual for people (-2) to well above (2). */
export type Step = -2 | -1 | 0 | 1 | 2;
export type Slot = Blurred | null;

/** Only what the whole band says: a band that holds the usual is "as usual". */
export function stepOf({ value, half_width }: Blurred): Step {
  const [low, high] = [value - half_width, value + half_width];
  if (high < -WELL) return -2;
  if (high < 0) return -1;
  if (low > WELL) return 2;
  return low > 0 ? 1 : 0;
}

export interface Place {
  weekday: number;
  block: number;
  slot: Blurred;
}

export const slotAt = (slots: Slot[], weekday: number, block: number): Slot => slots[weekday * BLOCKS + block] ?? null;

/** The blocks of two hours in which anything can be said on some day, without holes between them. */
export function blocksShown(slots: Slot[]): number[] {
  const said = slots.flatMap((slot, n) => (slot ? [n % BLOCKS] : []));
  if (!said.length) return [];
  const [first, last] = [Math.min(...said), Math.max(...said)];
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

export const weekdaysShown = (slots: Slot[]): number[] =>
  Array.from({ length: DAYS }, (_, day) => day).filter((day) =>
    slots.slice(day * BLOCKS, (day + 1) * BLOCKS).some(Boolean),
  );

/** Places on one side of the usual, in the order of the week: overlapping bands are never ranked. */
export function standingOut(slots: Slot[], side: -1 | 1): Place[] {
  return slots.flatMap((slot, n) =>
    slot && Math.sign(stepOf(slot)) === side ? [{ weekday: Math.floor(n / BLOCKS), block: n % BLOCKS, slot }] : [],
  );
}
