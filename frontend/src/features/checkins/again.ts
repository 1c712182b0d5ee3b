import type { Here } from '../../shared/offline/here';
import { LETTER_SHELVES, enqueue, write, type Refused } from '../../shared/offline/letters';
import type { Item } from '../../shared/offline/store';
import { contentOf, type Entry } from './answers';
import { pathOf, sealed } from './diary';

type Place = Pick<Here, 'account' | 'store'>;

/** A check-in that was refused for its time, made anew with another id and time. Its note moves along. */
export async function sendAgain({ account, store }: Place, path: string, id: string, now: string): Promise<void> {
  const [refused, note] = await store.read(['refused', 'notes'], (tx) =>
    Promise.all([tx.get<Refused>('refused', account, path), tx.get('notes', account, idOf(path))]),
  );
  if (!refused) return; // pressed twice, or in another tab
  const said = await store.open<Entry>(account, `letters/${path}`, refused.body);
  const { mood, energy = null, feelings, body, sources } = said;
  const entry: Entry = { id, revision: 1, answered_at: now, mood, energy, feelings, body, sources };
  const [item, moved, letter, undo] = await Promise.all([
    sealed({ account, store }, entry),
    note && movedTo({ account, store }, note, id),
    write(store, { account, path: pathOf(id), method: 'PUT', revision: 1, content: contentOf(entry, now) }),
    write(store, { account, path, method: 'DELETE', revision: said.revision + 1 }),
  ]);

  await store.change([...LETTER_SHELVES, 'history', 'notes'], async (tx) => {
    if (!(await tx.get('refused', account, path))) return;
    await tx.delete('refused', account, path);
    await tx.delete('history', account, idOf(path));
    await tx.delete('notes', account, idOf(path));
    await tx.put('history', item);
    if (moved) await tx.put('notes', moved);
    // An earlier revision may have arrived: the server must not count the same check-in twice.
    if (said.revision > 1) await enqueue(tx, undo);
    await enqueue(tx, letter);
  });
}

const idOf = (path: string): string => path.slice(pathOf('').length);

async function movedTo({ account, store }: Place, note: Item, id: string): Promise<Item> {
  const text = await store.open<string>(account, `notes/${note.name}`, note.body);
  return { ...note, name: id, body: await store.seal(account, `notes/${id}`, text) };
}
