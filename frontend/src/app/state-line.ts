import type { Key } from '../shared/i18n/i18n.svelte';
import type { Halt } from '../shared/offline/outcome';

export interface Facts {
  lasts: boolean;
  waiting: number;
  unresolved: number;
  halt: Halt | null;
  online: boolean;
  expired: boolean;
}

export interface Line {
  tone: 'fine' | 'waiting' | 'attention';
  key: Key;
  count: number;
}

/** The one honest line at the top: what is saved where, and what it needs. */
export function stateLine({ lasts, waiting, unresolved, halt, online, expired }: Facts): Line {
  const line = (tone: Line['tone'], key: Key, count = 0): Line => ({ tone, key, count });
  const signedOut = expired || halt === 'signed_out' || halt === 'other_account';
  if (unresolved) return line('attention', 'state.look', unresolved);
  if (signedOut && online)
    return waiting ? line('attention', 'state.sign_in', waiting) : line('attention', 'state.signed_out');
  if (halt === 'second_factor' && waiting) return line('attention', 'state.second_factor', waiting);
  if (!online) return waiting ? line('waiting', 'state.offline_waiting', waiting) : line('waiting', 'state.offline');
  if (waiting && halt) return line('waiting', lasts ? 'state.waiting' : 'state.waiting_tab', waiting);
  if (waiting) return line('fine', lasts ? 'saved.phone' : 'saved.tab');
  return line('fine', lasts ? 'state.saved' : 'state.sent');
}
