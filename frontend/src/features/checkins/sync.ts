import { api } from '../../shared/api/client';
import type { CheckInPage, CheckInRow } from '../../shared/api/types';
import { LETTER_SHELVES, type Letter } from '../../shared/offline/letters';
import type { Item, Tx } from '../../shared/offline/store';
import { entryOf } from './answers';
import { pathOf, sealed, type Kept, type Place } from './diary';

const DAY = 24 * 60 * 60_000;
/** As long as the server keeps a check-in, and the mark of a deleted one. */
const KEPT = 53 * 7 * DAY;
const TOMBSTONES = 60 * DAY;

/** Fetch what was written since the last time, on whichever device. True when something changed here. */
export async function sync(here: Place, now: Date): Promise<boolean> {
  const mark = await readMark(here);
  // Too long ago: what was deleted elsewhere left no trace to be fetched, so the whole list is compared.
  const known = mark && now.getTime() - mark.at > TOMBSTONES ? await arrived(here) : null;
  let cursor = known ? null : (mark?.cursor ?? null);
  for (let came = false; ; came = true) {
    const since = cursor ? `?since=${encodeURIComponent(cursor)}` : '';
    const page = await api<CheckInPage>(`/checkins${since}`, { account: here.account });
    const isLast = !page.more || page.cursor === cursor;
    for (const { id } of page.results) known?.delete(id);
    // Until the whole list was compared the mark stays old: broken off in the middle, it starts over again.
    await take(here, page, known && !isLast ? 0 : now.getTime());
    if (!isLast) {
      cursor = page.cursor;
      continue;
    }
    if (known?.size) await forget(here, [...known]);
    return came || page.results.length > 0 || !!known?.size;
  }
}

/** Let go of what the server no longer keeps either. True when something went. */
export async function prune(here: Place, now: Date): Promise<boolean> {
  const items = await here.store.read(['history'], (tx) => tx.all('history', here.account));
  const old = items.filter(({ order }) => order < now.getTime() - KEPT).map(({ name }) => name);
  return old.length > 0 && forget(here, old);
}

/** What is here and waits for nothing: the server must have had it. */
function arrived({ account, store }: Place): Promise<Set<string>> {
  return store.read([...LETTER_SHELVES, 'history'], async (tx) => {
    const names = new Set<string>();
    for (const { name } of await tx.all('history', account)) if (!(await waits(tx, account, name))) names.add(name);
    return names;
  });
}

function forget({ account, store }: Place, ids: string[]): Promise<boolean> {
  return store.change([...LETTER_SHELVES, 'history', 'notes'], async (tx) => {
    let went = false;
    for (const id of ids) {
      if (await waits(tx, account, id)) continue;
      await tx.delete('history', account, id);
      await tx.delete('notes', account, id);
      went = true;
    }
    return went;
  });
}

async function waits(tx: Tx, account: string, id: string): Promise<boolean> {
  for (const shelf of LETTER_SHELVES) if (await tx.get(shelf, account, pathOf(id))) return true;
  return false;
}

async function take(here: Place, { results, cursor }: CheckInPage, at: number): Promise<void> {
  const { account, store } = here;
  const rows = results.filter((row): row is CheckInRow => !('forgotten' in row));
  const gone = results.filter((row) => 'forgotten' in row);
  const items = await Promise.all(rows.map((row) => sealed(here, entryOf(row))));
  const mark: Item = { account, name: 'cursor', order: at, body: await store.seal(account, 'profile/cursor', cursor) };

  await store.change(['letters', 'history', 'notes', 'profile'], async (tx) => {
    for (const [index, item] of items.entries()) {
      const waiting = await tx.get<Letter>('letters', account, pathOf(item.name));
      const known = await tx.get<Kept>('history', account, item.name);
      // What is newer here than in the server's answer stays as the person left it.
      const here = Math.max(waiting?.revision ?? 0, known?.revision ?? 0);
      if (rows[index]!.revision >= here) await tx.put('history', item);
    }
    for (const { id } of gone) {
      await tx.delete('history', account, id);
      await tx.delete('notes', account, id);
    }
    await tx.put('profile', mark);
  });
}

/** Where the last answer ended, and when it came; null where there was none, or none that can be opened. */
async function readMark({ account, store }: Place): Promise<{ cursor: string | null; at: number } | null> {
  const mark = await store.read(['profile'], (tx) => tx.get('profile', account, 'cursor'));
  if (!mark) return null;
  return store.open<string | null>(account, 'profile/cursor', mark.body).then(
    (cursor) => ({ cursor, at: mark.order }),
    () => null,
  );
}
