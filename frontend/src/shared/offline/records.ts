import { LETTER_SHELVES, enqueue, write } from './letters';
import type { Place } from './mine';
import type { Item, Shelf } from './store';

/** Something that a person said on a device, which named it; later revisions replace earlier ones. */
export interface Said {
  id: string;
  revision: number;
}

/** One kind of record: where it lies here, where it goes, and what the server gets to know of it. */
export interface Kind<R extends Said> {
  shelf: Shelf;
  path: (id: string) => string;
  /** The name of the mark in the profile that says how far the server was read. */
  mark: string;
  /** What exists only here, under the same name, and goes when the record goes. */
  beside: readonly Shelf[];
  timeOf: (record: R) => string;
  contentOf: (record: R, revisedAt: string) => Record<string, unknown>;
  /** From a row as the server keeps it. */
  recordOf(row: Said): R;
}

/** The revision lies beside the sealed record, because nothing can be opened inside a transaction. */
export interface Kept extends Item {
  revision: number;
}

/** Keep a record and its letter in one transaction: what is shown as saved is on the disk and on its way. */
export async function keep<R extends Said>(kind: Kind<R>, place: Place, record: R, revisedAt: string): Promise<void> {
  const { account, store } = place;
  const [item, letter] = await Promise.all([
    sealed(kind, place, record),
    write(store, {
      account,
      path: kind.path(record.id),
      method: 'PUT',
      revision: record.revision,
      content: kind.contentOf(record, revisedAt),
    }),
  ]);
  await store.change([...LETTER_SHELVES, kind.shelf], async (tx) => {
    await tx.put(kind.shelf, item);
    await enqueue(tx, letter);
  });
}

/** Undo or delete: gone from this device now with all beside it, and a DELETE takes the place of what waited. */
export async function remove<R extends Said>(kind: Kind<R>, { account, store }: Place, record: Said): Promise<void> {
  const path = kind.path(record.id);
  const letter = await write(store, { account, path, method: 'DELETE', revision: record.revision + 1 });
  await store.change([...LETTER_SHELVES, kind.shelf, ...kind.beside], async (tx) => {
    for (const shelf of [kind.shelf, ...kind.beside]) await tx.delete(shelf, account, record.id);
    await enqueue(tx, letter);
  });
}

export async function one<R extends Said>(kind: Kind<R>, { account, store }: Place, id: string): Promise<R | null> {
  const item = await store.read([kind.shelf], (tx) => tx.get(kind.shelf, account, id));
  return item ? opened(kind, { account, store }, item).catch(() => null) : null;
}

export async function latest<R extends Said>(kind: Kind<R>, place: Place, count: number): Promise<R[]> {
  const items = await place.store.read([kind.shelf], (tx) => tx.latest(kind.shelf, place.account, count));
  return openedAll(kind, place, items);
}

/** Every record on this device, oldest first. */
export async function all<R extends Said>(kind: Kind<R>, place: Place): Promise<R[]> {
  return openedAll(kind, place, await place.store.read([kind.shelf], (tx) => tx.all(kind.shelf, place.account)));
}

export async function sealed<R extends Said>(kind: Kind<R>, { account, store }: Place, record: R): Promise<Kept> {
  const body = await store.seal(account, `${kind.shelf}/${record.id}`, record);
  const order = new Date(kind.timeOf(record)).getTime();
  return { account, name: record.id, order, revision: record.revision, body };
}

/** What no key opens any more is left out, so that the rest can still be read. */
async function openedAll<R extends Said>(kind: Kind<R>, place: Place, items: Item[]): Promise<R[]> {
  const records = await Promise.all(items.map((item) => opened(kind, place, item).catch(() => null)));
  return records.filter((record) => record !== null);
}

function opened<R extends Said>({ shelf }: Kind<R>, { account, store }: Place, item: Item): Promise<R> {
  return store.open<R>(account, `${shelf}/${item.name}`, item.body);
}
