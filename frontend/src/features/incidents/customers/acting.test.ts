import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Acting } from './acting.svelte';
import { Waiting } from './waiting.svelte';

const said = (body: object): Response =>
  new Response(JSON.stringify(body), { status: 200, headers: { 'Content-Type': 'application/json' } });
const list = (...ids: string[]): object => ({ count: ids.length, results: ids.map((id) => ({ id })) });

let network: ReturnType<typeof vi.fn<typeof fetch>>;
beforeEach(() => {
  vi.stubGlobal('document', { cookie: '' });
  network = vi.fn<typeof fetch>();
  vi.stubGlobal('fetch', network);
});
afterEach(() => vi.unstubAllGlobals());

test('what is decided and leaves the list is closed, and what stays in it is not', async () => {
  let listed = ['a', 'b'];
  const acting = new Acting(
    () => Promise.resolve(),
    (id) => listed.includes(id),
  );
  network.mockImplementation((path) => Promise.resolve(said({ id: String(path).split('/')[4] })));
  await acting.look('a');
  await acting.act('a', 'decision', { approve: true, reason: 'Yes.' });
  expect(acting.open?.id).toBe('a');

  listed = ['b'];
  await acting.act('a', 'review', { keep: false, reason: 'No.' });
  expect(acting.open).toBeNull();
});

test('a list that was asked for before a decision does not bring back what it decided', async () => {
  const answers: ((answer: Response) => void)[] = [];
  network.mockImplementation(() => new Promise((answer) => answers.push(answer)));
  const waiting = new Waiting();
  const looks = [waiting.look(), waiting.look()];
  await vi.waitFor(() => expect(answers).toHaveLength(6));
  answers.slice(3).forEach((answer) => answer(said(list())));
  await looks[1];
  answers.slice(0, 3).forEach((answer) => answer(said(list('decided'))));
  await looks[0];

  expect(waiting.found?.approval.results).toEqual([]);
});
