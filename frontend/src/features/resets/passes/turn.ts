import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import type { BreakPass } from '../../../shared/api/types';
import { i18n, t } from '../../../shared/i18n/i18n.svelte';
import { router } from '../../../shared/ui/router.svelte';
import { toaster } from '../../../shared/ui/toast.svelte';

const HERE = '/pass';
const TOPIC = 'break-passes';

/** A hold lasts three minutes: whoever is on another screen hears of it, wherever they are in the app. */
export async function tellOfTurn(id: string): Promise<void> {
  const pass = await api<BreakPass>(`/break-passes/${id}`).catch((cause: unknown) => {
    if (isTrouble(cause)) return null; // the pass screen says it when opened
    throw cause;
  });
  if (pass?.state !== 'held' || !pass.hold_until) return;
  await i18n.also('resets');
  const text = t('pass.held_until', { time: i18n.time(new Date(pass.hold_until)) });
  if (router.path !== HERE) toaster.show({ text, act: { word: t('pass.see'), run: () => router.go(HERE) } });
  if (document.visibilityState === 'hidden') await notify(text);
}

/** Where notifications are allowed already; nobody is asked for this. A push of the same topic is not shown beside it. */
async function notify(text: string): Promise<void> {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  const registration = await navigator.serviceWorker.getRegistration();
  await registration?.showNotification(text, { tag: TOPIC, icon: '/icons/mark-192.png', data: `/#${HERE}` });
}
