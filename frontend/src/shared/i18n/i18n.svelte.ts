import { closest, direction, isLanguage, type Language } from './languages';
import { showManifest } from './manifest';
import { translate, type Entry, type Params } from './translate';

type English = typeof import('./en.json');
type Catalogue = Record<keyof English, Entry>;
export type Key = keyof English;

const CATALOGUES: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import('./en.json'),
  'zh-Hans': () => import('./zh-Hans.json'),
  ru: () => import('./ru.json'),
};

class I18n {
  language = $state<Language>('en');
  #words = $state.raw<Catalogue | null>(null);

  /** The device's own region, where it speaks the chosen language: day before month in Britain, not in America. */
  get #locale(): string {
    return navigator.languages.find((tag) => tag.split('-')[0] === this.language.split('-')[0]) ?? this.language;
  }

  async use(language: Language): Promise<void> {
    const words = (await CATALOGUES[language]()).default;
    this.language = language;
    this.#words = words;
    document.documentElement.lang = language;
    document.documentElement.dir = direction(language);
    showManifest(language);
  }

  useClosest(stored: string | null | undefined): Promise<void> {
    return this.use(isLanguage(stored) ? stored : closest(navigator.languages));
  }

  t = (key: Key, params?: Params): string => {
    const entry = this.#words?.[key];
    return entry === undefined ? '' : translate(entry, this.language, params);
  };

  day(date: Date, options: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' }): string {
    return new Intl.DateTimeFormat(this.#locale, options).format(date);
  }

  time(date: Date): string {
    return this.day(date, { hour: 'numeric', minute: '2-digit' });
  }
}

export const i18n = new I18n();
export const t = i18n.t;
