import type { Language } from './languages';

/** What the phone itself says about the app, such as the shortcuts behind a long press. One static file per language. */
export const manifestIn = (language: Language): string =>
  language === 'en' ? '/manifest.webmanifest' : `/manifest.${language}.webmanifest`;

/** One `id` in all three: the app that is installed stays the same app, whatever it is called in. */
export function showManifest(language: Language): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
  const href = manifestIn(language);
  if (link && link.getAttribute('href') !== href) link.href = href;
}
