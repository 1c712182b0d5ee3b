import type { HelpCall } from '../../../shared/api/types';
import { i18n, t, type Key } from '../../../shared/i18n/i18n.svelte';
import { lastTold } from './press';

export const WHO: Record<HelpCall['steps'][number]['who'], Key> = {
  supervisors_of_unit: 'help.who_unit',
  supervisors_of_site: 'help.who_site',
  all_supervisors: 'help.who_all',
  people: 'help.who_people',
  phone: 'help.who_phone',
};

/** What a phone dials: digits alone, and a plus before them. */
export const dial = (phone: string): string => `tel:${phone.replace(/[^+0-9]/g, '')}`;

/** Where a call stands, in one sentence. */
export function standing(call: HelpCall): string {
  switch (call.state) {
    case 'reaching':
      return reaching(call);
    case 'seen':
      return t('help.seen', { name: call.seen_by ?? '' });
    case 'coming':
      return t('help.coming', { name: call.coming_by ?? '' });
    case 'there':
      return t('help.there', { name: call.coming_by ?? '' });
    case 'unanswered':
      return t('help.unanswered');
    case 'withdrawn':
      return t('help.withdrawn');
    default:
      return t('help.done');
  }
}

function reaching(call: HelpCall): string {
  const names = lastTold(call.steps);
  if (!names.length) return t('help.looking');
  if (names.length > 3) return t('help.reaching_many', { count: names.length });
  return t('help.reaching', { names: new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(names) });
}
