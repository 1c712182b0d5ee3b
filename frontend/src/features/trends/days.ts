import { i18n } from '../../shared/i18n/i18n.svelte';

const DAY = 86_400_000;
/** Offline phones have three days to send; then the week is published. */
const GRACE_DAYS = 3;

/** A date of the server without a clock, as noon in this device's zone: for showing only. */
export const noon = (iso: string): Date => new Date(`${iso}T12:00:00`);
export const plus = (iso: string, days: number): Date => {
  const day = noon(iso);
  day.setDate(day.getDate() + days);
  return day;
};

export const shortDay = (day: Date): string => i18n.day(day, { day: 'numeric', month: 'short' });
export const fullDay = (day: Date): string => i18n.day(day, { day: 'numeric', month: 'long', year: 'numeric' });
export const whenOf = (iso: string): string => i18n.day(new Date(iso), { dateStyle: 'medium', timeStyle: 'short' });

/** The last day that is in the trends, and the day on which the week after it can come. */
export function edges(lastWeek: string): { until: string; next: string } {
  return { until: fullDay(plus(lastWeek, 6)), next: fullDay(plus(lastWeek, 14 + GRACE_DAYS)) };
}

/** From the first to the last day, both within. */
export const span = ({ starts_on, ends_on }: { starts_on: string; ends_on: string }): { from: string; to: string } => ({
  from: fullDay(noon(starts_on)),
  to: fullDay(plus(ends_on, -1)),
});

export const weeksBetween = (earlier: string, later: string): number =>
  Math.round((noon(later).getTime() - noon(earlier).getTime()) / (7 * DAY));

/** The Mondays on which an announced change may start: a week ahead at least. */
export function mondays(today: Date, count: number): Date[] {
  const first = new Date(today.getFullYear(), today.getMonth(), today.getDate() + 7, 12);
  first.setDate(first.getDate() + ((8 - first.getDay()) % 7));
  return Array.from({ length: count }, (_, week) => {
    const day = new Date(first);
    day.setDate(first.getDate() + 7 * week);
    return day;
  });
}

export const isoDay = (day: Date): string =>
  [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
