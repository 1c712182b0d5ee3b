import { api } from '../api/client';
import { isTrouble } from '../api/errors';
import type { Push } from '../api/types';
import type { Place } from '../offline/mine';
import { permission } from '../reminders/permission';
import { dropTold, keepTold, readTold } from './told';

const MINE = '/push-subscriptions/mine';

/** On an iPhone only the app on the home screen can; some browsers never. */
export const canBeTold = (): boolean => permission() !== 'missing' && 'PushManager' in globalThis;

/** The browser and its push service may say no, too. */
export const mayFail = (cause: unknown): boolean => isTrouble(cause) || cause instanceof DOMException;

/** The browser gives out an address, our server gets it; said again it changes nothing. */
export async function beTold(place: Place, notice: string, now: Date): Promise<void> {
  const { key, device } = await api<Push>(MINE);
  const subscription = await addressFor(key);
  const { endpoint, keys } = subscription.toJSON();
  const body = { endpoint, p256dh: keys?.p256dh, auth: keys?.auth };
  await api(`/push-subscriptions/${device}`, { method: 'PUT', body });
  await keepTold(place, { notice }, now);
}

export async function beToldNoMore(place: Place): Promise<void> {
  const { device, on } = await api<Push>(MINE);
  if (on) await api(`/push-subscriptions/${device}`, { method: 'DELETE' });
  await dropTold(place);
  const registration = await navigator.serviceWorker.ready;
  await (await registration.pushManager.getSubscription())?.unsubscribe();
}

/** Addresses change and servers forget: whoever wants to be told gives it anew when the app opens. */
export async function renew(place: Place, notice: string, now: Date): Promise<void> {
  if (!(await readTold(place)) || !canBeTold() || permission() !== 'granted') return;
  await beTold(place, notice, now).catch((cause: unknown) => {
    if (!mayFail(cause)) throw cause; // the next time the app opens
  });
}

async function addressFor(key: string): Promise<PushSubscription> {
  const { pushManager } = await navigator.serviceWorker.ready;
  const known = await pushManager.getSubscription();
  if (known && written(known.options.applicationServerKey) === key) return known;
  await known?.unsubscribe(); // made for another key of the server, and of no use any more
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

function written(key: ArrayBuffer | null): string {
  const letters = String.fromCharCode(...new Uint8Array(key ?? []));
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
