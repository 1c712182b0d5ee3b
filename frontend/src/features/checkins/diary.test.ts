import { beforeEach, expect, test, vi } from 'vitest';
import { MemoryStore } from '../../shared/offline/memory-store';
import type { Entry } from './answers';
import { all, keep, latest, remove, sync } from './diary';

const entry = (id: string, revision = 1, more: Partial<Entry> = {}): Entry => ({
  id,
  revision,
  answered_at: '2026-03-02T09:00:00.000+01:00',
  mood: 2,
  energy: null,
  feelings: [],
  body: [],
  sources: [],
  ...more,
});
const answers = (...pages: object[]): void => {
  const asked = vi.fn(async () => Response.json(pages.shift()));
  vi.stubGlobal('fetch', asked);
};

let here: { account: string; store: MemoryStore };
beforeEach(() => {
  here = { account: 'asha', store: new MemoryStore() };
});

test('pages are fetched to the end and what was forgotten elsewhere goes', async () => {
  answers(
    { results: [entry('a'), entry('b')], cursor: '1', more: true },
    { results: [{ id: 'a', forgotten: true }], cursor: '2', more: false },
  );

  await sync(here);

  expect((await all(here)).map(({ id }) => id)).toEqual(['b']);
});

test('the next time asks from where the last one ended', async () => {
  answers({ results: [], cursor: 'x=1&y', more: false }, { results: [], cursor: 'z', more: false });

  await sync(here);
  await sync(here);

  expect(vi.mocked(fetch).mock.calls[1]![0]).toBe('/api/v1/checkins?since=x%3D1%26y');
});

test('what is newer on this device than in the answer stays as the person left it', async () => {
  await keep(here, entry('a', 3, { mood: 5 }), '2026-03-02T09:05:00.000+01:00');
  answers({ results: [entry('a', 2, { mood: 1 })], cursor: '1', more: false });

  await sync(here);

  expect(await all(here)).toMatchObject([{ revision: 3, mood: 5 }]);
});

test('a check-in taken back here does not come back from the server', async () => {
  await keep(here, entry('a'), '2026-03-02T09:00:00.000+01:00');
  await remove(here, entry('a'));
  answers({ results: [entry('a')], cursor: '1', more: false });

  await sync(here);

  expect(await latest(here, 5)).toEqual([]);
});
