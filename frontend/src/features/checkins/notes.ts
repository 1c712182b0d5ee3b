import type { Here } from '../../shared/offline/here';
import type { Item } from '../../shared/offline/store';

/** Notes have no way out of this device: this file knows no letter, no request and no address. */
type Kept = Pick<Here, 'account' | 'store'>;

/** Where the share target leaves a text for the next check-in. */
export const NEXT_NOTE = 'next-note';

export async function noteOf({ account, store }: Kept, id: string): Promise<string> {
  const item = await store.read(['notes'], (tx) => tx.get('notes', account, id));
  return item ? store.open<string>(account, `notes/${id}`, item.body) : '';
}

export async function keepNote({ account, store }: Kept, id: string, text: string): Promise<void> {
  const body = await store.seal(account, `notes/${id}`, text);
  await store.change(['notes'], (tx) =>
    text ? tx.put('notes', { account, name: id, order: Date.now(), body }) : tx.delete('notes', account, id),
  );
}

export async function allNotes({ account, store }: Kept): Promise<Map<string, string>> {
  const items = await store.read(['notes'], (tx) => tx.all<Item>('notes', account));
  const texts = await Promise.all(
    items.map(async ({ name, body }) => [name, await store.open<string>(account, `notes/${name}`, body)] as const),
  );
  return new Map(texts);
}

/** Give a text that was shared into the app to the check-in that was just made. */
export async function adoptNextNote(here: Kept, id: string): Promise<void> {
  const { account, store } = here;
  const draft = await store.read(['drafts'], (tx) => tx.get('drafts', account, NEXT_NOTE));
  if (!draft) return;
  const text = await store.open<string>(account, `drafts/${NEXT_NOTE}`, draft.body);
  const body = await store.seal(account, `notes/${id}`, text);
  await store.change(['notes', 'drafts'], async (tx) => {
    await tx.put('notes', { account, name: id, order: Date.now(), body });
    await tx.delete('drafts', account, NEXT_NOTE);
  });
}
