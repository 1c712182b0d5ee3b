import type { CaseLine, OneCase } from '../../../shared/api/types';
import { i18n, t, type Key } from '../../../shared/i18n/i18n.svelte';
import { whenWord } from '../words';

type Act = OneCase['acts'][number];

// As a third person says them; the form of whoever reports says the same as "I".
const SEVERITIES = [
  'casework.severity.0',
  'casework.severity.1',
  'casework.severity.2',
  'casework.severity.3',
] as const;
const ACTS: Record<Act, Key> = {
  intent: 'casework.act.intent',
  boundary: 'casework.act.boundary',
  warned: 'casework.act.warned',
  ended: 'casework.act.ended',
  handed_over: 'casework.act.handed_over',
};
const IDENTITIES: Record<OneCase['identity'], Key> = {
  named: 'casework.identity.named',
  confidential: 'casework.identity.confidential',
  anonymous: 'casework.identity.anonymous',
};
const STATES: Record<OneCase['state'], Key> = {
  received: 'casework.state.received',
  acknowledged: 'casework.state.acknowledged',
  closed: 'casework.state.closed',
  withdrawn: 'casework.state.withdrawn',
};

export const severityWord = (severity: number): string => t(SEVERITIES[severity] ?? SEVERITIES[0]);
export const actWord = (act: Act): string => t(ACTS[act]);
export const identityWord = (identity: OneCase['identity']): string => t(IDENTITIES[identity]);
export const stateWord = (state: OneCase['state']): string => t(STATES[state]);

/** Who has it, as the one who reads it would say. */
export function holderWord({ handler, mine }: Pick<CaseLine, 'handler' | 'mine'>): string {
  if (mine) return t('casework.mine');
  return handler ? t('casework.has', { name: handler }) : t('casework.nobody');
}

/** Who closed it and when; of what was taken back, when. */
export function endWord({ state, ended_at, closed_by }: Pick<CaseLine, 'state' | 'ended_at' | 'closed_by'>): string {
  const when = ended_at ? whenWord(ended_at) : '';
  if (state === 'withdrawn') return t('casework.taken_back', { when });
  return closed_by ? t('casework.closed_by', { name: closed_by, when }) : t('casework.closed', { when });
}

const MINUTE = 60_000;
const UNITS = [
  { unit: 'day', length: 1440 * MINUTE, from: 2880 * MINUTE },
  { unit: 'hour', length: 60 * MINUTE, from: 60 * MINUTE },
  { unit: 'minute', length: MINUTE, from: 0 },
] as const;

/** "3 hours", in the largest unit of which there are enough to say it by. */
export function lastingWord(since: string, now: number): string {
  const lasted = Math.max(now - Date.parse(since), MINUTE);
  const { unit, length } = UNITS.find(({ from }) => lasted >= from)!;
  const written = new Intl.NumberFormat(i18n.language, { style: 'unit', unit, unitDisplay: 'long' });
  return written.format(Math.floor(lasted / length));
}

export const isLate = (due: string | null, now: number): boolean => due !== null && Date.parse(due) <= now;

/** By when the next step is to be done; nothing where nobody waits. */
export function dueWord(state: OneCase['state'], due: string | null, now: number): string {
  if (due === null) return '';
  const late = isLate(due, now);
  if (state === 'received') return t(late ? 'casework.read_late' : 'casework.read_by', { when: whenWord(due) });
  return t(late ? 'casework.answer_late' : 'casework.answer_by', { when: whenWord(due) });
}

export const dayOnly = (moment: string): string =>
  i18n.day(new Date(moment), { day: 'numeric', month: 'long', year: 'numeric' });
