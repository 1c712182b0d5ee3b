import { beforeEach, expect, test, vi } from 'vitest';
import { MemoryStore } from '../../../shared/offline/memory-store';
import type { Store } from '../../../shared/offline/store';

const NOON = new Date('2026-03-02T12:00:00+01:00');
const USUAL = { vibrate: true, sound: false, wordsOnly: false };

let phone: Store;
const asha = () => ({ account: 'asha', store: phone });

/** As after a cold start: nothing is left of what the tab knew. */
async function opened() {
  vi.resetModules();
  return import('./guides.svelte');
}

beforeEach(() => {
  vi.stubGlobal('navigator', { vibrate: () => true });
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  phone = Object.assign(new MemoryStore() as Store, { lasts: true });
  return () => vi.unstubAllGlobals();
});

test('the next start of the app begins as the last session was left', async () => {
  const before = await opened();
  await before.recallGuides(asha());
  await Promise.all([before.guideBy({ sound: true }, NOON), before.guideBy({ vibrate: false }, NOON)]);

  const after = await opened();
  await after.recallGuides(asha());

  expect(after.guides).toEqual({ vibrate: false, sound: true, wordsOnly: false });
});

test('a shared computer, or nobody who is signed in, keeps them for the tab and not longer', async () => {
  for (const place of [null, { account: 'asha', store: new MemoryStore() }]) {
    const tab = await opened();
    await tab.recallGuides(place);
    await tab.guideBy({ sound: true }, NOON);
    await tab.recallGuides(place);
    expect(tab.guides.sound).toBe(true);
    expect(await place?.store.read(['mine'], (tx) => tx.count('mine', 'asha'))).not.toBe(1);
  }
});

test('whoever signs in next on the phone begins as usual', async () => {
  const tab = await opened();
  await tab.recallGuides(asha());
  await tab.guideBy({ sound: true }, NOON);

  await tab.recallGuides({ account: 'ben', store: phone });
  expect(tab.guides).toEqual(USUAL);
  await tab.recallGuides(asha());
  expect(tab.guides.sound).toBe(true);
});

test('a disk that does not answer keeps nobody from breathing', async () => {
  const tab = await opened();
  phone.read = () => Promise.reject(new Error('no disk'));
  phone.change = () => Promise.reject(new Error('no disk'));

  await tab.recallGuides(asha());
  await tab.guideBy({ wordsOnly: true }, NOON);

  expect(tab.guides).toEqual({ ...USUAL, wordsOnly: true });
});
