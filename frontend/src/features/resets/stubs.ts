import { dropMine, keepMine, type Place } from '../../shared/offline/mine';

/** A tough call that somebody marked: the time, and nothing else. It never leaves this device. */
export interface Stub {
  name: string;
  at: Date;
  /** Until then it lies here unasked; afterwards the person decides. */
  until: Date;
}

interface Kept {
  at: number;
  until: number;
}

const PREFIX = 'tough/';
const WEEK = 7 * 24 * 60 * 60_000;
/** Two presses within a minute are one call. */
const SAME_CALL = 60_000;

export async function markToughCall(place: Place, now: Date): Promise<void> {
  const last = (await stubs(place)).at(0);
  if (last && Math.abs(now.getTime() - last.at.getTime()) < SAME_CALL) return;
  const at = now.getTime();
  await keepMine(place, `${PREFIX}${at}`, { at, until: at + WEEK } satisfies Kept, now);
}

/** Newest first; what no key opens any more is left out. */
export async function stubs({ account, store }: Place): Promise<Stub[]> {
  const items = await store.read(['mine'], (tx) => tx.all('mine', account));
  const found = await Promise.all(
    items
      .filter(({ name }) => name.startsWith(PREFIX))
      .map(({ name, body }) =>
        store.open<Kept>(account, `mine/${name}`, body).then(
          ({ at, until }) => ({ name, at: new Date(at), until: new Date(until) }),
          () => null,
        ),
      ),
  );
  return found.filter((stub) => stub !== null).sort((a, b) => b.at.getTime() - a.at.getTime());
}

export const isOver = ({ until }: Stub, now: Date): boolean => now.getTime() >= until.getTime();

export function keepLonger(place: Place, { name, at }: Stub, now: Date): Promise<void> {
  return keepMine(place, name, { at: at.getTime(), until: now.getTime() + WEEK } satisfies Kept, at);
}

/** By its time, as a link names it; nothing where there is none. */
export const throwAwayCall = (place: Place, at: string): Promise<void> => dropMine(place, PREFIX + at);

export const throwAway = (place: Place, { name }: Stub): Promise<void> => dropMine(place, name);

export function putBack(place: Place, { name, at, until }: Stub): Promise<void> {
  return keepMine(place, name, { at: at.getTime(), until: until.getTime() } satisfies Kept, at);
}
