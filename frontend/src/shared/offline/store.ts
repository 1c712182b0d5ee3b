import type { Sealed } from './seal';

/**
 * `letters` wait for the server; `refused` were turned down; `setaside` met five server errors.
 * `history` holds check-ins, `resets` breathing and breaks; `mine` is what no server ever hears of;
 * `files` are parts of evidence that is on its way.
 */
export const SHELVES = [
  'letters',
  'refused',
  'setaside',
  'history',
  'resets',
  'notes',
  'drafts',
  'mine',
  'profile',
  'files',
] as const;
export type Shelf = (typeof SHELVES)[number];

/** Everything lies under its account; `name` is unique within shelf and account. */
export interface Item {
  account: string;
  name: string;
  /** Sorts within the shelf: the order of writing for letters, the time of the answer for history. */
  order: number;
  body: Sealed | unknown;
}

/** What one transaction can do. Nothing else may be awaited inside it, or the browser closes it. */
export interface Tx {
  get<T extends Item>(shelf: Shelf, account: string, name: string): Promise<T | undefined>;
  all<T extends Item>(shelf: Shelf, account: string): Promise<T[]>;
  latest<T extends Item>(shelf: Shelf, account: string, count: number): Promise<T[]>;
  count(shelf: Shelf, account: string): Promise<number>;
  put(shelf: Shelf, item: Item): Promise<void>;
  delete(shelf: Shelf, account: string, name: string): Promise<void>;
}

/** Where this device keeps things: IndexedDB on one's own phone, the tab's memory on a shared computer. */
export interface Store {
  readonly lasts: boolean;
  read<T>(shelves: readonly Shelf[], work: (tx: Tx) => Promise<T>): Promise<T>;
  /** All or nothing, and on disk when it resolves. */
  change<T>(shelves: readonly Shelf[], work: (tx: Tx) => Promise<T>): Promise<T>;
  seal(account: string, place: string, value: unknown): Promise<unknown>;
  open<T>(account: string, place: string, body: unknown): Promise<T>;
  /** Remove all that is kept for this account, its key included. */
  forget(account: string): Promise<void>;
}
