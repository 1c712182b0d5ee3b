import { i18n, t } from '../../../shared/i18n/i18n.svelte';
import { phaseAt } from './pattern';
import type { Run } from './run.svelte';

export function lengthWord(seconds: number): string {
  if (seconds < 60) return t('breathe.seconds', { count: seconds });
  return t('breathe.minutes', { count: Math.round(seconds / 60) });
}

/** 1:03, in the digits of the language. */
export function asClock(seconds: number): string {
  const two = new Intl.NumberFormat(i18n.language, { minimumIntegerDigits: 2 });
  return `${Math.floor(seconds / 60).toLocaleString(i18n.language)}:${two.format(seconds % 60)}`;
}

interface Counted extends Record<string, number> {
  number: number;
  total: number;
}

export function breathOf({ place, plan, from }: Run): Counted {
  return { number: (place?.cycle ?? from / plan.cycleMs) + 1, total: plan.cycles };
}

export function stepOf({ place, plan, from }: Run): Counted {
  const { cycle, index } = place ?? phaseAt(plan, from)!;
  return { number: cycle * plan.steps.length + index + 1, total: plan.cycles * plan.steps.length };
}

/**
 * For a screen reader: one calm sentence for each step, never the count. A voice cannot keep up with a step of
 * a second, so that one is announced together with the step before it.
 */
export function spokenAt({ state, place, plan }: Run): string {
  if (state !== 'running') return '';
  if (!place) return t('breathe.ready');
  const next = plan.steps[place.index + 1];
  if (place.step.phase === 'top_up' || next?.phase === 'top_up') return t('breathe.in_and_more');
  return t(place.step.says);
}
