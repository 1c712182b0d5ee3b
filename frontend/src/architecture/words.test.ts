import { parse } from 'svelte/compiler';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../shared/i18n/languages';
import type { Entry } from '../shared/i18n/translate';
import { firstFile, sources } from './sources';

const files = import.meta.glob<Record<string, Entry>>('../shared/i18n/words/*/*.json', {
  eager: true,
  import: 'default',
});
/** Every catalogue as bundle, language and words. */
const catalogues = Object.entries(files).map(([path, words]) => {
  const [language, bundle] = path.replace('.json', '').split('/').reverse() as [string, string];
  return { bundle, language, words };
});
const catalogue = (language: string): Record<string, Entry> =>
  Object.assign({}, ...catalogues.filter((one) => one.language === language).map(({ words }) => words));
const english = catalogue('en');
const places = (entry: Entry): string[] =>
  [...new Set(JSON.stringify(entry).match(/\{\w+\}/g) ?? [])].filter((place) => place !== '{count}').sort();

test('a key stands in one bundle, the same in every language', () => {
  const inBundles = (language: string): string[] =>
    catalogues
      .filter((one) => one.language === language)
      .flatMap(({ bundle, words }) => Object.keys(words).map((key) => `${key} ${bundle}`))
      .sort();

  expect(inBundles('en').length).toBe(Object.keys(english).length);
  for (const language of Object.keys(LANGUAGES)) expect(inBundles(language)).toEqual(inBundles('en'));
});

describe.each(Object.keys(LANGUAGES) as Language[])('the catalogue %s', (language) => {
  const words = catalogue(language);

  test('has every key and no other', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
  });

  test('has every plural form that its language needs', () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const [key, entry] of Object.entries(words)) {
      if (typeof english[key] === 'string') expect(typeof entry, key).toBe('string');
      else expect(Object.keys(entry).sort(), key).toEqual(needed);
    }
  });

  test('fills the same places as the English', () => {
    for (const [key, entry] of Object.entries(words)) expect(places(entry), key).toEqual(places(english[key]!));
  });

  test('leaves nothing empty and raises no voice', () => {
    for (const [key, entry] of Object.entries(words)) {
      for (const text of typeof entry === 'string' ? [entry] : Object.values(entry)) {
        expect(text.trim(), key).not.toBe('');
        expect(text, key).not.toMatch(/[!！]/);
      }
    }
  });
});

interface Node {
  type: string;
  name?: string;
  data?: string;
  value?: unknown;
  [key: string]: unknown;
}

const SPOKEN = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'legend', 'lead', 'caption', 'hint']);

/** Texts in a template that did not come from the catalogue. */
function spoken(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(spoken);
  if (typeof node !== 'object' || node === null) return [];
  const { type, name, data, value, ...rest } = node as Node;
  if (type === 'Text') return /\p{L}/u.test(data ?? '') ? [data!.trim()] : [];
  if (type === 'StyleDirective') return [];
  if (type === 'Attribute') return SPOKEN.has(name ?? '') && Array.isArray(value) ? spoken(value) : [];
  return Object.entries({ ...rest, value }).flatMap(([key, child]) => (key === 'metadata' ? [] : spoken(child)));
}

const components = Object.entries(sources).filter(([path]) => path.endsWith('.svelte'));

test.each(components)('%s says nothing that is not in the catalogues', (_path, source) => {
  expect(spoken(parse(source, { modern: true }).fragment)).toEqual([]);
});

test('the way to a check-in needs no words but those that come with it', () => {
  const later = Object.keys(english).filter((key) => !(key in files['../shared/i18n/words/app/en.json']!));
  const said = (path: string): string[] => later.filter((key) => sources[path]!.includes(`t('${key}'`));

  expect(firstFile().flatMap(said)).toEqual([]);
});

test('every word in the catalogue is used somewhere', () => {
  const code = Object.values(sources).join();
  const families = /^(mood|noted|source|body|feeling)\./;

  expect(Object.keys(english).filter((key) => !families.test(key) && !code.includes(`'${key}'`))).toEqual([]);
});
