import type { Answer } from '../api/client';
import { LETTER_SHELVES, type Letter, type Refused } from './letters';
import { outcomeOf, UNREADABLE, type Halt, type Outcome } from './outcome';
import type { Store, Tx } from './store';

/** Resolves with the server's answer; rejects, or resolves with null, when nobody answered. */
export type Post = (letter: Letter, content: unknown) => Promise<Answer | null>;

export interface Flushed {
  halt: Halt | null;
  /** How many the server took. */
  sent: number;
  /** There was no server behind the proxy: what was set aside may have met the same. */
  outage?: boolean;
  retryAfter?: number | null;
}

export const MOST_ATTEMPTS = 5;

/** Post what is waiting, oldest first; what the server refuses stays on the phone, on a shelf of its own. */
export function flush(store: Store, account: string, post: Post): Promise<Flushed> {
  return withOutboxClosed(() => postAll(store, account, post));
}

async function postAll(store: Store, account: string, post: Post): Promise<Flushed> {
  const tried = new Set<string>();
  let sent = 0;
  for (;;) {
    const letter = (await free(store, account)).find(({ stamp }) => !tried.has(stamp));
    if (!letter) return { halt: null, sent };
    tried.add(letter.stamp);

    const outcome = await postOne(store, letter, post);
    const isLast = await settle(store, letter, outcome);
    if (outcome.is === 'sent') sent += 1;
    if (outcome.is === 'halt') {
      return { halt: outcome.why, sent, retryAfter: outcome.retryAfter, outage: outcome.why === 'server_error' };
    }
    if (outcome.is === 'failed' && !isLast) return { halt: 'server_error', sent }; // keep the order; try again later
  }
}

/** What may go now, oldest first: nothing passes an earlier letter of its lane that was set aside. */
function free(store: Store, account: string): Promise<Letter[]> {
  return store.read(['letters', 'setaside'], async (tx) => {
    const held = new Set((await tx.all<Letter>('setaside', account)).map(({ lane }) => lane));
    const waiting = await tx.all<Letter>('letters', account);
    return waiting.filter(({ lane }) => lane === undefined || !held.has(lane));
  });
}

async function postOne(store: Store, letter: Letter, post: Post): Promise<Outcome> {
  let content: unknown;
  try {
    if (letter.body !== null) content = await store.open(letter.account, `letters/${letter.name}`, letter.body);
  } catch (error) {
    // Its key is gone, and no later day brings it back. A database that closed is another matter.
    if (error instanceof DOMException && error.name === 'OperationError') return UNREADABLE;
    throw error;
  }
  const answer = await post(letter, content).catch(() => null);
  return outcomeOf(answer, letter.method);
}

/** One transaction: out of one shelf, into the other. True when the letter has left the box. */
async function settle(store: Store, posted: Letter, outcome: Outcome): Promise<boolean> {
  if (outcome.is === 'halt') return false;
  return store.change(LETTER_SHELVES, async (tx) => {
    const { account, name } = posted;
    const letter = await tx.get<Letter>('letters', account, name);
    if (letter?.stamp !== posted.stamp) return true; // a newer revision came meanwhile, and is still to be sent

    const attempts = letter.attempts + 1;
    if (outcome.is === 'failed' && attempts < MOST_ATTEMPTS) {
      await tx.put('letters', { ...letter, attempts } as Letter);
      return false;
    }
    await tx.delete('letters', account, name);
    if (outcome.is === 'failed') await tx.put('setaside', { ...letter, attempts: 0 } as Letter);
    if (outcome.is === 'refused') {
      const problem = { problem: outcome.problem, refused_at: Date.now() };
      await tx.put('refused', { ...letter, ...problem } as Refused);
      for (const next of await inPlaceOf(tx, letter)) {
        await tx.delete('letters', account, next.name);
        await tx.put('refused', { ...next, ...problem } as Refused);
      }
    }
    return true;
  });
}

/** What waits behind a DELETE takes the place of what stands now after all: two of them nobody asked for. */
async function inPlaceOf(tx: Tx, { account, method, lane }: Letter): Promise<Letter[]> {
  if (method !== 'DELETE' || lane === undefined) return [];
  return (await tx.all<Letter>('letters', account)).filter((next) => next.lane === lane);
}

let queue: Promise<unknown> = Promise.resolve();

/** One at a time, across tabs and the service worker, by a Web Lock; where there is none, at least within this page. */
export function withOutboxClosed<T>(work: () => Promise<T>): Promise<T> {
  const locks = (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;
  if (locks) return locks.request('aftercall-outbox', work) as Promise<T>;
  const done = queue.then(work);
  queue = done.catch(() => undefined);
  return done;
}

/** Put what was set aside back into the box: once per start of the app, or by hand. */
export function retrySetAside(store: Store, account: string, names?: readonly string[]): Promise<void> {
  return store.change(LETTER_SHELVES, async (tx) => {
    for (const letter of await tx.all<Letter>('setaside', account)) {
      if (names && !names.includes(letter.name)) continue;
      await tx.delete('setaside', account, letter.name);
      if (!(await tx.get('letters', account, letter.name))) await tx.put('letters', letter);
    }
  });
}
