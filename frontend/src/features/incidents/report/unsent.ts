import type { ReportSaid } from '../../../shared/api/types';
import type { Here } from '../../../shared/offline/here';
import { enqueue, LETTER_SHELVES, write, type Letter } from '../../../shared/offline/letters';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import { dropDraft, saidIn, type Draft } from './draft';

const PATH = '/reports/';
const WORDS = '/messages/';

/** What the server does not have yet: a signed report, or words to its handler. `refused` is why it never will. */
export interface Unsent<Content> {
  id: string;
  name: string;
  content: Content | null;
  refused?: string;
}

/** Named here, so that a repeat is stored once; the draft leaves the disk when it lies in the box. */
export async function post(here: Here, of: string, draft: Draft): Promise<string> {
  const id = uuidv7();
  const content = { ...saidIn(draft), identity: draft.identity, not_to: draft.not_to };
  await putInTheBox(here, PATH + id, content);
  await dropDraft(here, of);
  return id;
}

export const say = (here: Here, report: string, text: string): Promise<void> =>
  putInTheBox(here, PATH + report + WORDS + uuidv7(), { text });

async function putInTheBox(here: Here, path: string, content: object): Promise<void> {
  const letter = await write(here.store, { account: here.account, path, method: 'PUT', revision: 1, content });
  await here.store.change(LETTER_SHELVES, (tx) => enqueue(tx, letter));
  await here.outbox.posted();
}

export const unsentReports = (here: Here): Promise<Unsent<ReportSaid>[]> =>
  unsent(here, ({ name }) => name.startsWith(PATH) && !name.includes(WORDS));

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
