import type { Here } from '../../../shared/offline/here';
import { enqueue, LETTER_SHELVES, write, type Letter } from '../../../shared/offline/letters';
import { uuidv7 } from '../../../shared/offline/uuidv7';

/** Words that the server does not have yet, in the order in which they were written. */
export interface Unsent {
  id: string;
  text: string;
  /** The server said no, and why; without it they go on by themselves. */
  refused?: string;
}

const pathOf = (talk: string, id: string): string => `/conversations/${talk}/messages/${id}`;

/** In the box and on the disk before it is shown: named here, so that a repeat is stored once. */
export async function post(here: Here, talk: string, text: string): Promise<void> {
  const path = pathOf(talk, uuidv7());
  const content = { text };
  const letter = await write(here.store, {
    account: here.account,
    path,
    method: 'PUT',
    revision: 1,
    content,
    lane: talk, // said in this order, and heard in it
  });
  await here.store.change(LETTER_SHELVES, (tx) => enqueue(tx, letter));
  await here.outbox.posted();
}

export async function unsentOf({ outbox }: Here, talk: string): Promise<Unsent[]> {
  const of = ({ name }: Letter): boolean => name.startsWith(pathOf(talk, ''));
  const [refused, aside, waiting] = await Promise.all([
    outbox.refusals(),
    outbox.letters('setaside'),
    outbox.letters('letters'),
  ]);
  const shown = async (letter: Letter, said?: string): Promise<Unsent> => {
    const content = (await outbox.content(letter).catch(() => null)) as { text?: string } | null;
    const id = letter.name.slice(pathOf(talk, '').length);
    return { id, text: content?.text ?? '', ...(said !== undefined && { refused: said }) };
  };
  return Promise.all([
    ...refused.filter(of).map((letter) => shown(letter, letter.problem.message)),
    ...[...aside, ...waiting].filter(of).map((letter) => shown(letter)),
  ]);
}

export const discard = ({ outbox }: Here, talk: string, id: string): Promise<void> =>
  outbox.discard('refused', pathOf(talk, id));
