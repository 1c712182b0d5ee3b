import type { Item, Shelf, Store, Tx } from './store';

/** A shared computer: nothing is written anywhere, and all of it ends with the tab. */
export class MemoryStore implements Store {
  readonly lasts = false;
  #items = new Map<string, Item>();
  #queue: Promise<unknown> = Promise.resolve();

  read<T>(_shelves: readonly Shelf[], work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.change(_shelves, work);
  }

  change<T>(_shelves: readonly Shelf[], work: (tx: Tx) => Promise<T>): Promise<T> {
    const done = this.#queue.then(async () => {
      const draft = new Map(this.#items);
      const result = await work(transaction(draft));
      this.#items = draft;
      return result;
    });
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async seal(_account: string, _place: string, value: unknown): Promise<unknown> {
    return structuredClone(value);
  }

  async open<T>(_account: string, _place: string, body: unknown): Promise<T> {
    return structuredClone(body) as T;
  }

  async forget(account: string): Promise<void> {
    for (const [key, item] of this.#items) if (item.account === account) this.#items.delete(key);
  }
}

function transaction(items: Map<string, Item>): Tx {
  const key = (...parts: string[]): string => JSON.stringify(parts);
  const lying = (shelf: Shelf, account: string): Item[] =>
    [...items]
      .filter(([at, item]) => item.account === account && at.startsWith(`["${shelf}"`))
      .map(([, item]) => item)
      .sort((a, b) => a.order - b.order);

  return {
    get: async <T extends Item>(shelf: Shelf, account: string, name: string) =>
      items.get(key(shelf, account, name)) as T | undefined,
    all: async <T extends Item>(shelf: Shelf, account: string) => lying(shelf, account) as T[],
    latest: async <T extends Item>(shelf: Shelf, account: string, count: number) =>
      lying(shelf, account).slice(-count).reverse() as T[],
    count: async (shelf, account) => lying(shelf, account).length,
    put: async (shelf, item) => void items.set(key(shelf, item.account, item.name), item),
    delete: async (shelf, account, name) => void items.delete(key(shelf, account, name)),
  };
}
