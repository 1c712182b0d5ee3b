import { t } from '../../../shared/i18n/i18n.svelte';
import { keepMine, readMine, type Place } from '../../../shared/offline/mine';
import type { Store } from '../../../shared/offline/store';

const NAME = 'break-notice';

/** On a shared computer whoever sits there next would read it. */
export const canTell = ({ lasts }: Store): boolean =>
  lasts && 'Notification' in globalThis && 'serviceWorker' in navigator;

export const mayTell = (): boolean => Notification.permission === 'granted';

export async function wantsToBeTold(place: Place): Promise<boolean> {
  return (await readMine<boolean>(place, NAME).catch(() => undefined)) ?? false;
}

/** Asks the browser's permission only now, when the person wants it. False where the browser says no. */
export async function beTold(place: Place, on: boolean, now: Date): Promise<boolean> {
  if (on && (await Notification.requestPermission()) !== 'granted') return false;
  await keepMine(place, NAME, on, now);
  return true;
}

/** The end of a break, said so that a neighbour learns nothing from it. A second tab says it in the same place. */
export async function tellEnd(place: Place, id: string): Promise<void> {
  if (!canTell(place.store) || !mayTell() || !(await wantsToBeTold(place))) return;
  const registration = await navigator.serviceWorker.ready;
  await registration.showNotification(t('break.notice'), {
    tag: id,
    icon: '/icons/mark-192.png',
    data: '/#/reset',
  });
}
