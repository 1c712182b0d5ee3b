import type { Spoken, TalkTopic } from '../../../shared/api/types';
import { i18n, t, type Key } from '../../../shared/i18n/i18n.svelte';

export const LANGUAGES: readonly Spoken[] = [
  'en', 'zh-Hans', 'ru', 'de', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'pl', 'pt', 'tl', 'uk',
]; // prettier-ignore
const TOPICS: Record<TalkTopic, Key> = {
  any: 'talk.topic.any',
  hard_call: 'talk.topic.hard_call',
  abuse: 'talk.topic.abuse',
  workload: 'talk.topic.workload',
  colleagues: 'talk.topic.colleagues',
  home: 'talk.topic.home',
};

export const topicWord = (topic: TalkTopic): string => t(TOPICS[topic]);
export const topics = (): { value: TalkTopic; word: string }[] =>
  (Object.keys(TOPICS) as TalkTopic[]).map((value) => ({ value, word: topicWord(value) }));

/** As the reader's own language calls it. */
export function languageWord(language: Spoken): string {
  const name = new Intl.DisplayNames([i18n.language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(i18n.language) + name.slice(1);
}
export const languages = (): { value: Spoken; word: string }[] =>
  LANGUAGES.map((value) => ({ value, word: languageWord(value) }));

/** Two words of the reader's language, a new pair each time: nobody is recognised by it from talk to talk. */
export function alias(chance: () => number = Math.random): string {
  const one = (words: string): string => {
    const all = words.split('|');
    return all[Math.floor(chance() * all.length)] ?? '';
  };
  return t('talk.alias_is', { first: one(t('talk.alias_first')), second: one(t('talk.alias_second')) });
}
