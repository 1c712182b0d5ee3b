import type { Language } from './languages';
import type { Entry } from './translate';

/** What the screens say, by bundle: `app` is there from the first tap on, the others come with their screens. */
type English = typeof import('./words/app/en.json') &
  typeof import('./words/accounts/en.json') &
  typeof import('./words/buddy/en.json') &
  typeof import('./words/cases/en.json') &
  typeof import('./words/counselling/en.json') &
  typeof import('./words/customers/en.json') &
  typeof import('./words/evidence/en.json') &
  typeof import('./words/helpnow/en.json') &
  typeof import('./words/huddle/en.json') &
  typeof import('./words/pattern/en.json') &
  typeof import('./words/push/en.json') &
  typeof import('./words/report/en.json') &
  typeof import('./words/resets/en.json') &
  typeof import('./words/shifts/en.json') &
  typeof import('./words/support/en.json') &
  typeof import('./words/talkreport/en.json') &
  typeof import('./words/talks/en.json') &
  typeof import('./words/trends/en.json');
export type Bundle =
  | 'app'
  | 'accounts'
  | 'buddy'
  | 'cases'
  | 'counselling'
  | 'customers'
  | 'evidence'
  | 'helpnow'
  | 'huddle'
  | 'pattern'
  | 'push'
  | 'report'
  | 'resets'
  | 'shifts'
  | 'support'
  | 'talkreport'
  | 'talks'
  | 'trends';
export type Key = keyof English;
export type Catalogue = Partial<Record<Key, Entry>>;

const FILES = import.meta.glob<Catalogue>('./words/*/*.json', { import: 'default' });

export async function wordsOf(bundles: Iterable<Bundle>, language: Language): Promise<Catalogue> {
  const found = await Promise.all([...bundles].map((bundle) => FILES[`./words/${bundle}/${language}.json`]!()));
  return Object.assign({}, ...found) as Catalogue;
}
