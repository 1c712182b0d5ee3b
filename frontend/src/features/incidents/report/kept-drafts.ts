import type { Place } from '../../../shared/offline/mine';
import {
  putOn,
  readStamped,
  stamped,
  stampOf,
  tellOf,
  type Stamp,
  type Stamped,
} from '../../../shared/offline/stamped';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import type { Draft } from './draft';

export interface Kept {
  /** What the draft is of: a marked call by its time, or `new`. */
  of: string;
  draft: Draft;
  until: Date;
  stamp: Stamp;
}

const PREFIX = 'report-draft/';
/** Of what was sent without a name. */
export const UNNAMED = 'report-unnamed/';
/** Under which it lies here. */
export const nameOf = (of: string): string => PREFIX + of;
const WEEK = 7 * 24 * 60 * 60_000;

/**
 * Each change gives it another week. Null, and nothing is changed, where something else lies there by now than what was
 * seen (`on`); without it, where anything does.
 */
export async function keepDraft(place: Place, of: string, draft: Draft, now: Date, on?: Stamp): Promise<Kept | null> {
  const item = await sealedDraft(place, of, draft, now);
  const kept = await putOn(place, item.name, on, item);
  return kept ? { of, draft, until: new Date(now.getTime() + WEEK), stamp: item.stamp } : null;
}

/** The same, to be put down together with what else moves. */
export const sealedDraft = (place: Place, of: string, draft: Draft, now: Date): Promise<Stamped> =>
  stamped(place, nameOf(of), { draft, until: now.getTime() + WEEK }, now);

export async function dropDraft(place: Place, of: string): Promise<void> {
  await place.store.change(['mine'], (tx) => tx.delete('mine', place.account, nameOf(of)));
  tellOf(place, nameOf(of), undefined);
}

/** An earlier version named a report when it was sent. */
type Lying = { draft: Omit<Draft, 'id'>; until: number };
const asKept = (of: string, { draft, until }: Lying, stamp: Stamp): Kept => ({
  ...{ of, stamp, until: new Date(until) },
  draft: { id: uuidv7(), ...draft },
});

/** One of them; `stamp` is there also for what no key opens, or is over. */
export async function keptDraft(place: Place, of: string, now: Date): Promise<{ kept?: Kept; stamp: Stamp }> {
  const { value, stamp } = await readStamped<Lying>(place, nameOf(of));
  return value && value.until > now.getTime() ? { kept: asKept(of, value, stamp), stamp } : { stamp };
}

/** All that are kept, the one that ends first at the top; what is over is thrown away, what no key opens is left out. */
export async function keptDrafts(place: Place, now: Date): Promise<Kept[]> {
  const found = (await readAll<Lying>(place, PREFIX)).map(([of, lying, stamp]) => asKept(of, lying, stamp));
  const isOver = ({ until }: Kept): boolean => until <= now;
  // Not one that was given another week in another tab meanwhile.
  for (const { of, stamp } of found.filter(isOver)) await putOn(place, nameOf(of), stamp, null);
  return found.filter((kept) => !isOver(kept)).sort((a, b) => a.until.getTime() - b.until.getTime());
}

/** Everything under a name, opened. */
export async function readAll<T>({ account, store }: Place, prefix: string): Promise<[string, T, Stamp][]> {
  const items = (await store.read(['mine'], (tx) => tx.all('mine', account))).filter(({ name }) =>
    name.startsWith(prefix),
  );
  const opened = items.map((item) =>
    store.open<T>(account, `mine/${item.name}`, item.body).then(
      (value): [string, T, Stamp] => [item.name.slice(prefix.length), value, stampOf(item)],
      () => null,
    ),
  );
  return (await Promise.all(opened)).filter((one) => one !== null);
}
