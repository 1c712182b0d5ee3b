import { t, type Key } from '../../shared/i18n/i18n.svelte';
import { BODY, FEELINGS, SOURCES, type BodySignal, type Entry, type Feeling, type Mood, type Source } from './answers';

export const moodWord = (mood: Mood): string => t(`mood.${mood}`);
export const noted = (mood: Mood): string => t(`noted.${mood}`);
export const sourceWord = (source: Source): string => t(`source.${source}`);

export const sourceChips = (): { value: Source; word: string }[] => chips(SOURCES, (value) => `source.${value}`);
export const bodyChips = (): { value: BodySignal; word: string }[] => chips(BODY, (value) => `body.${value}`);
export const feelingChips = (): { value: Feeling; word: string }[] => chips(FEELINGS, (value) => `feeling.${value}`);

function chips<Value extends string>(
  values: readonly Value[],
  key: (value: Value) => Key,
): { value: Value; word: string }[] {
  return values.map((value) => ({ value, word: t(key(value)) }));
}

/** "9 to 11", and "23 to 1" over midnight. */
export const blockWord = (block: number): string =>
  t('pattern.hours', { from: String(block), to: String((block + 2) % 24) });

/** Everything said beside the mood, as words. */
export function detailsOf({ energy, sources, body, feelings }: Entry): string[] {
  return [
    ...(energy ? [t('own.energy', { step: energy })] : []),
    ...sources.map(sourceWord),
    ...body.map((signal) => t(`body.${signal}`)),
    ...feelings.map((feeling) => t(`feeling.${feeling}`)),
  ];
}
