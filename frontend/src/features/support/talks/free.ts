import type { TalkAvailability } from '../../../shared/api/types';
import { t } from '../../../shared/i18n/i18n.svelte';

/** Who is there, in one line: no promise beyond what the queue knows. */
export function freeWord(available: TalkAvailability | null, nobody: string): string {
  if (!available) return t('talk.looking');
  if (!available.there) return nobody;
  if (!available.free) return t('talk.all_busy');
  const free = available.free >= 3 ? t('talk.free_many') : t('talk.free', { count: available.free });
  const wait = available.usual_minutes;
  return `${free} · ${wait ? t('talk.usual', { count: wait }) : t('talk.usual_unknown')}`;
}
