import { api } from '../api/client';
import type { Forgotten } from '../api/types';
import { LETTER_SHELVES, type Letter } from './letters';
import type { Place } from './mine';
import { sealed, type Kept, type Kind, type Said } from './records';
import type { Item, Tx } from './store';

const DAY = 24 * 60 * 60_000;
/** As long as the server keeps a record, and the mark of a deleted one. */
const KEPT = 53 * 7 * DAY;
const TOMBSTONES = 60 * DAY;

interface Page {
  results: (Said | Forgotten)[];
  cursor: string | null;
  more: boolean;
}

/** Fetch what was written since the last time, on whichever device. True when something changed here. */
export async function sync<R extends Said>(kind: Kind<R>, here: Place, now: Date): Promise<boolean> {
  const mark = await readMark(kind, here);
  // Too long ago: what was deleted elsewhere left no trace to be fetched, so the whole list is compared.
  const known = mark && now.getTime() - mark.at > TOMBSTONES ? await arrived(kind, here) : null;
  let cursor = known ? null : (mark?.cursor ?? null);
  for (let came = false; ; came = true) {
    const since = cursor ? `?since=${encodeURIComponent(cursor)}` : '';
    const page = await api<Page>(kind.path('').slice(0, -1) + since, { account: here.account });
    const isLast = !page.more || page.cursor === cursor;
    for (const { id } of page.results) known?.delete(id);
    // Until the whole list was compared the mark stays old: broken off in the middle, it starts over again.
    await take(kind, here, page, known && !isLast ? 0 : now.getTime());
    if (!isLast) {
      cursor = page.cursor;
      continue;
    }
    if (known?.size) await forget(kind, here, [...known]);
    return came || page.results.length > 0 || !!known?.size;
  }
}

/** Let go of what the server no longer keeps either. True when something went. */
export async function prune<R extends Said>(kind: Kind<R>, here: Place, now: Date): Promise<boolean> {
  const items = await here.store.read([kind.shelf], (tx) => tx.all(kind.shelf, here.account));
  const old = items.filter(({ order }) => order < now.getTime() - KEPT).map(({ name }) => name);
  return old.length > 0 && forget(kind, here, old);
}

/** What is here and waits for nothing: the server must have had it. */
function arrived<R extends Said>(kind: Kind<R>, { account, store }: Place): Promise<Set<string>> {
  return store.read([...LETTER_SHELVES, kind.shelf], async (tx) => {
    const names = new Set<string>();
    for (const { name } of await tx.all(kind.shelf, account)) {
      if (!(await waits(tx, account, kind.path(name)))) names.add(name);
    }
    return names;
  });
}

function forget<R extends Said>(kind: Kind<R>, { account, store }: Place, ids: string[]): Promise<boolean> {
  return store.change([...LETTER_SHELVES, kind.shelf, ...kind.beside], async (tx) => {
    let went = false;
    for (const id of ids) {
      if (await waits(tx, account, kind.path(id))) continue;
      await drop(kind, tx, account, id);
      went = true;
    }
    return went;
  });
}

async function drop<R extends Said>(kind: Kind<R>, tx: Tx, account: string, id: string): Promise<void> {
  for (const shelf of [kind.shelf, ...kind.beside]) await tx.delete(shelf, account, id);
}

async function waits(tx: Tx, account: string, path: string): Promise<boolean> {
  for (const shelf of LETTER_SHELVES) if (await tx.get(shelf, account, path)) return true;
  return false;
}

async function take<R extends Said>(kind: Kind<R>, place: Place, { results, cursor }: Page, at: number): Promise<void> {
  const { account, store } = place;
  const rows = results.filter((row): row is Said => !('forgotten' in row));
  const gone = results.filter((row) => 'forgotten' in row);
  const items = await Promise.all(rows.map((row) => sealed(kind, place, kind.recordOf(row))));
  const body = await store.seal(account, `profile/${kind.mark}`, cursor);
  const mark: Item = { account, name: kind.mark, order: at, body };

  await store.change(['letters', kind.shelf, ...kind.beside, 'profile'], async (tx) => {
    for (const [index, item] of items.entries()) {
      const waiting = await tx.get<Letter>('letters', account, kind.path(item.name));
      const known = await tx.get<Kept>(kind.shelf, account, item.name);
      // What is newer here than in the server's answer stays as the person left it.
      const here = Math.max(waiting?.revision ?? 0, known?.revision ?? 0);
      if (rows[index]!.revision >= here) await tx.put(kind.shelf, item);
    }
    for (const { id } of gone) await drop(kind, tx, account, id);
    await tx.put('profile', mark);
  });
}

/** Where the last answer ended, and when it came; null where there was none, or none that can be opened. */
async function readMark<R extends Said>(
  { mark: name }: Kind<R>,
  { account, store }: Place,
): Promise<{ cursor: string | null; at: number } | null> {
  const mark = await store.read(['profile'], (tx) => tx.get('profile', account, name));
  if (!mark) return null;
  return store.open<string | null>(account, `profile/${name}`, mark.body).then(
    (cursor) => ({ cursor, at: mark.order }),
    () => null,
  );
}
