import type { ReportSaid } from '../../../shared/api/types';
import type { Here } from '../../../shared/offline/here';
import { enqueue, LETTER_SHELVES, write, type Letter } from '../../../shared/offline/letters';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import type { Place } from '../../../shared/offline/mine';
import { isAsSeen, tellOf } from '../../../shared/offline/stamped';
import { movedTo, type KeptFile } from '../evidence/kept';
import { saidIn, type Draft } from './draft';
import { nameOf, type Kept } from './kept-drafts';

const PATH = '/reports/';
const WORDS = '/messages/';
const A_REPORT = /^\/reports\/[^/]+$/;

/** A draft as it was seen last. */
export type Begun = Pick<Kept, 'of' | 'draft' | 'stamp'>;

/** What the server does not have yet: a signed report, or words to its handler. `refused` is why it never will. */
export interface Unsent<Content> {
  id: string;
  name: string;
  content: Content | null;
  refused?: string;
}

/** What goes to the server of a report that is signed. */
export const signed = (draft: Draft): object => ({ ...saidIn(draft), identity: draft.identity, not_to: draft.not_to });

/**
 * Under the id of the draft, so that a repeat is stored once. In one stroke the draft leaves, its files and the letter
 * come; false where it does not lie there any more as it was seen.
 */
export async function post(here: Here, begun: Begun, files: readonly KeptFile[]): Promise<boolean> {
  const { account, store, outbox } = here;
  const { id } = begun.draft;
  const [path, name] = [PATH + id, nameOf(begun.of)];
  const content = signed(begun.draft);
  const letter = await write(store, { account, path, method: 'PUT', revision: 1, content, lane: path });
  const before = await takingBack(here, begun.draft);
  const moved = await Promise.all(files.map((file) => movedTo(here, file, { report: id }, new Date())));
  const done = await store.change([...LETTER_SHELVES, 'mine'], async (tx) => {
    if (!(await isAsSeen(tx, here, name, begun.stamp))) return false;
    for (const one of [...before, letter]) await enqueue(tx, one);
    for (const line of moved) await tx.put('mine', line);
    await tx.delete('mine', account, name);
    return true;
  });
  if (!done) return false;
  tellOf(here, name, undefined);
  await outbox.posted();
  return true;
}

export const say = (here: Here, report: string, text: string): Promise<void> =>
  putInTheBox(here, PATH + report + WORDS + uuidv7(), { text });

/** The report whose place the draft takes, in the lane of the draft; harmless where it was taken back already. */
export async function takingBack({ account, store }: Place, { id, instead_of }: Draft): Promise<Letter[]> {
  if (!instead_of) return [];
  const path = PATH + instead_of;
  return [await write(store, { account, path, method: 'DELETE', revision: 1, lane: PATH + id })];
}

async function putInTheBox(here: Here, path: string, content: object): Promise<void> {
  const letter = await write(here.store, { account: here.account, path, method: 'PUT', revision: 1, content });
  await here.store.change(LETTER_SHELVES, (tx) => enqueue(tx, letter));
  await here.outbox.posted();
}

export const unsentReports = (here: Here): Promise<Unsent<ReportSaid>[]> =>
  unsent(here, ({ name, method }) => method === 'PUT' && A_REPORT.test(name));

export const unsentWords = (here: Here, report: string): Promise<Unsent<{ text: string }>[]> =>
  unsent(here, ({ name }) => name.startsWith(PATH + report + WORDS));

/** Taken out of the box again. */
export async function discard(here: Here, { name, refused }: Unsent<unknown>): Promise<void> {
  for (const shelf of refused === undefined ? (['letters', 'setaside'] as const) : (['refused'] as const))
    await here.outbox.discard(shelf, name);
}

async function unsent<Content>({ outbox }: Here, ours: (letter: Letter) => boolean): Promise<Unsent<Content>[]> {
  const shown = async (letter: Letter, refused?: string): Promise<Unsent<Content>> => {
    const content = (await outbox.content(letter).catch(() => null)) as Content | null;
    const id = letter.name.slice(PATH.length).split('/')[0]!;
    return { id, name: letter.name, content, ...(refused !== undefined && { refused }) };
  };
  const [refused, aside, waiting] = await Promise.all([
    outbox.refusals(),
    outbox.letters('setaside'),
    outbox.letters('letters'),
  ]);
  return Promise.all([
    ...[...aside, ...waiting].filter(ours).map((letter) => shown(letter)),
    ...refused.filter(ours).map((letter) => shown(letter, letter.problem.message)),
  ]);
}
