import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from './database';
import { eraseEverywhere } from './erase';
import { flush } from './flush';
import { enqueue, LETTER_SHELVES, write } from './letters';
import { MemoryStore } from './memory-store';
import type { Newsroom } from './news';
import { PhoneStore } from './phone-store';
import type { Store } from './store';

const ASHA = 'asha';
const ok = { ok: true, status: 200, data: {}, retryAfter: null };

describe.each([
  ['own phone', async (): Promise<Store> => new PhoneStore(await openDatabase())],
  ['shared computer', async (): Promise<Store> => new MemoryStore()],
])('erasing on %s', (_kind, open) => {
  let store: Store;
  let told: string[];
  let log: string[];
  const news = { tell: (...words: string[]) => void told.push(words.join(' ')) } as unknown as Newsroom;
  const waiting = (): Promise<number> => store.read(['letters'], (tx) => tx.count('letters', ASHA));
  const post = async ({ name }: { name: string }): Promise<typeof ok> => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    log.push(name);
    return ok;
  };

  beforeEach(async () => {
    store = await open();
    await store.forget(ASHA);
    [told, log] = [[], []];
    for (const path of ['a', 'b']) {
      const letter = await write(store, { account: ASHA, path, method: 'PUT', revision: 1, content: path });
      await store.change(LETTER_SHELVES, (tx) => enqueue(tx, letter));
    }
  });

  test('waits for a flush that is under way, and nothing is sent afterwards', async () => {
    const running = flush(store, ASHA, post);
    const erasing = eraseEverywhere({ account: ASHA, store, news }, async () => void log.push('erased'));
    const behind = flush(store, ASHA, post);

    await Promise.all([running, erasing, behind]);

    expect(log).toEqual(['a', 'b', 'erased']);
    expect(told).toEqual(['device asha']);
  });

  test('while the server is asked nothing waits, and afterwards neither', async () => {
    const erasing = eraseEverywhere({ account: ASHA, store, news }, async () => expect(await waiting()).toBe(0));
    const behind = flush(store, ASHA, post);

    await Promise.all([erasing, behind]);

    expect(log).toEqual([]);
  });

  test('when the server cannot be asked everything is still there', async () => {
    const offline = eraseEverywhere({ account: ASHA, store, news }, () => Promise.reject(new Error('offline')));

    await expect(offline).rejects.toThrow('offline');

    expect(await waiting()).toBe(2);
    expect(told).toEqual([]);
  });
});
