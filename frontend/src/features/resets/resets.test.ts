import { beforeEach, expect, test, vi } from 'vitest';
import { Apart } from '../../shared/offline/apart.svelte';
import type { Here } from '../../shared/offline/here';
import type { Letter } from '../../shared/offline/letters';
import { MemoryStore } from '../../shared/offline/memory-store';
import { Newsroom } from '../../shared/offline/news';
import { Outbox } from '../../shared/offline/outbox.svelte';
import type { Reset } from './reset';
import { Resets } from './resets.svelte';

const NINE = new Date('2026-03-02T09:00:00+01:00');
const later = (seconds: number): Date => new Date(NINE.getTime() + seconds * 1000);

let here: Here;
let resets: Resets;
const letters = async (): Promise<Reset[]> => {
  const waiting = await here.store.read(['letters'], (tx) => tx.all<Letter>('letters', 'asha'));
  return waiting.map(({ body }) => body as Reset);
};

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const store = new MemoryStore();
  const news = new Newsroom();
  here = {
    account: 'asha',
    kind: 'shared',
    store,
    news,
    apart: new Apart(async () => []),
    outbox: new Outbox(store, 'asha', async () => null, news),
  };
  resets = new Resets(here);
  await resets.refresh();
});

test('a break runs until its end and is one letter, whatever is said of it later', async () => {
  resets.sayBefore(2, NINE);
  const walk = await resets.begin('walk', 300, NINE);
  expect(resets.running(later(299))).toMatchObject({ id: walk.id, before: 2 });
  expect(resets.running(later(300))).toBeNull();

  await resets.end(walk.id, later(310));
  await resets.say(walk.id, { after: 4 }, later(320));

  const sent = await letters();
  expect(sent).toMatchObject([{ revision: 3, kind: 'walk', before: 2, after: 4 }]);
  expect(new Date(sent[0]!.ended_at!)).toEqual(later(300));
});

test('ending it early is final, and saying so twice changes nothing', async () => {
  const walk = await resets.begin('walk', 300, NINE);
  await resets.end(walk.id, later(60));
  await resets.end(walk.id, later(90));

  expect(resets.all).toMatchObject([{ revision: 2 }]);
  expect(new Date(resets.all![0]!.ended_at!)).toEqual(later(60));
});

test('a second break ends the first', async () => {
  const walk = await resets.begin('walk', 600, NINE);
  const music = await resets.begin('music', 300, later(60));

  expect(resets.running(later(61))!.id).toBe(music.id);
  expect(resets.all!.find(({ id }) => id === walk.id)!.ended_at).not.toBeNull();
});

test('another tab may know more: what is said is added to what lies on the disk', async () => {
  const walk = await resets.begin('walk', 300, NINE);
  const other = new Resets(here);
  await other.refresh();
  await other.say(walk.id, { before: 1 }, later(10));

  await resets.say(walk.id, { after: 3 }, later(310));

  expect(resets.all).toMatchObject([{ revision: 3, before: 1, after: 3 }]);
});

test('after twelve hours it stays as it is', async () => {
  const walk = await resets.begin('walk', 300, NINE);
  await resets.end(walk.id, later(13 * 3600));

  expect(resets.all).toMatchObject([{ revision: 1, ended_at: null }]);
});

test('a breath of a few seconds is not kept; what was said before it waits for the next one', async () => {
  resets.sayBefore(2, NINE);
  expect(await resets.record('box', 60, { started_at: NINE, ended_at: later(4) })).toBeNull();
  expect(await letters()).toEqual([]);

  await resets.record('box', 60, { started_at: NINE, ended_at: later(61) });

  expect(await letters()).toMatchObject([{ kind: 'box', before: 2, after: null, revision: 1 }]);
  expect(resets.before).toBeNull();
});

test('what was said on the way to another reset is not kept with one that begins much later', async () => {
  resets.sayBefore(2, NINE);

  await resets.record('box', 60, { started_at: later(3600), ended_at: later(3661) });

  expect(await letters()).toMatchObject([{ kind: 'box', before: null }]);
  expect(resets.before).toBeNull();
});
