import type { Place } from './mine';
import type { Item, Tx } from './store';

/** What two tabs may have on the screen at once: each change says on which state it was made. */
export interface Stamped extends Item {
  stamp: string;
}

/** What is found, and as what: undefined where nothing lies. */
export type Stamp = string | undefined;
/** `stamp` is of what somebody just put there; nothing is said of it where that is not known. */
type Hear = (stamp?: Stamp) => void;
type Told = Pick<Item, 'account' | 'name'> & { stamp: Stamp };

/** Empty for what was put down before there were stamps. */
export const stampOf = (item: Item | undefined): Stamp => item && ((item as Partial<Stamped>).stamp ?? '');

/** Asked inside the transaction that changes it. */
export const isAsSeen = async (tx: Tx, { account }: Place, name: string, on: Stamp): Promise<boolean> =>
  stampOf(await tx.get('mine', account, name)) === on;

/** Sealed, to be put down. */
export async function stamped({ account, store }: Place, name: string, value: unknown, now: Date): Promise<Stamped> {
  const body = await store.seal(account, `mine/${name}`, value);
  return { account, name, order: now.getTime(), stamp: crypto.randomUUID(), body };
}

/** Put in the place of what was seen there (`on`), or only taken away; false, and nothing is changed, where that is something else by now. */
export async function putOn(place: Place, name: string, on: Stamp, item: Stamped | null): Promise<boolean> {
  const done = await place.store.change(['mine'], async (tx) => {
    if (!(await isAsSeen(tx, place, name, on))) return false;
    await (item ? tx.put('mine', item) : tx.delete('mine', place.account, name));
    return true;
  });
  if (done) tellOf(place, name, item?.stamp);
  return done;
}

/** The value is undefined also where no key opens it. */
export async function readStamped<T>(place: Place, name: string): Promise<{ value: T | undefined; stamp: Stamp }> {
  const { account, store } = place;
  const item = await store.read(['mine'], (tx) => tx.get('mine', account, name));
  const value = item && (await store.open<T>(account, `mine/${name}`, item.body).catch(() => undefined));
  return { value, stamp: stampOf(item) };
}

const listening = new Set<(told?: Told) => void>();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('aftercall-mine');
const spread = (told?: Told): void => listening.forEach((hear) => hear(told));
channel?.addEventListener('message', ({ data }) => spread(data as Told));
// A page that was out of sight may have slept through what it was told.
if (typeof document !== 'undefined')
  document.addEventListener('visibilitychange', () => void (document.visibilityState === 'visible' && spread()));

/** Tells every tab, this one too, that there is something else now; never what. */
export function tellOf({ account, store }: Place, name: string, stamp: Stamp): void {
  const told = { account, name, stamp };
  if (store.lasts) channel?.postMessage(told);
  spread(told);
}

/** Returns how to stop. */
export function onChange({ account }: Place, name: string, hear: Hear): () => void {
  const listen = (told?: Told): void => {
    if (!told || (told.account === account && told.name === name)) hear(told?.stamp);
  };
  listening.add(listen);
  return () => listening.delete(listen);
}

/** What was written in two places: none of it is lost, and what is in both stands there once. */
export function together(base: string, theirs: string, mine: string): string {
  if (mine === base) return theirs;
  if (theirs === base || mine.includes(theirs)) return mine;
  if (theirs.includes(mine)) return theirs;
  return `${theirs}\n\n${mine}`;
}
