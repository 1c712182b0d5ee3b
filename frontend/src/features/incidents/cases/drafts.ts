import type { Here } from '../../../shared/offline/here';
import { keptWords, type KeptWords } from '../../../shared/offline/kept-words.svelte';

type What = 'message' | 'outcome' | 'pause' | 'hold' | `aside-${string}` | 'proposal' | 'no-warning';
type Step = 'decision' | 'review' | 'end' | 'appeal' | 'appeal_decision';

/** What a handler began to write, of a case or of an action toward its customer, until it is sent. */
export const draftFor = (here: Here, id: string, what: What | Step): KeptWords =>
  keptWords(here, `case-draft/${what}/${id}`);
