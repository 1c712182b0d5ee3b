import type { Answer } from '../api/client';
import type { Problem } from '../api/errors';

/** Why the box was closed again before it was empty. */
export type Halt = 'offline' | 'signed_out' | 'second_factor' | 'other_account' | 'too_many' | 'server_error';

export type Outcome =
  | { is: 'sent' }
  | { is: 'refused'; problem: Pick<Problem, 'code' | 'message'> }
  | { is: 'failed' }
  | { is: 'halt'; why: Halt; retryAfter?: number | null };

/** What no key on this device opens any more can only be shown to the person; it must not hold up the rest. */
export const UNREADABLE: Outcome = { is: 'refused', problem: { code: 'unreadable', message: '' } };

/** What one answer means for the letter that was posted. `null` is no answer at all. */
export function outcomeOf(answer: Answer | null, method: string): Outcome {
  if (!answer) return { is: 'halt', why: 'offline' };
  const { status, ok, retryAfter } = answer;
  const { code, message = '' } = (answer.data ?? {}) as Partial<Problem>;
  // 410: it was undone or erased meanwhile. A DELETE of what is not there has done its work.
  if (ok || status === 410 || (status === 404 && method === 'DELETE')) return { is: 'sent' };
  if (status === 401) return { is: 'halt', why: 'signed_out' };
  if (status === 429) return { is: 'halt', why: 'too_many', retryAfter };
  if (code === 'other_account') return { is: 'halt', why: 'other_account' };
  if (code === 'second_factor_required') return { is: 'halt', why: 'second_factor' };
  if (code === 'csrf_failed') return { is: 'halt', why: 'signed_out' };
  // A proxy while the server restarts: that says nothing about the letter.
  if (status === 502 || status === 503 || status === 504) return { is: 'halt', why: 'server_error', retryAfter };
  // A refusal without our words came from a proxy or a sign-in page in between: nobody has read the letter.
  if (status >= 500 || status === 408 || status === 425 || !code) return { is: 'failed' };
  return { is: 'refused', problem: { code, message } };
}
