import { localIso } from '../../../shared/api/clock';
import { minuteOf, type Draft } from './draft';

const HOUR = 60 * 60_000;
const dayOf = (date: Date): string => localIso(date).slice(0, 10);

/** Still today, for whoever works at night. */
export function anHourBefore(now: Date): string {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  return minuteOf(new Date(Math.max(now.getTime() - HOUR, midnight)));
}

export const isLater = ({ at }: Draft, now: Date): boolean => !at || new Date(at) > now;

/** As it reads now: what was today when it was written is another day since. */
export function asOf(draft: Draft, now: Date): Draft {
  const isOver = draft.when === 'today' && draft.at !== '' && dayOf(new Date(draft.at)) !== dayOf(now);
  return isOver ? { ...draft, when: 'other' } : draft;
}

/** As a field for a day and a time shows it. */
export const localTime = (at: string): string => (at ? localIso(new Date(at)).slice(0, 16) : '');

/** What a field for a day and a time says, or one for a time of the day that was chosen; empty where it says nothing. */
export function readTime(value: string, at: string, now: Date): string {
  const day = dayOf(at ? new Date(at) : now);
  const moment = new Date(value.includes('T') ? value : `${day}T${value}`);
  return value && !Number.isNaN(moment.getTime()) ? minuteOf(moment) : '';
}
