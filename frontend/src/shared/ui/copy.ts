import { i18n, t } from '../i18n/i18n.svelte';
import { toaster } from './toast.svelte';

/** Into the clipboard, and said so; where the browser has none or will not, also that. */
export async function toClipboard(text: string, done = t('waiting.copied')): Promise<void> {
  const clipboard = (navigator as { clipboard?: Clipboard }).clipboard; // not there without TLS
  const copied = await clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  if (!copied) await i18n.also('push'); // rarely needed: not worth a place in the words of the first screen
  toaster.show({ text: copied ? done : t('copy.by_hand') });
}
