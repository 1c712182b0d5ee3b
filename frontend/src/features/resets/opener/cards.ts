import type { Key } from '../../../shared/i18n/i18n.svelte';
import type { Plan } from '../breathing/pattern';

const EACH_MS = 30_000;
const card = (says: Key, cue: Key) => ({ phase: 'notice' as const, says, cue, ms: EACH_MS, level: 0.5 });

/** The first minute looks back at a time one helped; the second takes the caller's seat. */
export const CARDS = [
  card('opener.helped', 'opener.helped.cue'),
  card('opener.did', 'opener.did.cue'),
  card('opener.seat', 'opener.seat.cue'),
  card('opener.need', 'opener.need.cue'),
];

const totalMs = CARDS.length * EACH_MS;
export const OPENER_SECONDS = totalMs / 1000;

/** After a lock the card that was not finished begins again. */
export const OPENER: Plan = { steps: CARDS, cycles: 1, cycleMs: totalMs, totalMs, resumesAt: 'step' };

/** As long as the cards take, whatever lay between them: a phone in a pocket is no opener. */
export const spentUntil = (ended_at: Date): { started_at: Date; ended_at: Date } => ({
  started_at: new Date(ended_at.getTime() - totalMs),
  ended_at,
});
