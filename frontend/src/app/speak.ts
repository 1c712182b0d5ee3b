import { i18n, t } from '../shared/i18n/i18n.svelte';
import type { Language } from '../shared/i18n/languages';
import { toaster } from '../shared/ui/toast.svelte';
import { update } from './update.svelte';

/** Whether it is spoken now; a phone keeps the words of one language, and another one needs the network once. */
export async function speak(language: Language): Promise<boolean> {
  try {
    await i18n.use(language);
  } catch {
    toaster.show({ text: t('language.later') });
    return false;
  }
  update.keepWords(language);
  return true;
}

/** What this device chose before, or else what its browser asks for. */
export async function speakClosest(stored: string | null | undefined): Promise<void> {
  await i18n.useClosest(stored);
  update.keepWords(i18n.language);
}
