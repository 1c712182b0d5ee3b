import type { Here } from '../../../shared/offline/here';
import { change, isTo } from '../evidence/kept';
import { filesOf } from '../evidence/mine';
import { placeOf, type Draft } from './draft';
import { keepDraft } from './kept-drafts';

/** Under a name of its own: something else was begun, or sent, meanwhile. */
export async function putApart(here: Here, draft: Draft, now: Date): Promise<string> {
  const of = crypto.randomUUID();
  await keepDraft(here, of, draft, now);
  return placeOf(of);
}

/** What was thrown away, with its files. */
export async function bringBack(here: Here, of: string, draft: Draft, now: Date): Promise<string> {
  const isFree = await keepDraft(here, of, draft, now);
  const to = isFree ? of : crypto.randomUUID();
  if (!isFree) await keepDraft(here, to, draft, now);
  const files = filesOf(here);
  await files.look();
  const thrown = files.rows.filter((row) => isTo(row, { of }) && row.thrown !== undefined);
  for (const row of thrown) await change(here, { ...row, to: { of: to }, thrown: undefined }, now);
  await files.look();
  return placeOf(to);
}
