import { openDatabase, readDevice } from '../shared/offline/database';
import { PhoneStore } from '../shared/offline/phone-store';

const NAME = 'next-note';

/** A text shared from another app becomes the private note of the next check-in. It never reaches a server. */
export async function keepShared(request: Request): Promise<Response> {
  const form = await request.formData();
  const text = ['title', 'text', 'url']
    .map((field) => form.get(field))
    .filter((value): value is string => typeof value === 'string' && value !== '')
    .join('\n');
  const db = await openDatabase();
  const account = (await readDevice(db))?.account;
  if (text && account) await keep(new PhoneStore(db), account, text);
  return Response.redirect('/#/', 303);
}

async function keep(store: PhoneStore, account: string, text: string): Promise<void> {
  const earlier = await store.read(['drafts'], (tx) => tx.get('drafts', account, NAME));
  const before = earlier ? [await store.open<string>(account, `drafts/${NAME}`, earlier.body)] : [];
  const body = await store.seal(account, `drafts/${NAME}`, [...before, text].join('\n'));
  await store.change(['drafts'], (tx) => tx.put('drafts', { account, name: NAME, order: Date.now(), body }));
}
