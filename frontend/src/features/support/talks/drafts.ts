import { dropMine, keepMine, readMine, type Place } from '../../../shared/offline/mine';

const KEPT = 30 * 24 * 60 * 60_000;

/** What somebody began to write in a talk: on this device alone, and gone when it was sent. */
const ALL = 'talk-draft/';
const nameOf = (talk: string): string => ALL + talk;

export const draftOf = async (place: Place, talk: string): Promise<string> =>
  (await readMine<string>(place, nameOf(talk))) ?? '';

export const keepDraft = (place: Place, talk: string, text: string): Promise<void> =>
  text ? keepMine(place, nameOf(talk), text, new Date()) : dropMine(place, nameOf(talk));

/** What was never sent nor thrown away outlives its talk, but not by more than a month. */
export function dropOldDrafts({ account, store }: Place, now: Date): Promise<void> {
  return store.change(['mine'], async (tx) => {
    for (const { name, order } of await tx.all('mine', account)) {
      if (name.startsWith(ALL) && order < now.getTime() - KEPT) await tx.delete('mine', account, name);
    }
  });
}
