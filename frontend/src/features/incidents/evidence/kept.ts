import type { Item, Tx } from '../../../shared/offline/store';
import { dropMine, keepMine, type Place } from '../../../shared/offline/mine';
import { LONGEST_NAME, PART } from './limits';

/** What a file belongs to: a draft, a report that was signed, or one that a receipt opens. */
export type Target = { of: string } | { report: string } | { receipt: string };

/** A file that waits on this device, as its line in the list; its content lies beside it in parts. */
export interface KeptFile {
  id: string;
  to: Target;
  name: string;
  size: number;
  sha256: string;
  /** The server will not have it, and why. */
  refused?: string;
  /** Whoever chose it took it back, and the server has not said yet that it let go of it. */
  removed?: true;
  /** When its draft was thrown away: it can be brought back for a moment. */
  thrown?: number;
}

export const PREFIX = 'report-file/';
export const isTo = (row: KeptFile, to: Target): boolean => JSON.stringify(row.to) === JSON.stringify(to);
/** To be sent, or to be taken back; one of a draft goes nowhere yet. */
export const isOutgoing = ({ to, refused }: KeptFile): boolean => !('of' in to) && refused === undefined;
const STRIDE = 0x8000; // as many letters as a call takes arguments everywhere

type Bytes = Uint8Array<ArrayBuffer>;

const partName = (id: string, number: number): string => `${id}/${number}`;
const partsOf = ({ size }: { size: number }): number[] => [...Array(Math.ceil(size / PART)).keys()];

/** Its id is random and tells no time: it may go along with a report that nobody signs. Read once: the hash and the parts come from the same bytes. The line comes last, when all of it lies here. */
export async function keepFile(place: Place, file: File, to: Target, now: Date): Promise<KeptFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const kept = { id: crypto.randomUUID(), to, name: file.name.slice(-LONGEST_NAME), size: bytes.length, sha256 };
  for (const number of partsOf(kept)) await keepPart(place, kept.id, number, bytes, now);
  await keepMine(place, PREFIX + kept.id, kept, now);
  return kept;
}

async function keepPart(place: Place, id: string, number: number, bytes: Uint8Array, now: Date): Promise<void> {
  const { account, store } = place;
  const name = partName(id, number);
  const part = inLetters(bytes.subarray(number * PART, (number + 1) * PART));
  const body = await store.seal(account, `files/${name}`, part);
  await store.change(['files'], (tx) => tx.put('files', { account, name, order: now.getTime(), body }));
}

/** Null where it is missing, or no key opens it any more. */
export async function partOf({ account, store }: Place, id: string, number: number): Promise<Bytes | null> {
  const name = partName(id, number);
  const item = await store.read(['files'], (tx) => tx.get('files', account, name));
  const letters = item && (await store.open<string>(account, `files/${name}`, item.body).catch(() => null));
  return letters ? Uint8Array.from(atob(letters), (one) => one.charCodeAt(0)) : null;
}

/** The sealed line of a file under another target, to be put down together with what made it move. */
export async function movedTo({ account, store }: Place, file: KeptFile, to: Target, now: Date): Promise<Item> {
  const name = PREFIX + file.id;
  const moved = { ...file, to, thrown: undefined };
  return { account, name, order: now.getTime(), body: await store.seal(account, `mine/${name}`, moved) };
}

export const change = (place: Place, file: KeptFile, now: Date): Promise<void> =>
  keepMine(place, PREFIX + file.id, file, now);

export async function dropFile(place: Place, file: KeptFile): Promise<void> {
  await dropMine(place, PREFIX + file.id);
  await dropParts(place, file);
}

export const dropParts = ({ account, store }: Place, file: KeptFile): Promise<void> =>
  store.change(['files'], async (tx) => {
    for (const number of partsOf(file)) await tx.delete('files', account, partName(file.id, number));
  });

/** Parts of which no line tells: the app was closed while it put them down. Looked at one by one only if there are any. */
export async function dropOrphans({ account, store }: Place, files: readonly KeptFile[]): Promise<void> {
  const known = new Set(files.filter(hasParts).map(({ id }) => id));
  const expected = files.reduce((sum, file) => sum + (known.has(file.id) ? partsOf(file).length : 0), 0);
  await store.change(['files'], async (tx: Tx) => {
    if ((await tx.count('files', account)) <= expected) return;
    for (const { name } of await tx.all('files', account))
      if (!known.has(name.split('/')[0]!)) await tx.delete('files', account, name);
  });
}

const hasParts = ({ refused, removed }: KeptFile): boolean => refused === undefined && !removed;

/** What is sealed is JSON, which knows no bytes. */
function inLetters(bytes: Uint8Array): string {
  let letters = '';
  for (let at = 0; at < bytes.length; at += STRIDE) letters += String.fromCharCode(...bytes.subarray(at, at + STRIDE));
  return btoa(letters);
}
