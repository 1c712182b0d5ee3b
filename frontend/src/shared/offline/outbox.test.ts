import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../api/client';
import { openDatabase } from './database';
import { flush, retrySetAside, type Post } from './flush';
import { enqueue, LETTER_SHELVES, write, type Letter, type Refused, type Writing } from './letters';
import { Newsroom } from './news';
import { Outbox } from './outbox.svelte';
import { MemoryStore } from './memory-store';
import { PhoneStore } from './phone-store';
import type { Store } from './store';

const ASHA = 'asha';
const ok = (): Answer => ({ ok: true, status: 200, data: {}, retryAfter: null });
const no = (status: number, code?: string): Answer => ({
  ok: false,
  status,
  data: code ? { code, message: `because ${code}` } : undefined,
  retryAfter: null,
});

const phone = async (): Promise<Store> => new PhoneStore(await openDatabase());
const shared = async (): Promise<Store> => new MemoryStore();

describe.each([
  ['own phone', phone],
  ['shared computer', shared],
])('the outbox on %s', (_kind, open) => {
  let store: Store;
  let sent: unknown[];
  const post: Post = async ({ method }, content) => {
    sent.push(content ?? method);
    return ok();
  };
  const put = async (name: string, revision = 1, more: Partial<Writing> = {}): Promise<void> => {
    const path = `/checkins/${name}`;
    const content = { name, revision };
    const letter = await write(store, { account: ASHA, path, method: 'PUT', revision, content, ...more });
    await store.change(LETTER_SHELVES, (tx) => enqueue(tx, letter));
  };
  const on = (shelf: 'letters' | 'setaside'): Promise<Letter[]> =>
    store.read([shelf], (tx) => tx.all<Letter>(shelf, ASHA));
  const refused = (): Promise<Refused[]> => store.read(['refused'], (tx) => tx.all<Refused>('refused', ASHA));

  beforeEach(async () => {
    vi.stubGlobal('document', { visibilityState: 'hidden' });
    let now = 1_000;
    vi.spyOn(Date, 'now').mockImplementation(() => now++);
    store = await open();
    await store.forget(ASHA);
    await store.forget('ben');
    sent = [];
  });

  test('sends the oldest first, and is then empty', async () => {
    await put('a');
    await put('b');

    expect(await flush(store, ASHA, post)).toMatchObject({ halt: null });

    expect(sent).toEqual([
      { name: 'a', revision: 1 },
      { name: 'b', revision: 1 },
    ]);
    expect(await on('letters')).toEqual([]);
  });

  test('a newer revision replaces the one that waits and keeps its place', async () => {
    await put('a', 1);
    await put('b', 1);
    await put('a', 2);

    await flush(store, ASHA, post);

    expect(sent).toEqual([
      { name: 'a', revision: 2 },
      { name: 'b', revision: 1 },
    ]);
  });

  test('an older revision that comes late changes nothing', async () => {
    await put('a', 3);
    await put('a', 2);

    await flush(store, ASHA, post);

    expect(sent).toEqual([{ name: 'a', revision: 3 }]);
  });

  test('a revision made while the older one is on its way is sent too', async () => {
    await put('a', 1);
    const slow: Post = async (letter, content) => {
      if (letter.revision === 1) await put('a', 2);
      return post(letter, content);
    };

    await flush(store, ASHA, slow);

    expect(sent).toEqual([
      { name: 'a', revision: 1 },
      { name: 'a', revision: 2 },
    ]);
    expect(await on('letters')).toEqual([]);
  });

  test('undo takes the place of what waited, and no later change brings it back', async () => {
    await put('a', 1);
    await put('a', 2, { method: 'DELETE', content: undefined });
    await put('a', 3);

    await flush(store, ASHA, post);

    expect(sent).toEqual(['DELETE']);
  });

  test.each([
    ['no answer', null, 'offline'],
    ['401', no(401, 'not_signed_in'), 'signed_out'],
    ['429', no(429, 'too_many'), 'too_many'],
    ['another account', no(409, 'other_account'), 'other_account'],
    ['a second factor due', no(403, 'second_factor_required'), 'second_factor'],
    ['503', no(503), 'server_error'],
    ['a refusal that is not ours', no(403), 'server_error'],
  ])('%s stops the flush and keeps everything, in order', async (_what, answer, halt) => {
    await put('a');
    await put('b');

    expect(await flush(store, ASHA, async () => answer)).toMatchObject({ halt });

    expect((await on('letters')).map(({ name }) => name)).toEqual(['/checkins/a', '/checkins/b']);
  });

  test('a network that breaks in the middle loses nothing and doubles nothing', async () => {
    await put('a');
    await put('b');
    const broken: Post = async (letter, content) => {
      if (letter.name.endsWith('b') && sent.length === 1) throw new TypeError('network');
      return post(letter, content);
    };
    await flush(store, ASHA, broken);

    await flush(store, ASHA, post);

    expect(sent).toEqual([
      { name: 'a', revision: 1 },
      { name: 'b', revision: 1 },
    ]);
  });

  test('what the server refuses is kept with its reason while the rest goes on', async () => {
    await put('a');
    await put('b');

    await flush(store, ASHA, async (letter, content) =>
      letter.name.endsWith('a') ? no(422, 'too_old') : post(letter, content),
    );

    const [letter] = await refused();
    expect(letter).toMatchObject({ name: '/checkins/a', problem: { code: 'too_old', message: 'because too_old' } });
    expect(await store.open(ASHA, 'letters//checkins/a', letter!.body)).toEqual({ name: 'a', revision: 1 });
    expect(sent).toEqual([{ name: 'b', revision: 1 }]);
    expect(await on('letters')).toEqual([]);
  });

  test('what was forgotten meanwhile is settled without a word', async () => {
    await put('a');

    await flush(store, ASHA, async () => no(410, 'forgotten'));

    expect(await on('letters')).toEqual([]);
    expect(await refused()).toEqual([]);
  });

  test('after five server errors it is set aside so that others pass, and can be tried again', async () => {
    await put('a');
    await put('b');
    const stumbling: Post = async (letter, content) =>
      letter.name.endsWith('a') ? no(500, 'server_error') : post(letter, content);
    for (let i = 0; i < 4; i++) expect(await flush(store, ASHA, stumbling)).toMatchObject({ halt: 'server_error' });
    expect(sent).toEqual([]);

    await flush(store, ASHA, stumbling);

    expect(sent).toEqual([{ name: 'b', revision: 1 }]);
    expect(await on('setaside')).toMatchObject([{ name: '/checkins/a' }]);

    await retrySetAside(store, ASHA);
    await flush(store, ASHA, post);
    expect(sent).toHaveLength(2);
    expect(await on('setaside')).toEqual([]);
  });

  test.each([502, 503, 504])('%i counts no attempt, however often, and says when to come back', async (status) => {
    await put('a');
    const restarting: Post = async () => ({ ...no(status), retryAfter: 7 });

    for (let i = 0; i < 6; i++) {
      expect(await flush(store, ASHA, restarting)).toMatchObject({ halt: 'server_error', retryAfter: 7, outage: true });
    }

    expect(await on('letters')).toMatchObject([{ attempts: 0 }]);
    expect(await on('setaside')).toEqual([]);
  });

  test.each([500, 501, 505])('%i counts as an attempt', async (status) => {
    await put('a');

    await flush(store, ASHA, async () => no(status));

    expect(await on('letters')).toMatchObject([{ attempts: 1 }]);
  });

  test('the first success after an outage brings back what was set aside, once', async () => {
    const says = { a: no(500, 'server_error'), b: no(503) as Answer };
    const outbox = new Outbox(store, ASHA, async ({ name }) => says[name.at(-1) as 'a' | 'b'], new Newsroom());
    await put('a');
    for (let i = 0; i < 5; i++) await outbox.flush();
    await put('b');
    await outbox.flush();
    says.b = ok();

    await outbox.flush();
    expect(await on('letters')).toMatchObject([{ name: '/checkins/a', attempts: 1 }]);

    for (let i = 0; i < 4; i++) await outbox.flush();
    await put('b', 2);
    await outbox.flush();
    expect(await on('setaside')).toMatchObject([{ name: '/checkins/a' }]);
    outbox.stop();
  });

  test("one account's flush leaves the other's letters alone", async () => {
    await put('a');
    await put('b', 1, { account: 'ben' });

    await flush(store, ASHA, post);

    expect(sent).toEqual([{ name: 'a', revision: 1 }]);
    expect(await store.read(['letters'], (tx) => tx.count('letters', 'ben'))).toBe(1);
  });

  test('two flushes at once send each letter once', async () => {
    await put('a');
    await put('b');

    await Promise.all([flush(store, ASHA, post), flush(store, ASHA, post)]);

    expect(sent).toHaveLength(2);
  });
});
