import { closest, direction, isLanguage, LANGUAGES, type Language } from './languages';
import { showManifest } from './manifest';
import { translate, type Params } from './translate';
import { wordsOf, type Bundle, type Catalogue, type Key } from './words';

export type { Bundle, Key };

class I18n {
  language = $state<Language>('en');
  #words = $state.raw<Catalogue>({});
  #bundles = new Set<Bundle>(['app']);
  #wanted: Language = 'en';
  #turn: Promise<void> = Promise.resolve();

  /** The device's own region, where it speaks the chosen language: day before month in Britain, not in America. */
  get #locale(): string {
    return navigator.languages.find((tag) => tag.split('-')[0] === this.language.split('-')[0]) ?? this.language;
  }

  /** Rejects where the words cannot be had; then everything stays as it was said before. */
  use(language: Language): Promise<void> {
    this.#wanted = language;
    return this.#read().catch((error: unknown) => {
      this.#wanted = this.language;
      throw error;
    });
  }

  /** The words of one more part of the app; resolves when they can be said. */
  async also(bundle: Bundle): Promise<void> {
    if (this.#bundles.has(bundle)) return this.#turn;
    this.#bundles.add(bundle);
    await this.#read().catch((error: unknown) => {
      this.#bundles.delete(bundle);
      throw error;
    });
  }

  /** One reading after the other, each of the latest wish. */
  #read(): Promise<void> {
    this.#turn = this.#turn.catch(() => undefined).then(() => this.#speak(this.#wanted));
    return this.#turn;
  }

  async #speak(language: Language): Promise<void> {
    this.#words = await wordsOf(this.#bundles, language);
    this.language = language;
    document.documentElement.lang = language;
    document.documentElement.dir = direction(language);
    showManifest(language);
  }

  useClosest(stored: string | null | undefined): Promise<void> {
    const wished = isLanguage(stored) ? stored : closest(navigator.languages);
    return this.use(wished).catch(() => this.#useAny()); // better another language than an empty screen
  }

  async #useAny(): Promise<void> {
    for (const language of Object.keys(LANGUAGES) as Language[]) {
      const spoken = await this.use(language).then(
        () => true,
        () => false,
      );
      if (spoken) return;
    }
  }

  t = (key: Key, params?: Params): string => {
    const entry = this.#words[key];
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
