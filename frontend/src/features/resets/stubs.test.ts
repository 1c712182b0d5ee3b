import { beforeEach, expect, test } from 'vitest';
import { MemoryStore } from '../../shared/offline/memory-store';
import { SHELVES } from '../../shared/offline/store';
import { isOver, keepLonger, markToughCall, putBack, stubs, throwAway } from './stubs';

const NOON = new Date('2026-03-02T12:00:00+01:00');
const later = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000);
const DAY = 24 * 60;

let place: { account: string; store: MemoryStore };
beforeEach(() => {
  place = { account: 'asha', store: new MemoryStore() };
});

test('a tough call leaves its time and nothing else, and nothing that is sent', async () => {
  await markToughCall(place, NOON);

  expect(await stubs(place)).toEqual([{ name: expect.any(String), at: NOON, until: later(7 * DAY) }]);
  const lying = await place.store.read(SHELVES, (tx) =>
    Promise.all(SHELVES.map(async (shelf) => [shelf, await tx.count(shelf, 'asha')])),
  );
  expect(lying.filter(([, count]) => count)).toEqual([['mine', 1]]);
});

test('pressing twice for one call marks one call; the newest stands first', async () => {
  for (const minutes of [0, 0.5, 5]) await markToughCall(place, later(minutes));

  expect((await stubs(place)).map(({ at }) => at)).toEqual([later(5), NOON]);
});

test('after a week it is still there, and asks', async () => {
  await markToughCall(place, NOON);
  const [stub] = await stubs(place);

  expect([later(7 * DAY - 1), later(7 * DAY), later(70 * DAY)].map((now) => isOver(stub!, now))).toEqual([
    false,
    true,
    true,
  ]);
});

test('it can be kept for another week, thrown away, and fetched back', async () => {
  await markToughCall(place, NOON);
  const [stub] = await stubs(place);
  await keepLonger(place, stub!, later(8 * DAY));
  const [kept] = await stubs(place);
  expect(kept).toEqual({ ...stub, until: later(15 * DAY) });

  await throwAway(place, kept!);
  expect(await stubs(place)).toEqual([]);
  await putBack(place, kept!);
  expect(await stubs(place)).toEqual([kept]);
});

test('somebody else at this device sees nothing of it', async () => {
  await markToughCall(place, NOON);

  expect(await stubs({ account: 'ben', store: place.store })).toEqual([]);
});
