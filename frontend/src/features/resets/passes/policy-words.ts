import type { PolicyFigures, PolicyUnit } from '../../../shared/api/types';
import { t } from '../../../shared/i18n/i18n.svelte';

export function figuresWord({ passes_a_day, minutes, places }: PolicyFigures): string {
  return t('policy.summary', { passes: passes_a_day, minutes, places });
}

export function extrasWord({ extra_after_threat, extra_after_slur }: PolicyFigures): string {
  return t('policy.extras', { threat: extra_after_threat, slur: extra_after_slur });
}

/** What holds in a unit, and from where. */
export function inForceWord({ own, in_force }: PolicyUnit): string {
  if (!in_force) return t('policy.none');
  const words = figuresWord(in_force.figures);
  return own ? words : `${words} (${t('policy.inherited', { unit: in_force.unit.name })})`;
}
