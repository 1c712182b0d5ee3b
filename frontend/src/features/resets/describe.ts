import { i18n, t } from '../../shared/i18n/i18n.svelte';
import { nameOf } from './kinds';
import type { Reset } from './reset';

/** A waiting reset in words: "Walk, Mon 23 Nov, 09:12". */
export function describe(content: unknown): string {
  const { kind, started_at } = (content ?? {}) as Partial<Reset>;
  if (!kind || !started_at) return t('reset.removal');
  const shown = new Date(started_at.slice(0, 19)); // as the person's own watch showed it
  const when = i18n.day(shown, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  });
  return t('own.read', { mood: t(nameOf(kind)), when });
}
