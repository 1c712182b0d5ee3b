import type { Entry } from './answers';

export const REFINE_FOR = 10 * 60_000;

/** Milliseconds left in which this check-in may still be refined. */
export function leftToRefine(entry: Pick<Entry, 'answered_at'>, now: Date): number {
  const since = now.getTime() - new Date(entry.answered_at).getTime();
  // A clock that was set back must not leave the door open for ever.
  return since < 0 ? 0 : Math.max(0, REFINE_FOR - since);
}
