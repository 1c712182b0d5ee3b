import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Leaving } from '../features/accounts/leaving.svelte';
import { keepFile } from '../features/incidents/evidence/kept';
import { fileKeeper } from '../features/incidents/evidence/mine';
import { freshDraft, NEW } from '../features/incidents/report/draft';
import { unnamedOf } from '../features/incidents/report/unnamed.svelte';
import { Apart } from '../shared/offline/apart.svelte';
import type { Here } from '../shared/offline/here';
import { MemoryStore } from '../shared/offline/memory-store';
import { Outbox } from '../shared/offline/outbox.svelte';
import { SHELVES } from '../shared/offline/store';
import { strands } from './stranded';

const NOON = new Date('2026-03-02T12:00:00+01:00');
const draft = { ...freshDraft(NEW, NOON), kinds: ['insult' as const], severity: 1, identity: 'anonymous' as const };
const begun = { of: NEW, draft, stamp: undefined };
const photo = new File(['a photo'], 'photo.jpg');
const taken = (): Response =>
  new Response(JSON.stringify({ state: 'received' }), { status: 201, headers: { 'Content-Type': 'application/json' } });

let here: Here;
let network: ReturnType<typeof vi.fn<typeof fetch>>;
beforeEach(() => {
  network = vi.fn<typeof fetch>().mockRejectedValue(new TypeError('no line'));
  vi.stubGlobal('fetch', network);
  vi.stubGlobal('document', { cookie: '', visibilityState: 'visible' });
  const store = new MemoryStore();
  const outbox = new Outbox(store, 'asha', () => Promise.reject(new Error('unasked')), { tell: vi.fn() } as never);
  const apart = new Apart(() => Promise.resolve([unnamedOf(here), fileKeeper(here)]));
  here = { account: 'asha', kind: 'shared', store, outbox, apart } as unknown as Here;
});
afterEach(() => vi.unstubAllGlobals());

const lying = (): Promise<number> => here.store.read(SHELVES, (tx) => tx.count('mine', 'asha'));
const leaving = (onleft = vi.fn()): { leaving: Leaving; onleft: typeof onleft; end: ReturnType<typeof vi.fn> } => {
  const end = vi.fn();
  return { leaving: new Leaving(here, end, onleft), onleft, end };
};

test('a report without a name that could not be sent is asked about before a session ends', async () => {
  await unnamedOf(here).hold(begun, NOON);
  const { leaving: one, end } = leaving();
  await one.start();
  expect([one.asking, one.unsent, here.apart.unsaved]).toEqual([true, 1, 0]);

  await one.sendNow();
  expect([one.asking, one.stuck]).toEqual([true, true]);
  expect(end).not.toHaveBeenCalled();
});

test('once it is sent its receipt is asked about, until somebody said that it is saved', async () => {
  await unnamedOf(here).hold(begun, NOON);
  const { leaving: one, end, onleft } = leaving();
  await one.start();
  network.mockImplementation(() => Promise.resolve(taken()));
  await one.sendNow();
  expect([one.asking, one.stuck, one.unsent, here.apart.unsaved]).toEqual([true, false, 0, 1]);
  expect(end).not.toHaveBeenCalled();

  await unnamedOf(here).confirm(unnamedOf(here).rows[0]!);
  await one.start();
  expect(onleft).toHaveBeenCalledWith('unsent');
});

test('a file on its way is asked about, and one of a draft is not', async () => {
  await keepFile(here, photo, { of: NEW }, NOON);
  const { leaving: one, onleft } = leaving();
  await one.start();
  expect(onleft).toHaveBeenCalledOnce();

  await keepFile(here, photo, { report: 'r1' }, NOON);
  await one.start();
  expect([one.asking, one.unsent]).toEqual([true, 1]);
});

test('whoever stays while it is being sent is not signed out after it', async () => {
  await unnamedOf(here).hold(begun, NOON);
  const { leaving: one, end } = leaving();
  await one.start();
  const sending = one.sendNow();
  one.asking = false;
  await sending;
  expect([one.asking, end.mock.calls]).toEqual([false, []]);
});

test('deleted by choice nothing of it stays, kept by choice all of it does', async () => {
  await unnamedOf(here).hold(begun, NOON);
  await keepFile(here, photo, { report: 'r1' }, NOON);
  const { leaving: one } = leaving();
  await one.start();
  await one.leave('unsent');
  expect(await lying()).toBe(2);

  await one.leave('nothing');
  expect(await lying()).toBe(0);
});

test('nobody else takes the place of whoever has it in this tab', async () => {
  expect(await strands(here, 'ben')).toBe(false);
  await unnamedOf(here).hold(begun, NOON);
  expect(await strands(here, 'ben')).toBe(true);
  expect(network).not.toHaveBeenCalled();
});
