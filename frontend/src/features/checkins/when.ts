import { i18n } from '../../shared/i18n/i18n.svelte';

/** The written wall clock as a Date in this device's zone: for showing only, never for arithmetic. */
function shown(iso: string): Date {
  return new Date(iso.slice(0, 19));
}

export function whenOf(iso: string): string {
  return i18n.day(shown(iso), { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
}

export function timeOf(iso: string): string {
  return i18n.time(shown(iso));
}

export function dayOf(day: string): string {
  return i18n.day(shown(`${day}T12:00:00`));
}

export function weekdayOf(weekday: number, width: 'long' | 'short'): string {
  return i18n.day(new Date(2024, 0, 1 + weekday), { weekday: width }); // the first of January 2024 was a Monday
}
