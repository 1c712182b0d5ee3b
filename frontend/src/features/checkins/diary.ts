import type { Here } from '../../shared/offline/here';
import { LETTER_SHELVES, enqueue, write } from '../../shared/offline/letters';
import type { Item } from '../../shared/offline/store';
import { contentOf, type Entry } from './answers';

export type Place = Pick<Here, 'account' | 'store'>;

/** The revision lies beside the sealed entry, because nothing can be opened inside a transaction. */
export interface Kept extends Item {
  revision: number;
}

export const pathOf = (id: string): string => `/checkins/${id}`;

/** Keep an entry and its letter in one transaction: what is shown as saved is on the disk and on its way. */
export async function keep({ account, store }: Place, entry: Entry, revisedAt: string): Promise<void> {
  const [item, letter] = await Promise.all([
    sealed({ account, store }, entry),
    write(store, {
      account,
      path: pathOf(entry.id),
      method: 'PUT',
      revision: entry.revision,
      content: contentOf(entry, revisedAt),
    }),
  ]);
  await store.change([...LETTER_SHELVES, 'history'], async (tx) => {
    await tx.put('history', item);
    await enqueue(tx, letter);
  });
}

/** Undo or delete: gone from this device now, its note too, and a DELETE takes the place of what waited. */
export async function remove({ account, store }: Place, entry: Pick<Entry, 'id' | 'revision'>): Promise<void> {
  const path = pathOf(entry.id);
  const letter = await write(store, { account, path, method: 'DELETE', revision: entry.revision + 1 });
  await store.change([...LETTER_SHELVES, 'history', 'notes'], async (tx) => {
    await tx.delete('history', account, entry.id);
    await tx.delete('notes', account, entry.id);
    await enqueue(tx, letter);
  });
}

export async function entry(here: Place, id: string): Promise<Entry | null> {
  const item = await here.store.read(['history'], (tx) => tx.get('history', here.account, id));
  return item ? opened(here, item).catch(() => null) : null;
}

export async function latest(here: Place, count: number): Promise<Entry[]> {
  return openedAll(here, await here.store.read(['history'], (tx) => tx.latest('history', here.account, count)));
}

/** Every entry on this device, oldest first. */
export async function all(here: Place): Promise<Entry[]> {
  return openedAll(here, await here.store.read(['history'], (tx) => tx.all('history', here.account)));
}

export async function sealed({ account, store }: Place, entry: Entry): Promise<Kept> {
  const body = await store.seal(account, `history/${entry.id}`, entry);
  return { account, name: entry.id, order: new Date(entry.answered_at).getTime(), revision: entry.revision, body };
}

/** What no key opens any more is left out, so that the rest can still be read. */
async function openedAll(here: Place, items: Item[]): Promise<Entry[]> {
  const entries = await Promise.all(items.map((item) => opened(here, item).catch(() => null)));
  return entries.filter((entry) => entry !== null);
}

function opened({ account, store }: Place, item: Item): Promise<Entry> {
  return store.open<Entry>(account, `history/${item.name}`, item.body);
}
