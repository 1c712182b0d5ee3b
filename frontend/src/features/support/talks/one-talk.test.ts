import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Answer } from '../../../shared/api/client';
import { Apart } from '../../../shared/offline/apart.svelte';
import type { Here } from '../../../shared/offline/here';
import { MemoryStore } from '../../../shared/offline/memory-store';
import { Newsroom } from '../../../shared/offline/news';
import { Outbox } from '../../../shared/offline/outbox.svelte';
import { draftOf, dropOldDrafts, keepDraft } from './drafts';
import { Talk } from './one-talk.svelte';
import { tellOfTalk } from './tell';

vi.mock('./tell', () => ({ tellOfTalk: vi.fn() }));

const page = Object.assign(new EventTarget(), { visibilityState: 'visible', cookie: '' });
const standing = { state: 'open', others: [], role: 'agent', last_number: 0 };
const no = (status: number, retryAfter: number | null = null): Answer => ({
  ok: false,
  status,
  data: { code: status === 429 ? 'too_many' : 'server_error' },
  retryAfter,
});

/** What the server says to words; anything else it answers well, unless nobody can reach it. */
let answer: Answer;
let puts: number;
let reads: number;
let down: boolean;
let state: string;
let here: Here;
let talk: Talk;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
  vi.stubGlobal('fetch', read);
  [puts, reads, down, state] = [0, 0, false, 'open'];
  const store = new MemoryStore();
  const news = new Newsroom();
  const post = async (): Promise<Answer | null> => {
    puts += 1;
    return down ? null : answer;
  };
  here = {
    account: 'asha',
    kind: 'shared',
    store,
    news,
    apart: new Apart(async () => []),
    outbox: new Outbox(store, 'asha', post, news),
  };
  talk = new Talk(here, 'a-talk');
  stop = talk.start();
  lookWhenTheBoxCloses(here.outbox);
});

afterEach(() => {
  stop();
  here.outbox.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** As the screen does: what has left the box has a number now. */
function lookWhenTheBoxCloses(outbox: Outbox): void {
  const flush = outbox.flush.bind(outbox);
  outbox.flush = async () => {
    await flush();
    void talk.look();
  };
}

async function read(path: string): Promise<Response> {
  reads += 1;
  if (down) throw new TypeError('network');
  return Response.json(path.includes('/messages') ? { messages: [] } : { ...standing, state });
}

async function pass(seconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(seconds * 1000);
}

test('a server that stumbles is asked as often as the plan says, and no more', async () => {
  answer = no(500);
  await talk.say('hello');

  await pass(60);

  expect(puts).toBe(5); // at once, and after 4, 12, 28 and 60 seconds
  expect(reads).toBeLessThan(60);
});

test('what was set aside says so, and goes when it is tried again', async () => {
  answer = no(500);
  await talk.say('hello');
  await pass(61);
  expect(talk.unsent).toMatchObject([{ text: 'hello', why: 'aside' }]);

  answer = { ok: true, status: 200, data: {}, retryAfter: null };
  await talk.retry();
  await pass(1);

  expect(talk.unsent).toEqual([]);
});

test('a server that asks for half a minute gets it, also when more is written', async () => {
  answer = no(429, 30);
  await talk.say('hello');
  await pass(2);
  await talk.say('are you there');

  await pass(27);
  expect(puts).toBe(1);

  await pass(3);
  expect(puts).toBe(2);
});

test('once the line is back, what waits goes at the next look', async () => {
  down = true;
  await talk.say('hello');
  await pass(14);
  answer = { ok: true, status: 200, data: {}, retryAfter: null };
  down = false;

  await pass(5);

  expect(talk.unsent).toEqual([]);
});

test('words that came back are not shown as unsent beside themselves, not even until the next answer', async () => {
  down = true;
  await talk.say('hello');
  const id = talk.unsent[0]!.id;
  const came = { id, number: 1, mine: true, text: 'hello', name: '', sent_at: '2026-11-24T09:00:00Z' };
  const never = new Promise<Response>(() => undefined);
  vi.stubGlobal('fetch', async (path: string) => {
    if (path.endsWith('after=0')) return Response.json({ messages: [came] });
    return path.endsWith('after=1') ? never : read(path);
  });
  down = false;

  await pass(5);

  expect(talk.messages).toEqual([came]);
  expect(talk.unsent).toEqual([]);
});

test('what was being written when the talk ended is still there', async () => {
  talk.type('half a thought');

  state = 'closed';
  await pass(6);

  expect(talk.draft).toBe('half a thought');
  expect(await draftOf(here, 'a-talk')).toBe('half a thought');
});

test('a draft that nobody came back for is gone after a month', async () => {
  const later = (days: number): Date => new Date(Date.now() + days * 24 * 60 * 60_000);
  await keepDraft(here, 'another', 'half a thought');

  await dropOldDrafts(here, later(29));
  expect(await draftOf(here, 'another')).toBe('half a thought');

  await dropOldDrafts(here, later(31));
  expect(await draftOf(here, 'another')).toBe('');
});

test('what came in the moment of leaving is told, and not marked as read', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const word = { id: 'a-word', number: 1, mine: false, text: 'Still there?' };
    return path.includes('after=0') ? Response.json({ messages: [word] }) : read(path);
  });

  const looking = talk.look();
  stop();
  await looking;

  expect(talk.messages).toHaveLength(1);
  expect(asked.filter((path) => path.includes('/reading'))).toEqual([]);
  expect(tellOfTalk).toHaveBeenCalled(); // which says each thing once
});
