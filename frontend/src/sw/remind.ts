import { openDatabase, readDevice } from '../shared/offline/database';
import { PhoneStore } from '../shared/offline/phone-store';
import { remind } from '../shared/reminders/remind';

/** Where the browser wakes the worker now and then: whoever is signed in here gets what they asked for. */
export async function remindFromWorker(registration: ServiceWorkerRegistration): Promise<void> {
  const db = await openDatabase();
  const account = (await readDevice(db))?.account;
  if (account) await remind({ account, store: new PhoneStore(db) }, registration, new Date());
}

/** A notification carries nothing but the place that it opens. */
export async function open(clients: Clients, place: string): Promise<void> {
  const [page] = await clients.matchAll({ type: 'window' });
  if (!page) return void (await clients.openWindow(place));
  await page.navigate(place);
  await page.focus();
}
