import type { Here } from '../../../shared/offline/here';
import { enqueue, LETTER_SHELVES, write, type Letter } from '../../../shared/offline/letters';
import { uuidv7 } from '../../../shared/offline/uuidv7';

/** Words that the server does not have yet, in the order in which they were written. */
export interface Unsent {
  id: string;
  text: string;
  /** Going on by themselves, set aside after several tries, or refused. */
  why: 'waits' | 'aside' | 'refused';
  /** What the server said when it refused them. */
  said: string;
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
  const shown = async (letter: Letter, why: Unsent['why'], said = ''): Promise<Unsent> => {
    const content = (await outbox.content(letter).catch(() => null)) as { text?: string } | null;
    return { id: letter.name.slice(pathOf(talk, '').length), text: content?.text ?? '', why, said };
  };
  return Promise.all([
    ...refused.filter(of).map((letter) => shown(letter, 'refused', letter.problem.message)),
    ...aside.filter(of).map((letter) => shown(letter, 'aside')),
    ...waiting.filter(of).map((letter) => shown(letter, 'waits')),
  ]);
}

export const discard = ({ outbox }: Here, talk: string, { id, why }: Unsent): Promise<void> =>
  outbox.discard(why === 'aside' ? 'setaside' : 'refused', pathOf(talk, id));
