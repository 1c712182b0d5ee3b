import type { OneCase } from '../../../shared/api/types';
import { t, type Key } from '../../../shared/i18n/i18n.svelte';
import { whenWord } from '../words';

export type Reason = NonNullable<OneCase['pause']>['reason'];
type Step = OneCase['steps'][number];

const REASONS: Record<Reason, Key> = {
  reporter: 'casework.pause.reporter',
  customer: 'casework.pause.customer',
  authority: 'casework.pause.authority',
  other: 'casework.pause.other',
};

export const pauseWord = (reason: Reason): string => t(REASONS[reason]);
export const pauses = (): { value: Reason; word: string }[] =>
  (Object.keys(REASONS) as Reason[]).map((value) => ({ value, word: pauseWord(value) }));

/** Who ticked it or set it aside, and when. */
export function settledWord({ state, by, at }: Step): string {
  const told = { name: by ?? '', when: at ? whenWord(at) : '' };
  return t(state === 'done' ? 'casework.step_done' : 'casework.step_aside', told);
}
