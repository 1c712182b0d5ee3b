import { withOutboxClosed } from './flush';
import type { Here } from './here';
import { LETTER_SHELVES, type Letter } from './letters';
import type { Store } from './store';

type Place = Pick<Here, 'account' | 'store' | 'news'>;
type Taken = [(typeof LETTER_SHELVES)[number], Letter][];

/**
 * Forget on the server (`ask`) and then on this device. Nobody sends meanwhile, in no tab and not in the background:
 * a letter that arrived after the erasure would be a row that nobody expects any more.
 */
export function eraseEverywhere({ account, store, news }: Place, ask: () => Promise<unknown>): Promise<void> {
  return withOutboxClosed(async () => {
    const taken = await take(store, account); // first: also a page that dies after the answer sends nothing later
    try {
      await ask();
    } catch (error) {
      await putBack(store, account, taken);
      throw error;
    }
    const forgotten = store.forget(account);
    news.tell('device', account);
    await forgotten;
  });
}

function take(store: Store, account: string): Promise<Taken> {
  return store.change(LETTER_SHELVES, async (tx) => {
    const taken: Taken = [];
    for (const shelf of LETTER_SHELVES) {
      for (const letter of await tx.all<Letter>(shelf, account)) {
        taken.push([shelf, letter]);
        await tx.delete(shelf, account, letter.name);
      }
    }
    return taken;
  });
}

function putBack(store: Store, account: string, taken: Taken): Promise<void> {
  return store.change(LETTER_SHELVES, async (tx) => {
    for (const [shelf, letter] of taken) {
      if (!(await tx.get('letters', account, letter.name))) await tx.put(shelf, letter);
    }
  });
}
