import { localIso } from '../../../shared/api/clock';
import { i18n } from '../../../shared/i18n/i18n.svelte';

const HOUR = 3_600_000;
const FURTHEST = 14 * 24 * HOUR;

/** A moment as the field of a form writes it, which knows no zone: to the minute, on this device's clock. */
const field = (moment: Date): string => localIso(moment).slice(0, 16);

/** The next full hour that is not almost here. */
export function earliest(now: Date): string {
  const moment = new Date(now.getTime() + HOUR / 4);
  moment.setMinutes(60, 0, 0);
  return field(moment);
}

export const soonest = (now: Date): string => field(now);
export const latest = (now: Date): string => field(new Date(now.getTime() + FURTHEST));

/** From the field to a moment; nothing is now. */
export const wished = (at: string): string | null => (at ? localIso(new Date(at)) : null);

/** "Today 15:00" needs no date; what is further off has one. */
export function whenWord(iso: string, now = new Date()): string {
  const moment = new Date(iso);
  const today = moment.toDateString() === now.toDateString();
  return i18n.day(moment, {
    ...(!today && { weekday: 'long', day: 'numeric', month: 'long' }),
    hour: 'numeric',
    minute: '2-digit',
  });
}
