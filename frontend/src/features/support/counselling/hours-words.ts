import { i18n, t } from '../../../shared/i18n/i18n.svelte';
import type { Practice } from '../../../shared/api/types';

const A_MONDAY = new Date(2024, 0, 1);
export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;

/** In the words of the language, Monday first as the server counts. */
export function weekdayWord(day: number, weekday: 'short' | 'long' = 'short'): string {
  const date = new Date(A_MONDAY.getFullYear(), A_MONDAY.getMonth(), A_MONDAY.getDate() + day);
  return i18n.day(date, { weekday });
}

export function weekdaysWord(days: readonly number[]): string {
  return days.map((day) => weekdayWord(day)).join(', ');
}

/** "09:00" by the habits of the language. */
export function clockWord(clock: string): string {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return i18n.time(new Date(2024, 0, 1, hours, minutes));
}

export function windowWord(one: { from_time: string | null; to_time: string | null }): string {
  if (!one.from_time || !one.to_time) return t('hours.off');
  return t('book.span', { from: clockWord(one.from_time), to: clockWord(one.to_time) });
}

/** A day without a time, whatever the zone of this device is. */
export function dateWord(iso: string): string {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  return i18n.day(new Date(year, month - 1, day), { weekday: 'short', day: 'numeric', month: 'short' });
}

export function lengthWord({ minutes, pause }: Pick<Practice['hours'][number], 'minutes' | 'pause'>): string {
  return t('hours.length', { minutes, pause });
}
