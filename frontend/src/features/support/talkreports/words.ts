import type { TalkReport, TalkReportCase, TalkReportWhat } from '../../../shared/api/types';
import { i18n, t, type Key } from '../../../shared/i18n/i18n.svelte';

const WHAT: Record<TalkReportWhat, Key> = {
  insult: 'report.what.insult',
  sexual: 'report.what.sexual',
  threat: 'report.what.threat',
  hate: 'report.what.hate',
  pressure: 'report.what.pressure',
  confidence: 'report.what.confidence',
  other: 'report.what.other',
};
const ROLES: Record<TalkReportCase['parties'][number]['role'], Key> = {
  agent: 'report.role.agent',
  peer: 'report.role.peer',
  counsellor: 'report.role.counsellor',
  supervisor: 'report.role.supervisor',
};

export const whatWord = (what: TalkReportWhat | null): string => (what ? t(WHAT[what]) : '');
export const whats = (): { value: TalkReportWhat; word: string }[] =>
  (Object.keys(WHAT) as TalkReportWhat[]).map((value) => ({ value, word: whatWord(value) }));
export const roleWord = (role: keyof typeof ROLES): string => t(ROLES[role]);

const WHEN: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' };
export const whenWord = (moment: string): string => i18n.day(new Date(moment), WHEN);

export function stateWord({ state, openings }: TalkReport): string {
  if (state === 'answered') return t('report.state.answered');
  return t(openings.length ? 'report.state.opened' : 'report.state.open');
}
