import { t } from '../../shared/i18n/i18n.svelte';
import type { Mood } from './answers';
import { whenOf } from './when';
import { moodWord } from './words';

/** A waiting check-in in words: "Low, Mon 23 Nov, 09:12". */
export function describe(content: unknown): string {
  if (typeof content !== 'object' || content === null) return t('waiting.removal');
  const { mood, answered_at } = content as { mood?: Mood; answered_at?: string };
  return mood && answered_at
    ? t('own.read', { mood: moodWord(mood), when: whenOf(answered_at) })
    : t('waiting.removal');
}
