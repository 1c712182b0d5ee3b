import { openDatabase, readDevice } from '../shared/offline/database';
import { PhoneStore } from '../shared/offline/phone-store';
import { placeOf, readTold } from '../shared/push/told';

/** Said where nobody's own words are here any more: who signed out, or had everything forgotten. */
const NAME = 'Aftercall';
const A_MINUTE = 60_000;

/** Somebody who looks at the app hears of it there. Anybody else is shown that something waits, never what. */
export async function showPush(
  registration: ServiceWorkerRegistration,
  clients: Clients,
  topic: string,
): Promise<void> {
  const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  // The notepad and the administration hear of nothing.
  if (pages.some(({ url, visibilityState }) => visibilityState === 'visible' && new URL(url).pathname === '/')) return;
  const [shown] = (await registration.getNotifications({ tag: topic })) as (Notification & { timestamp?: number })[];
  if (shown?.timestamp && Date.now() - shown.timestamp < A_MINUTE) return; // a page in the background was quicker
  shown?.close(); // an old one, in whose place the new one would come without a sound
  const icon = '/icons/mark-192.png';
  await registration.showNotification(await notice(), { tag: topic, icon, data: placeOf(topic) });
}

/** The topic, where there is one: a push service may also wake us with nothing in its hands. */
export function topicOf(data: PushMessageData | null): string {
  const said = (data?.json() ?? {}) as { topic?: unknown };
  return typeof said.topic === 'string' ? said.topic : 'push';
}

async function notice(): Promise<string> {
  const db = await openDatabase();
  const account = (await readDevice(db))?.account;
  const told = account ? await readTold({ account, store: new PhoneStore(db) }) : undefined;
  return told?.notice || NAME;
}
