import { i18n, t } from '../../../shared/i18n/i18n.svelte';
import { differs, nearness, placeOf } from './when';

/** "today", "tomorrow" or "Wednesday, 18 November". */
export function dayWord(date: Date, now: Date = new Date()): string {
  const near = nearness(date, now);
  if (near) return t(near === 'today' ? 'book.today' : 'book.tomorrow');
  return i18n.day(date);
}

/** "today, 15:30" */
export function whenWord(moment: string, now: Date = new Date()): string {
  const date = new Date(moment);
  return t('book.when', { day: dayWord(date, now), time: i18n.time(date) });
}

/** Why it is cancelled, where somebody else did it. */
export function goneWord({ news, name }: { news: string; name: string }): string {
  if (news === 'cancelled_by_link') return t('gone.link');
  return t(news === 'counsellor_gone' ? 'gone.left' : 'gone.counsellor', { name });
}

export function spanWord({ starts_at, ends_at }: { starts_at: string; ends_at: string }): string {
  return t('book.span', { from: i18n.time(new Date(starts_at)), to: i18n.time(new Date(ends_at)) });
}

/** What the counsellor's clock shows then, where it is not what ours shows. */
export function theirClock(moment: string, timeZone: string): string | null {
  const date = new Date(moment);
  if (!differs(date, timeZone)) return null;
  const time = i18n.day(date, { weekday: 'short', hour: 'numeric', minute: '2-digit', timeZone });
  return t('book.their_clock', { place: placeOf(timeZone), time });
}
