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
}

export const LETTER_SHELVES = ['letters', 'refused', 'setaside'] as const;

/** Seal a letter. Apart from `enqueue`, because nothing may be awaited inside a transaction. */
export async function write(store: Store, { account, path, method, revision, content }: Writing): Promise<Letter> {
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
  };
}

/** Put a letter in the box, inside a transaction over `LETTER_SHELVES`. */
export async function enqueue(tx: Tx, letter: Letter): Promise<void> {
  const { account, name } = letter;
  const waiting = await tx.get<Letter>('letters', account, name);
  if (waiting && !replaces(letter, waiting)) return;
  await tx.put('letters', { ...letter, order: waiting?.order ?? letter.order });
  // What failed with an older revision is answered by this one.
  await tx.delete('setaside', account, name);
  await tx.delete('refused', account, name);
}

function replaces(newer: Letter, older: Letter): boolean {
  if (older.method === 'DELETE') return newer.method === 'DELETE';
  return newer.method === 'DELETE' || newer.revision > older.revision;
}
