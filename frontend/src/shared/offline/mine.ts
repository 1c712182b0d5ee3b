import type { Store } from './store';

/** What one person set or keeps on this very device: sealed, on the shelf that no server ever hears of. */
export interface Place {
  account: string;
  store: Store;
}

export async function readMine<T>({ account, store }: Place, name: string): Promise<T | undefined> {
  const item = await store.read(['mine'], (tx) => tx.get('mine', account, name));
  return item && store.open<T>(account, `mine/${name}`, item.body);
}

export async function keepMine({ account, store }: Place, name: string, value: unknown, now: Date): Promise<void> {
  const body = await store.seal(account, `mine/${name}`, value);
  await store.change(['mine'], (tx) => tx.put('mine', { account, name, order: now.getTime(), body }));
}

export function dropMine({ account, store }: Place, name: string): Promise<void> {
  return store.change(['mine'], (tx) => tx.delete('mine', account, name));
}
