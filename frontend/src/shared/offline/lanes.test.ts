import { beforeEach, expect, test, vi } from 'vitest';
import type { Answer } from '../api/client';
import { flush, MOST_ATTEMPTS, retrySetAside, type Post } from './flush';
import { enqueue, LETTER_SHELVES, write, type Letter, type Refused } from './letters';
import { MemoryStore } from './memory-store';

const ASHA = 'asha';
let store: MemoryStore;
let sent: string[];

const answer = (status: number, code?: string): Answer => ({
  ok: status < 300,
  status,
  data: code ? { code } : {},
  retryAfter: null,
});
const put = async (name: string, lane?: string): Promise<void> => {
  const writing = { account: ASHA, path: `/${name}`, method: 'PUT' as const, revision: 1, content: { name } };
  const letter = await write(store, lane === undefined ? writing : { ...writing, lane });
  await store.change(LETTER_SHELVES, (tx) => enqueue(tx, letter));
};
/** The server takes everything but one, of which it says something else. */
const but =
  (name: string, said: Answer): Post =>
  async (letter) => {
    if (letter.name === `/${name}`) return said;
    sent.push(letter.name.slice(1));
    return answer(200);
  };
const chokesOnA = but('a', answer(500));
const takesAll = but('', answer(200));
const setAsideA = async (): Promise<void> => {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) await flush(store, ASHA, chokesOnA);
};
const on = async (shelf: 'letters' | 'setaside'): Promise<string[]> =>
  (await store.read([shelf], (tx) => tx.all<Letter>(shelf, ASHA))).map(({ name }) => name.slice(1));

beforeEach(() => {
  let now = 1_000;
  vi.spyOn(Date, 'now').mockImplementation(() => now++);
  store = new MemoryStore();
  sent = [];
});

test('letters of a lane never pass one that was set aside, and other lanes go on', async () => {
  await put('a', 'one');
  await put('b', 'one');
  await put('c', 'two');
  await put('d');

  await setAsideA();
  await flush(store, ASHA, chokesOnA);

  expect(sent).toEqual(['c', 'd']);
  expect(await on('setaside')).toEqual(['a']);
  expect(await on('letters')).toEqual(['b']);
});

test.each([
  ['within one millisecond', [5, 5, 5]],
  ['after the clock stepped back', [9, 5, 1]],
])('they go as they were put in, also %s', async (_when, times) => {
  for (const [at, name] of ['z', 'm', 'a'].entries()) {
    vi.spyOn(Date, 'now').mockReturnValue(times[at]!);
    await put(name, 'one');
  }

  const letters = await store.read(['letters'], (tx) => tx.all<Letter>('letters', ASHA));
  expect(letters.map(({ name }) => name)).toEqual(['/z', '/m', '/a']);
  expect(new Set(letters.map(({ order }) => order)).size).toBe(3); // of equal ones a phone takes the name
});

test('they follow in their order once it is tried again', async () => {
  await put('a', 'one');
  await put('b', 'one');
  await setAsideA();

  await retrySetAside(store, ASHA);
  await flush(store, ASHA, takesAll);

  expect(sent).toEqual(['a', 'b']);
});

test('all are tried again, the earliest first, when another is written', async () => {
  await put('a', 'one');
  await put('b', 'one');
  await setAsideA();

  await put('c', 'one');
  await flush(store, ASHA, takesAll);

  expect(sent).toEqual(['a', 'b', 'c']);
  expect(await on('setaside')).toEqual([]);
});

test('what is written in one lane takes up nothing of another', async () => {
  await put('a', 'one');
  await setAsideA();

  await put('b', 'two');
  await put('c');

  expect(await on('setaside')).toEqual(['a']);
});

test('they go on after one that was refused: it will never arrive', async () => {
  await put('a', 'one');
  await put('b', 'one');

  await flush(store, ASHA, but('a', answer(409, 'talk_is_over')));

  expect(sent).toEqual(['b']);
});

test('what was to take the place of something that stands after all does not go', async () => {
  const gone = { account: ASHA, path: '/a', method: 'DELETE' as const, revision: 1, lane: 'one' };
  const letter = await write(store, gone);
  await store.change(LETTER_SHELVES, (tx) => enqueue(tx, letter));
  await put('b', 'one');
  await put('c');

  await flush(store, ASHA, but('a', answer(409, 'case_is_kept')));

  expect(sent).toEqual(['c']);
  const refused = await store.read(['refused'], (tx) => tx.all<Refused>('refused', ASHA));
  expect(refused.map(({ name, problem }) => [name, problem.code])).toEqual([
    ['/a', 'case_is_kept'],
    ['/b', 'case_is_kept'],
  ]);
});
