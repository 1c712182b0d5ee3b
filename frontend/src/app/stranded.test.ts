import { expect, test, vi } from 'vitest';
import { Leaving } from '../features/accounts/leaving.svelte';
import { Apart } from '../shared/offline/apart.svelte';
import type { Here } from '../shared/offline/here';
import { strands } from './stranded';

const box = (unsent: number, sends = false) => {
  const outbox = { unsent, count: vi.fn(), flush: vi.fn(async () => void (sends && (outbox.unsent = 0))) };
  return outbox;
};
const nothing = new Apart(() => Promise.resolve([]));
const place = (lasts: boolean, outbox: object, apart = nothing): Here =>
  ({ account: 'asha', store: { lasts }, outbox, apart }) as unknown as Here;

test('what waits in the tab of a shared computer is asked about before somebody else takes its place', async () => {
  const outbox = box(2, true);

  expect(await strands(place(false, outbox), 'ben')).toBe(true);
  expect(outbox.flush).not.toHaveBeenCalled(); // in Ben's session nothing of Asha's may be sent
});

test('the same person on another kind of device sends it first', async () => {
  expect(await strands(place(false, box(2, true)), 'asha')).toBe(false);
  expect(await strands(place(false, box(2)), 'asha')).toBe(true);
});

test('on an own phone it stays sealed, and nobody is asked', async () => {
  expect(await strands(place(true, box(2)), 'ben')).toBe(false);
});

test('leaving with nothing unsent ends the session at once', async () => {
  const [end, onleft] = [vi.fn(), vi.fn()];

  await new Leaving({ outbox: box(1, true), apart: nothing }, end, onleft).start();

  expect(end).toHaveBeenCalledOnce();
  expect(onleft).toHaveBeenCalledWith('unsent');
});

test('leaving with something that cannot be sent asks, and ends nothing before the answer', async () => {
  const [end, onleft] = [vi.fn(), vi.fn()];
  const leaving = new Leaving({ outbox: box(1), apart: nothing }, end, onleft);

  await leaving.start();
  await leaving.sendNow();
  expect([leaving.asking, leaving.stuck]).toEqual([true, true]);
  expect(end).not.toHaveBeenCalled();

  await leaving.leave('nothing');
  expect(end).toHaveBeenCalledOnce();
  expect(onleft).toHaveBeenCalledWith('nothing');
});

test('a session that could not be ended leaves everything where it is', async () => {
  const onleft = vi.fn();
  const offline = (): Promise<never> => Promise.reject(new Error('offline'));
  const leaving = new Leaving({ outbox: box(0), apart: nothing }, offline, onleft);

  await leaving.start();

  expect(leaving.failed).toBe(true);
  expect(onleft).not.toHaveBeenCalled();
});
