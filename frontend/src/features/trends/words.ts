import type { TrendsGroup, TrendsPage } from '../../shared/api/types';
import { i18n, t, type Key } from '../../shared/i18n/i18n.svelte';
import { moodEnds } from './bands';
import type { Step } from './cycle';

type Mood = NonNullable<TrendsPage['mood']>;

export function groupWord({ kind, name }: TrendsGroup): string {
  if (kind === 'whole') return t('trends.whole');
  if (kind === 'others') return t('trends.others', { name });
  return kind === 'with_small' ? t('trends.with_small', { name }) : name;
}

/** What changed, in one sentence; a direction is named only where the band allows it. */
export function saidWord({ word, change }: Mood['said']): string {
  const down = (change ?? 0) < 0;
  if (word === 'clear') return t(down ? 'said.clear_down' : 'said.clear_up');
  if (word === 'possible') return t(down ? 'said.possible_down' : 'said.possible_up');
  return t(word === 'steady' ? 'said.steady' : 'said.early');
}

export function resultWord({ word, value }: { word: string; value: number }): string {
  if (word === 'clear') return t(value < 0 ? 'changes.clear_down' : 'changes.clear_up');
  if (word === 'possible') return t(value < 0 ? 'changes.possible_down' : 'changes.possible_up');
  return t('changes.early');
}

export function nowWord({ mean, half_width, weeks }: NonNullable<Mood['now']>): string {
  return t('said.now', { ...moodEnds({ value: mean, half_width }, i18n.language), count: weeks });
}

const PRESETS: Record<string, Key> = {
  strict: 'blur.strict',
  standard: 'blur.standard',
  relaxed: 'blur.relaxed',
};
export const presetWord = (preset: string): string => t(PRESETS[preset] ?? 'blur.standard');

const STREAMS: Record<string, Key> = {
  mood_week: 'trends.mood',
  mood_day: 'ledger.mood_day',
  cycle_13wk: 'cycle.title',
  stress_4wk: 'trends.sources',
  abuse_4wk: 'trends.abuse',
  energy_4wk: 'trends.energy',
  help_4wk: 'trends.help',
  intervention: 'changes.title',
};
export const streamWord = (name: string): string => (STREAMS[name] ? t(STREAMS[name]) : name);

const LEVELS: Record<string, Key> = {
  base: 'ledger.base',
  large: 'ledger.large',
  whole: 'trends.whole',
  change: 'ledger.change',
};
export const levelWord = (level: string): string => (LEVELS[level] ? t(LEVELS[level]) : level);

const ROLES: Record<string, Key> = {
  manager: 'looks.manager',
  administrator: 'looks.administrator',
  case_handler: 'looks.case_handler',
  supervisor: 'looks.supervisor',
  counsellor: 'looks.counsellor',
};
export const roleWord = (role: string): string => (ROLES[role] ? t(ROLES[role]) : role);

const STEPS: Record<Step, Key> = {
  [-2]: 'cycle.well_below',
  [-1]: 'cycle.below',
  0: 'cycle.usual',
  1: 'cycle.above',
  2: 'cycle.well_above',
};
export const stepWord = (step: Step): string => t(STEPS[step]);

export const sourceWord = (name: string): string => t(`source.${name}` as Key);

/** Several names in a row, joined as the language joins them. */
export const listWord = (names: string[]): string => new Intl.ListFormat(i18n.language).format(names);

export const weekdayWord = (weekday: number, width: 'long' | 'short'): string =>
  i18n.day(new Date(2024, 0, 1 + weekday), { weekday: width }); // the first of January 2024 was a Monday

export const hoursWord = (block: number): string =>
  t('cycle.hours', { from: String(2 * block), to: String((2 * block + 2) % 24) });
