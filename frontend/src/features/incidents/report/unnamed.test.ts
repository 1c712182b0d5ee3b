import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MemoryStore } from '../../../shared/offline/memory-store';
import { SHELVES } from '../../../shared/offline/store';
import { Files } from '../evidence/files.svelte';
import { keepFile } from '../evidence/kept';
import { freshDraft, NEW } from './draft';
import { keepDraft, keptDrafts } from './kept-drafts';
import { spelt } from './receipts';
import { Unnamed } from './unnamed.svelte';

const NOON = new Date('2026-03-02T12:00:00+01:00');
const draft = { ...freshDraft(NEW, NOON), kinds: ['insult' as const], severity: 1, identity: 'anonymous' as const };
const begun = { of: NEW, draft, stamp: undefined };
const answer = (status: number, body: object = { state: 'received' }): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

let place: { account: string; store: MemoryStore };
let unnamed: Unnamed;
let network: ReturnType<typeof vi.fn<typeof fetch>>;
beforeEach(() => {
  place = { account: 'asha', store: new MemoryStore() };
  unnamed = new Unnamed(place);
  network = vi.fn<typeof fetch>();
  vi.stubGlobal('fetch', network);
});
afterEach(() => vi.unstubAllGlobals());

const bodies = (): Record<string, unknown>[] =>
  network.mock.calls.map(([, asked]) => JSON.parse(String(asked!.body)) as Record<string, unknown>);

test('it goes out as nobody: no cookie, no account, no token, no id of a device', async () => {
  network.mockResolvedValue(answer(201));
  await unnamed.hold(begun, NOON);
  await unnamed.send();

  const [path, asked] = network.mock.calls[0]!;
  expect(path).toBe('/api/v1/anonymous-reports');
  expect([asked!.credentials, asked!.referrerPolicy]).toEqual(['omit', 'no-referrer']);
  expect(Object.keys(asked!.headers!).sort()).toEqual(['Accept', 'Accept-Language', 'Content-Type']);
  expect(JSON.stringify(asked)).not.toContain('asha');
  expect(Object.keys(bodies()[0]!)).not.toContain('id');
});

test('of the time it says the hour alone', async () => {
  network.mockResolvedValue(answer(201));
  await unnamed.hold({ ...begun, draft: { ...draft, at: '2026-03-02T11:47:00.000+01:00' } }, NOON);
  await unnamed.send();

  expect(bodies()[0]!.happened_at).toBe('2026-03-02T11:00:00+01:00');
});

test('until an answer comes it waits here with one receipt, and never in the box of the account', async () => {
  network.mockRejectedValueOnce(new TypeError('no line')).mockResolvedValueOnce(answer(503, {}));
  network.mockResolvedValueOnce(answer(201));
  const kept = await keepDraft(place, NEW, draft, NOON);
  await unnamed.hold(kept!, NOON);
  expect(await keptDrafts(place, NOON)).toEqual([]);

  await unnamed.send();
  await unnamed.send();
  expect(unnamed.rows).toMatchObject([{ draft }]);
  const letters = await place.store.read(SHELVES, (tx) => tx.count('letters', 'asha'));
  expect(letters).toBe(0);

  await unnamed.send();
  await unnamed.send();
  expect(new Set(bodies().map(({ receipt }) => receipt)).size).toBe(1);
  expect(network).toHaveBeenCalledTimes(3);
});

test('once it has arrived the words are gone, and after that the receipt too', async () => {
  network.mockResolvedValue(answer(201));
  await unnamed.hold(begun, NOON);
  await unnamed.send();

  const [row] = unnamed.rows;
  expect(row!.draft).toBeUndefined();
  expect(await spelt(row!.receipt)).toBe(row!.receipt);

  await unnamed.confirm(row!);
  expect(await place.store.read(SHELVES, (tx) => tx.count('mine', 'asha'))).toBe(0);
});

test('what the server will never take goes back to the form', async () => {
  network.mockResolvedValue(answer(422, { code: 'happened_elsewhen', message: 'Choose a time that is over.' }));
  await unnamed.hold(begun, NOON);
  await unnamed.send();
  await unnamed.send();
  expect(network).toHaveBeenCalledTimes(1);
  expect(unnamed.rows[0]!.refused).toBe('Choose a time that is over.');

  await unnamed.takeUp(unnamed.rows[0]!, NOON);
  expect(unnamed.rows).toEqual([]);
  expect((await keptDrafts(place, NOON))[0]!.draft).toEqual(draft);
});

test('a receipt that stands for another report is told apart, and from the form a new one is made', async () => {
  network.mockResolvedValueOnce(answer(409, { code: 'receipt_taken', message: 'This receipt is taken.' }));
  network.mockResolvedValueOnce(answer(201));
  await unnamed.hold(begun, NOON);
  await unnamed.send();
  const [row] = unnamed.rows;
  expect(row).toMatchObject({ taken: true, draft });

  await unnamed.takeUp(row!, NOON);
  await unnamed.hold((await keptDrafts(place, NOON))[0]!, NOON);
  await unnamed.send();
  expect(unnamed.rows[0]!.receipt).not.toBe(row!.receipt);
});

test('what goes back to the form lies beside what was begun meanwhile, and its files go along with it alone', async () => {
  const photo = (name: string): File => new File(['a photo'], name);
  network.mockResolvedValue(answer(422, { code: 'happened_elsewhen', message: 'Choose a time that is over.' }));
  await unnamed.hold(begun, NOON, [await keepFile(place, photo('first.jpg'), { of: NEW }, NOON)]);
  await unnamed.send();
  const [row] = unnamed.rows;
  await keepDraft(place, NEW, { ...draft, story: 'Another caller.' }, NOON);
  await keepFile(place, photo('second.jpg'), { of: NEW }, NOON);

  const files = new Files(place, () => Promise.resolve(true));
  await files.look();
  const of = await unnamed.takeUp(row!, NOON, files.of({ receipt: row!.receipt }));
  await files.look();

  const kept = await keptDrafts(place, NOON);
  expect(Object.fromEntries(kept.map((one) => [one.of, one.draft.story]))).toEqual({
    [NEW]: 'Another caller.',
    [of]: '',
  });
  expect(files.of({ of }).map(({ name }) => name)).toEqual(['first.jpg']);
  expect(files.of({ of: NEW }).map(({ name }) => name)).toEqual(['second.jpg']);
});

test('the name under which it lies on the disk does not give the receipt away', async () => {
  network.mockRejectedValue(new TypeError('no line'));
  await unnamed.hold(begun, NOON);

  const items = await place.store.read(SHELVES, (tx) => tx.all('mine', 'asha'));
  expect(items.map(({ name }) => name).join()).not.toContain(unnamed.rows[0]!.receipt);
});
