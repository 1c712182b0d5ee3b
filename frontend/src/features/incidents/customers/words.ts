import type { ActionLine, ActionStep } from '../../../shared/api/types';
import { i18n, t, type Key } from '../../../shared/i18n/i18n.svelte';

export type Kind = ActionLine['kind'];

export const KINDS: Record<Kind, Key> = {
  warning_letter: 'customers.kind.warning_letter',
  note: 'customers.kind.note',
  contact_restricted: 'customers.kind.contact_restricted',
  block: 'customers.kind.block',
  refusal: 'customers.kind.refusal',
  legal: 'customers.kind.legal',
  police: 'customers.kind.police',
};
const STEPS: Record<ActionStep, Key> = {
  reason: 'customers.said.reason',
  no_warning: 'customers.said.no_warning',
  decision: 'customers.said.decision',
  end: 'customers.said.end',
  review: 'customers.said.review',
  appeal: 'customers.said.appeal',
  appeal_decision: 'customers.said.appeal_decision',
};
const ENDS: Record<Exclude<ActionLine['ended_as'], ''>, Key> = {
  lifted: 'customers.ended.lifted',
  expired: 'customers.ended.expired',
  reviewed: 'customers.ended.reviewed',
  appealed: 'customers.ended.appealed',
  taken_back: 'customers.ended.taken_back',
};
/** Days that each may stand at most, as the server has it. */
const LONGEST: Record<Kind, number> = {
  warning_letter: 365,
  note: 365,
  contact_restricted: 183,
  block: 365,
  refusal: 365,
  legal: 730,
  police: 730,
};

const WHOLE: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };

export const kindWord = (kind: Kind): string => t(KINDS[kind]);
export const stepWord = (step: ActionStep): string => t(STEPS[step]);
export const dayWord = (moment: string): string => i18n.day(at(moment), WHOLE);
export const monthWord = (day: string): string => i18n.day(at(day), { month: 'long', year: 'numeric' });

/** The last day that may be chosen for it, as a field for dates has it. */
export const lastDay = (kind: Kind, now: number): string => daysOn(now, LONGEST[kind]);
export const dayAfter = (now: number): string => daysOn(now, 1);
export const today = (now: number): string => daysOn(now, 0);

/** A day without a time is that day wherever it is read; a browser would take it for midnight in London. */
function at(moment: string): Date {
  return new Date(moment.length === 10 ? `${moment}T00:00` : moment);
}

function daysOn(now: number, days: number): string {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** How it stands, in one sentence. */
export function standingWord(action: ActionLine): string {
  const day = dayWord(action.ends_on);
  if (action.state === 'proposed') return t('customers.state.proposed');
  if (action.state === 'refused') return t('customers.state.refused');
  if (action.ended_as) return t(ENDS[action.ended_as]);
  if (action.suspended) return t('customers.state.suspended');
  return t(action.appeal === 'open' ? 'customers.state.appealed' : 'customers.state.in_force', { day });
}
