import { beforeEach, expect, test } from 'vitest';
import type { BreakPass } from '../../../shared/api/types';
import { MemoryStore } from '../../../shared/offline/memory-store';
import { keepPass, keptPass, linkOf, minutesLeft, running } from './kept';

const NOON = new Date('2026-03-02T12:00:00Z');
const later = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000);
const shown = {
  id: '0195',
  name: 'Asha',
  minutes: 15,
  starts_at: NOON.toISOString(),
  ends_at: later(15).toISOString(),
  words: 'Under your unit’s break policy',
};
const granted = (state: BreakPass['state'] = 'running'): BreakPass => ({
  id: '0195',
  state,
  minutes: 15,
  place_in_line: null,
  expected_at: null,
  hold_until: null,
  shown,
  secret: 's3cret',
});

let here: { account: string; store: MemoryStore };
beforeEach(() => {
  here = { account: 'asha', store: new MemoryStore() };
});

test('a running pass can be shown without a connection until it is over', async () => {
  await keepPass(here, granted(), NOON);

  expect((await keptPass(here, later(14)))?.shown.name).toBe('Asha');
  expect(await keptPass(here, later(15))).toBeNull();
  expect(await keptPass(here, later(1))).toBeNull(); // it was thrown away, also for a clock that is set back
});

test.each(['waiting', 'held', 'over', 'ended', 'missed', 'gone'] as const)(
  'one that is %s is not kept',
  async (state) => {
    await keepPass(here, granted(), NOON);
    await keepPass(here, granted(state), NOON);

    expect(running(granted(state))).toBeNull();
    expect(await keptPass(here, later(1))).toBeNull();
  },
);

test('whoever signs in next on this device has none', async () => {
  await keepPass(here, granted(), NOON);

  expect(await keptPass({ account: 'ben', store: here.store }, NOON)).toBeNull();
});

test('the secret stands behind the hash, which no server sees', () => {
  const { hash, pathname, search } = new URL(linkOf(running(granted())!, 'https://aftercall.example'));

  expect([pathname, search, hash]).toEqual(['/', '', '#/pass-check/0195.s3cret']);
});

test.each([
  [0, 15],
  [0.1, 15],
  [1, 14],
  [14.5, 1],
  [15, 0],
  [40, 0],
])('%s minutes after its start %s are left', (passed, left) => {
  expect(minutesLeft(shown.ends_at, later(passed))).toBe(left);
});
