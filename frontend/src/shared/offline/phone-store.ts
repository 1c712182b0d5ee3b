import type { IDBPDatabase, IDBPTransaction } from 'idb';
import type { Database } from './database';
import { newKey, open, seal, type Sealed } from './seal';
import { SHELVES, type Item, type Shelf, type Store, type Tx } from './store';

/** One's own phone: IndexedDB, bodies sealed under a key per account that this device cannot give away. */
export class PhoneStore implements Store {
  readonly lasts = true;
  #keys = new Map<string, Promise<CryptoKey>>();
  #asking = new Map<string, Promise<CryptoKey>>();

  constructor(readonly db: Database) {}

  read<T>(shelves: readonly Shelf[], work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#run(shelves, 'readonly', work);
  }

  change<T>(shelves: readonly Shelf[], work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#run(shelves, 'readwrite', work);
  }

  async seal(account: string, place: string, value: unknown): Promise<Sealed> {
    return seal(await this.#keyOnDisk(account), `${account}/${place}`, value);
  }

  async open<T>(account: string, place: string, body: unknown): Promise<T> {
    const sealed = body as Sealed;
    const known = this.#keys.has(account);
    try {
      return await open<T>(await this.#key(account), `${account}/${place}`, sealed);
    } catch (error) {
      if (!known) throw error;
      this.#keys.delete(account); // perhaps sealed meanwhile, under a newer key
      return open<T>(await this.#key(account), `${account}/${place}`, sealed);
    }
  }

  async forget(account: string): Promise<void> {
    const tx = this.db.transaction([...SHELVES, 'keys'], 'readwrite', { durability: 'strict' });
    for (const shelf of SHELVES) {
      await tx.objectStore(shelf).delete(IDBKeyRange.bound([account], [account, []]));
    }
    await tx.objectStore('keys').delete(account);
    await tx.done;
    this.#keys.delete(account);
  }

  async #run<T>(shelves: readonly Shelf[], mode: 'readonly' | 'readwrite', work: (tx: Tx) => Promise<T>): Promise<T> {
    // Strict: "saved" on the screen means on the disk, also when the battery dies a second later.
    const options = { durability: 'strict' } as const;
    const tx = (this.db as unknown as IDBPDatabase).transaction([...shelves], mode as 'readwrite', options);
    try {
      const result = await work(within(tx));
      await tx.done;
      return result;
    } catch (error) {
      if (!tx.error) abort(tx);
      throw error;
    }
  }

  #key(account: string): Promise<CryptoKey> {
    return this.#keys.get(account) ?? this.#keyOnDisk(account);
  }

  /** Asked of the disk each time: another tab may have erased, and what a dead key seals is lost. */
  #keyOnDisk(account: string): Promise<CryptoKey> {
    const asked = this.#asking.get(account);
    if (asked) return asked; // sealed in the same moment, so one look is enough for both
    const key = this.#findOrMakeKey(account).finally(() => this.#asking.delete(account));
    this.#asking.set(account, key);
    this.#keys.set(account, key);
    key.catch(() => this.#keys.delete(account));
    return key;
  }

  async #findOrMakeKey(account: string): Promise<CryptoKey> {
    const kept = await this.db.get('keys', account);
    if (kept) return kept;
    const fresh = await newKey();
    const tx = this.db.transaction('keys', 'readwrite', { durability: 'strict' });
    const first = await tx.store.get(account); // another tab may have been quicker
    if (!first) await tx.store.put(fresh, account);
    await tx.done;
    return first ?? fresh;
  }
}

function abort(tx: IDBPTransaction<unknown, string[], 'readwrite'>): void {
  tx.done.catch(() => undefined);
  try {
    tx.abort();
  } catch {
    // It had already ended by itself; there is nothing left to undo.
  }
}

function within(transaction: IDBPTransaction<unknown, string[], 'readwrite'>): Tx {
  const range = (account: string): IDBKeyRange => IDBKeyRange.bound([account], [account, []]);
  const order = (shelf: Shelf) => transaction.objectStore(shelf).index('order');
  return {
    get: (shelf, account, name) => transaction.objectStore(shelf).get([account, name]),
    all: (shelf, account) => order(shelf).getAll(range(account)),
    count: (shelf, account) => order(shelf).count(range(account)),
    put: async (shelf, item) => void (await transaction.objectStore(shelf).put(item)),
    delete: (shelf, account, name) => transaction.objectStore(shelf).delete([account, name]),
    latest: async <T extends Item>(shelf: Shelf, account: string, count: number) => {
      const found: T[] = [];
      let cursor = await order(shelf).openCursor(range(account), 'prev');
      for (; cursor && found.length < count; cursor = await cursor.continue()) found.push(cursor.value as T);
      return found;
    },
  };
}
