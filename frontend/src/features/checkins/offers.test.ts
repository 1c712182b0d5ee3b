import { beforeEach, expect, test } from 'vitest';
import { MemoryStore } from '../../shared/offline/memory-store';
import type { Store } from '../../shared/offline/store';
import { isLow, type Mood } from './answers';
import { askedBefore, offerAgain, OFFERS, takeOffer } from './offers';

const NOON = new Date('2026-03-02T12:00:00+01:00');
const later = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000);

const phone = (): Store => Object.assign(new MemoryStore() as Store, { lasts: true });

let here: { account: string; store: Store };
beforeEach(() => {
  here = { account: 'asha', store: phone() };
});

test('only the two lowest answers bring an offer', async () => {
  const offered = [];
  for (const mood of [1, 2, 3, 4, 5] as Mood[]) {
    offered.push(await takeOffer({ account: `somebody-${mood}`, store: here.store }, mood, NOON));
  }

  expect(offered).toEqual([true, true, false, false, false]);
  expect([1, 2, 3].map((mood) => isLow(mood as Mood))).toEqual([true, true, false]);
});

test('it comes once, and not again within the hour', async () => {
  const times = [0, 0, 30, 59, 60, 61, 119, 120];

  const offered = [];
  for (const minutes of times) offered.push(await takeOffer(here, 1, later(minutes)));

  expect(offered).toEqual([true, false, false, false, true, false, false, true]);
});

test('on a shared computer, which cannot remember a no, it comes once in a tab', async () => {
  const desk = { account: 'asha', store: new MemoryStore() };

  const offered = [];
  for (const minutes of [0, 61, 8 * 60]) offered.push(await takeOffer(desk, 1, later(minutes)));

  expect(offered).toEqual([true, false, false]);
});

test('a good check-in does not use it up', async () => {
  await takeOffer(here, 5, NOON);

  expect(await takeOffer(here, 2, later(1))).toBe(true);
});

test('a clock that was set back by a day does not silence it for a day', async () => {
  await takeOffer(here, 1, NOON);

  expect(await takeOffer(here, 1, later(-24 * 60))).toBe(true);
});

test('who does not want it is never asked again, until they want it again', async () => {
  await offerAgain(here, false, NOON);
  expect(await takeOffer(here, 1, later(10_000))).toBe(false);

  await offerAgain(here, true, later(10_001));
  expect(await takeOffer(here, 1, later(10_002))).toBe(true);
});

test('somebody else on the same device decides for themselves', async () => {
  await offerAgain(here, false, NOON);

  expect(await askedBefore({ account: 'ben', store: here.store })).toEqual({ never: false, at: 0 });
});

test('every offer leads somewhere inside the app', () => {
  for (const { href } of OFFERS) expect(href).toMatch(/^#\/[a-z]/);
});
