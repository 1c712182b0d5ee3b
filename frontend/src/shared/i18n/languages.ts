export const LANGUAGES = { en: 'English', 'zh-Hans': '简体中文', ru: 'Русский' } as const;

export type Language = keyof typeof LANGUAGES;

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur']);

export function isLanguage(tag: string | null | undefined): tag is Language {
  return tag != null && tag in LANGUAGES;
}

/** The first of the device's languages that we speak; any Chinese reads the simplified catalogue. */
export function closest(tags: readonly string[]): Language {
  for (const tag of tags) {
    const base = tag.toLowerCase().split('-')[0];
    if (base === 'zh') return 'zh-Hans';
    if (isLanguage(base)) return base;
  }
  return 'en';
}

export function direction(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';
}
