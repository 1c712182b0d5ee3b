import type { LadderUnit, Rung } from '../../../shared/api/types';
import { t } from '../../../shared/i18n/i18n.svelte';
import { WHO } from './words';

export function holdsWord({ own, holder }: LadderUnit): string {
  if (own) return t('ladder.own');
  return holder ? t('ladder.of', { unit: holder.name }) : t('ladder.built_in');
}

/** "Tara, Uwe, 60 s": whom one step tells and how long they have. */
export function rungWord({ who, people, phone, wait_seconds: seconds }: Rung): string {
  const named = people.map(({ name }) => name).join(', ');
  return t('ladder.rung', { who: named || phone || t(WHO[who]), seconds });
}
