import { expect, test } from 'vitest';
import type { Language } from './languages';
import { manifestIn } from './manifest';

interface Manifest {
  lang: string;
  description: string;
  shortcuts: { name: string }[];
}
const files = import.meta.glob<string>('/public/*.webmanifest', { query: '?raw', import: 'default', eager: true });
const read = (language: Language): Manifest => JSON.parse(files[`/public${manifestIn(language)}`]!) as Manifest;

const withoutWords = ({ lang: _lang, description: _description, shortcuts, ...rest }: Manifest): object => ({
  ...rest,
  shortcuts: shortcuts.map(({ name: _name, ...same }) => same),
});

test.each(['zh-Hans', 'ru'] as const)('the manifest in %s says the same in its own words', (language) => {
  const [english, other] = [read('en'), read(language)];

  expect(withoutWords(other)).toEqual(withoutWords(english));
  expect(other.lang).toBe(language);
  expect(other.description).not.toBe(english.description);
  for (const [at, { name }] of other.shortcuts.entries()) expect(name).not.toBe(english.shortcuts[at]!.name);
});
