import { beforeEach, expect, test, vi } from 'vitest';
import { MemoryStore } from '../../shared/offline/memory-store';
import type { Entry } from './answers';
import { all, keep, latest, remove } from './diary';
import { allNotes, keepNote } from './notes';
import { prune, sync } from './sync';

const DAY = 86_400_000;
const NOW = new Date('2026-03-02T12:00:00+01:00');
const later = (days: number): Date => new Date(NOW.getTime() + days * DAY);
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

  await sync(here, NOW);

  expect((await all(here)).map(({ id }) => id)).toEqual(['b']);
});

test('the next time asks from where the last one ended', async () => {
  answers({ results: [], cursor: 'x=1&y', more: false }, { results: [], cursor: 'z', more: false });

  await sync(here, NOW);
  await sync(here, NOW);

  expect(vi.mocked(fetch).mock.calls[1]![0]).toBe('/api/v1/checkins?since=x%3D1%26y');
});

test('what is newer on this device than in the answer stays as the person left it', async () => {
  await keep(here, entry('a', 3, { mood: 5 }), '2026-03-02T09:05:00.000+01:00');
  answers({ results: [entry('a', 2, { mood: 1 })], cursor: '1', more: false });

  await sync(here, NOW);

  expect(await all(here)).toMatchObject([{ revision: 3, mood: 5 }]);
});

test('a check-in taken back here does not come back from the server', async () => {
  await keep(here, entry('a'), '2026-03-02T09:00:00.000+01:00');
  await remove(here, entry('a'));
  answers({ results: [entry('a')], cursor: '1', more: false });

  await sync(here, NOW);

  expect(await latest(here, 5)).toEqual([]);
});

const ids = async (): Promise<string[]> => (await all(here)).map(({ id }) => id);

test('a phone away for longer than the server remembers what was deleted starts over', async () => {
  answers({ results: [entry('a'), entry('b')], cursor: '1', more: false });
  await sync(here, NOW);
  await keepNote(here, 'a', 'goes');
  await keepNote(here, 'b', 'stays');
  await keep(here, entry('mine'), '2026-03-02T09:00:00.000+01:00');
  answers({ results: [entry('b')], cursor: '2', more: false });

  await sync(here, later(61));

  expect(vi.mocked(fetch).mock.calls[0]![0]).toBe('/api/v1/checkins');
  expect(await ids()).toEqual(['b', 'mine']);
  expect([...(await allNotes(here))]).toEqual([['b', 'stays']]);
});

test('within sixty days the cursor is enough, and nothing else goes', async () => {
  answers({ results: [entry('a')], cursor: '1', more: false }, { results: [], cursor: '2', more: false });

  await sync(here, NOW);
  await sync(here, later(59));

  expect(vi.mocked(fetch).mock.calls[1]![0]).toBe('/api/v1/checkins?since=1');
  expect(await ids()).toEqual(['a']);
});

test('starting over that breaks off in the middle removes nothing, and starts over again', async () => {
  answers({ results: [entry('a'), entry('b')], cursor: '1', more: false });
  await sync(here, NOW);
  answers({ results: [entry('a')], cursor: '2', more: true });
  await expect(sync(here, later(61))).rejects.toThrow();
  expect(await ids()).toEqual(['a', 'b']);
  answers({ results: [entry('a')], cursor: '3', more: false });

  await sync(here, later(62));

  expect(await ids()).toEqual(['a']);
});

test('what is older than 53 weeks goes with its note, unless it still waits', async () => {
  answers({ results: [entry('a'), entry('b')], cursor: '1', more: false });
  await sync(here, NOW);
  await keep(here, entry('waits', 1), '2026-03-02T09:00:00.000+01:00');
  await keepNote(here, 'a', 'old');

  expect(await prune(here, later(370))).toBe(false);
  expect(await prune(here, later(372))).toBe(true);

  expect(await ids()).toEqual(['waits']);
  expect((await allNotes(here)).size).toBe(0);
});
