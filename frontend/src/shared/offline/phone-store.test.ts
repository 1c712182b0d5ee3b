import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../api/client';
import { openDatabase } from './database';
import { flush } from './flush';
import { enqueue, LETTER_SHELVES, write } from './letters';
import { PhoneStore } from './phone-store';
import type { Store } from './store';

const ASHA = 'asha';
const ok = (): Answer => ({ ok: true, status: 200, data: {}, retryAfter: null });
const phone = async (): Promise<Store> => new PhoneStore(await openDatabase());

describe('what lies on the phone', () => {
  test('a letter whose key is gone is shown as refused, and those behind it pass', async () => {
    const store = (await phone()) as PhoneStore;
    await store.forget(ASHA);
    const sent: unknown[] = [];
    const put = async (name: string): Promise<void> => {
      const letter = await write(store, { account: ASHA, path: name, method: 'PUT', revision: 1, content: name });
      await store.change(LETTER_SHELVES, (tx) => enqueue(tx, letter));
    };
    await put('/checkins/a');
    await store.db.delete('keys', ASHA);
    await put('/checkins/b');

    await flush(store, ASHA, async (_letter, content) => (sent.push(content), ok()));

    expect(sent).toEqual(['/checkins/b']);
    expect(await store.read(['refused'], (tx) => tx.all('refused', ASHA))).toMatchObject([
      { name: '/checkins/a', problem: { code: 'unreadable' } },
    ]);
  });

  test('after another tab forgot the account, this one neither seals nor opens with the old key', async () => {
    const here = (await phone()) as PhoneStore;
    const elsewhere = new PhoneStore(here.db);
    await here.seal(ASHA, 'notes/1', 'old');
    await elsewhere.forget(ASHA);

    const theirs = await elsewhere.seal(ASHA, 'notes/1', 'theirs');
    expect(await here.open(ASHA, 'notes/1', theirs)).toBe('theirs');
    const mine = await here.seal(ASHA, 'notes/1', 'mine');
    expect(await elsewhere.open(ASHA, 'notes/1', mine)).toBe('mine');
  });

  test('is sealed: the disk holds no word of it', async () => {
    const store = await phone();
    const content = { mood: 2, feelings: ['ashamed'] };

    const letter = await write(store, { account: ASHA, path: '/checkins/a', method: 'PUT', revision: 1, content });

    const { bytes } = letter.body as { bytes: ArrayBuffer };
    expect(new TextDecoder().decode(bytes)).not.toContain('ashamed');
    expect(JSON.stringify(letter)).not.toContain('ashamed');
  });

  test('cannot be opened in another place or by another account', async () => {
    const store = await phone();
    const body = await store.seal(ASHA, 'notes/1', 'mine');

    await expect(store.open(ASHA, 'notes/2', body)).rejects.toThrow();
    await expect(store.open('ben', 'notes/1', body)).rejects.toThrow();
    expect(await store.open(ASHA, 'notes/1', body)).toBe('mine');
  });

  test('its key cannot be read out', async () => {
    const store = (await phone()) as PhoneStore;
    await store.seal(ASHA, 'notes/1', 'mine');

    const key = (await store.db.get('keys', ASHA))!;

    expect(key.extractable).toBe(false);
  });

  test('a transaction that fails leaves nothing half done', async () => {
    const store = await phone();
    const item = { account: ASHA, name: 'x', order: 1, body: 1 };

    const failing = store.change(['drafts'], async (tx) => {
      await tx.put('drafts', item);
      throw new Error('in the middle');
    });

    await expect(failing).rejects.toThrow('in the middle');
    expect(await store.read(['drafts'], (tx) => tx.get('drafts', ASHA, 'x'))).toBeUndefined();
  });
});
