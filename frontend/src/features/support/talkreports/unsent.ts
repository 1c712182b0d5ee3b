import type { Here } from '../../../shared/offline/here';
import { enqueue, LETTER_SHELVES, write, type Letter } from '../../../shared/offline/letters';
import { dropMine, keepMine, readMine, type Place } from '../../../shared/offline/mine';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import type { TalkReportWhat } from '../../../shared/api/types';

const PATH = '/talk-reports/';

/** What somebody began to fill in: on this device alone, and gone once it lies in the box. */
export interface Draft {
  what?: TalkReportWhat;
  text: string;
  copy: boolean;
}

/** A report that the server does not have yet; `refused` is why it never will. */
export interface Unsent {
  talk: string;
  name: string;
  draft: Draft;
  refused?: string;
}

const nameOf = (talk: string): string => `talk-report-draft/${talk}`;
export const EMPTY: Draft = { text: '', copy: true };
export const draftOf = async (place: Place, talk: string): Promise<Draft> =>
  (await readMine<Draft>(place, nameOf(talk))) ?? EMPTY;
export const keepDraft = (place: Place, talk: string, draft: Draft): Promise<void> =>
  keepMine(place, nameOf(talk), draft, new Date());

/** Named here, so that a repeat is stored once; the draft leaves the disk when it lies in the box. */
export async function post(here: Here, talk: string, { what, text, copy }: Draft): Promise<void> {
  const content = { talk, what, text: text.trim() || null, with_copy: copy };
  const path = PATH + uuidv7();
  const letter = await write(here.store, { account: here.account, path, method: 'PUT', revision: 1, content });
  await here.store.change(LETTER_SHELVES, (tx) => enqueue(tx, letter));
  await dropMine(here, nameOf(talk));
  await here.outbox.posted();
}

type Content = { talk: string; what: TalkReportWhat; text: string | null; with_copy: boolean };

const drafted = (content: Content | null): Draft & { talk?: string } =>
  content ? { talk: content.talk, what: content.what, text: content.text ?? '', copy: content.with_copy } : EMPTY;

export const discard = ({ outbox }: Here, { name }: Unsent): Promise<void> => outbox.discard('refused', name);

/** What was refused is a draft again before it leaves the box: nobody's words are thrown away unasked. */
export async function putBack(here: Here, report: Unsent): Promise<void> {
  await keepDraft(here, report.talk, report.draft);
  await discard(here, report);
}

export async function unsentReports({ outbox }: Here): Promise<Unsent[]> {
  const ours = ({ name }: Letter): boolean => name.startsWith(PATH);
  const shown = async (letter: Letter, refused?: string): Promise<Unsent> => {
    const { talk = '', ...draft } = drafted((await outbox.content(letter).catch(() => null)) as Content | null);
    return { talk, name: letter.name, draft, ...(refused !== undefined && { refused }) };
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
