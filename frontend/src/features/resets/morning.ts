import { wallClock } from '../../shared/api/clock';
import type { Reset } from './reset';

/** What is looked at of a check-in: when, by the person's own watch, and how it was. */
export interface Told {
  answered_at: string;
  mood: number;
}

const NOON = 12;
const LOW = 2;
const day = (told: Told): string => wallClock(told.answered_at).day;

/** Nothing said yet today: the first call may still be ahead. */
export function isBeforeFirst(entries: readonly Told[], nowIso: string): boolean {
  const today = wallClock(nowIso).day;
  return entries.every((entry) => day(entry) !== today);
}

export function hadOpener(resets: readonly Reset[], nowIso: string): boolean {
  const today = wallClock(nowIso).day;
  return resets.some(({ kind, started_at }) => kind === 'opener' && wallClock(started_at).day === today);
}

/** In the morning, when the last thing said yesterday was low. */
export function carriesYesterday(entries: readonly Told[], nowIso: string): boolean {
  const { hour, day: today } = wallClock(nowIso);
  const yesterday = dayBefore(today);
  const last = entries
    .filter((entry) => day(entry) === yesterday)
    .sort(byTime)
    .at(-1);
  return hour < NOON && last !== undefined && last.mood <= LOW;
}

const byTime = (a: Told, b: Told): number => a.answered_at.localeCompare(b.answered_at);

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) - 24 * 60 * 60_000).toISOString().slice(0, 10);
}
