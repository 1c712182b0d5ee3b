import type { Language } from '../../../shared/i18n/languages';

/** An empty notepad, one static file per language, kept on the phone: in reach with no network, and it keeps nothing. */
export const notesIn = (language: Language): string => (language === 'en' ? '/notes.html' : `/notes.${language}.html`);

/** Out of sight at once; then another page in the place of this one, so that "back" does not lead here. */
export function leave(language: Language): void {
  document.documentElement.style.visibility = 'hidden';
  // "Back" may bring the screen before this one from the browser's memory, where it is still hidden.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  location.replace(notesIn(language));
}
