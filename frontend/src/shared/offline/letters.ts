import type { Problem } from '../api/errors';
import type { Item, Store, Tx } from './store';

/** One write that waits for the server. A resource has at most one: the newest revision replaces an older one. */
export interface Letter extends Item {
  /** The path of the resource, and so the name of the letter. */
  name: string;
  method: 'PUT' | 'DELETE';
  revision: number;
  attempts: number;
  /** Changes with every replacement; what was posted may be removed only if it is still the same. */
  stamp: string;
  /** Letters of one lane never pass each other; without one, a letter stands for itself. */
  lane?: string;
}

export interface Refused extends Letter {
  problem: Pick<Problem, 'code' | 'message'>;
  refused_at: number;
}

export interface Writing {
  account: string;
  path: string;
  method: 'PUT' | 'DELETE';
  revision: number;
  content?: unknown;
  lane?: string;
}

export const LETTER_SHELVES = ['letters', 'refused', 'setaside'] as const;

/** Seal a letter. Apart from `enqueue`, because nothing may be awaited inside a transaction. */
export async function write(store: Store, writing: Writing): Promise<Letter> {
  const { account, path, method, revision, content, lane } = writing;
  const body = content === undefined ? null : await store.seal(account, `letters/${path}`, content);
  return {
    account,
    name: path,
    order: Date.now(),
    method,
    revision,
    attempts: 0,
    stamp: crypto.randomUUID(),
    body,
    ...(lane !== undefined && { lane }),
  };
}

/** Put a letter in the box, inside a transaction over `LETTER_SHELVES`. */
export async function enqueue(tx: Tx, letter: Letter): Promise<void> {
  const { account, name } = letter;
  const waiting = await tx.get<Letter>('letters', account, name);
  if (waiting && !replaces(letter, waiting)) return;
  // What failed with an older revision is answered by this one.
  await tx.delete('setaside', account, name);
  await tx.delete('refused', account, name);
  if (letter.lane !== undefined) await takeUpAgain(tx, account, letter.lane);
  await tx.put('letters', { ...letter, order: waiting?.order ?? (await behind(tx, letter)) });
}

/** Behind all of its lane, also within one millisecond and after the clock stepped back. */
async function behind(tx: Tx, { account, lane, order }: Letter): Promise<number> {
  if (lane === undefined) return order;
  const before = (await tx.all<Letter>('letters', account)).filter((one) => one.lane === lane);
  return Math.max(order, ...before.map((one) => one.order + 1));
}

/** Whoever writes on has not given up what was set aside before it: it is tried anew, and first. */
async function takeUpAgain(tx: Tx, account: string, lane: string): Promise<void> {
  for (const letter of await tx.all<Letter>('setaside', account)) {
    if (letter.lane !== lane) continue;
    await tx.delete('setaside', account, letter.name);
    await tx.put('letters', letter);
  }
}

function replaces(newer: Letter, older: Letter): boolean {
  if (older.method === 'DELETE') return newer.method === 'DELETE';
  return newer.method === 'DELETE' || newer.revision > older.revision;
}
