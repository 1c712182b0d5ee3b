import type { Key } from '../../../shared/i18n/i18n.svelte';

export const OPENER_SECONDS = 120;

/** The first minute looks back at a time one helped; the second takes the caller's seat. */
export const CARDS: readonly { says: Key; cue: Key; seconds: number }[] = [
  { says: 'opener.helped', cue: 'opener.helped.cue', seconds: 30 },
  { says: 'opener.did', cue: 'opener.did.cue', seconds: 30 },
  { says: 'opener.seat', cue: 'opener.seat.cue', seconds: 30 },
  { says: 'opener.need', cue: 'opener.need.cue', seconds: 30 },
];

/** Which card stands after so many milliseconds; null when the two minutes are over. */
export function cardAt(elapsed: number): number | null {
  let end = 0;
  for (const [index, { seconds }] of CARDS.entries()) {
    end += seconds * 1000;
    if (elapsed < end) return index;
  }
  return null;
}

/** Milliseconds until the next card, told by the time since the beginning. */
export function untilNextCard(elapsed: number): number {
  let end = 0;
  for (const { seconds } of CARDS) {
    end += seconds * 1000;
    if (elapsed < end) return end - elapsed;
  }
  return 0;
}
