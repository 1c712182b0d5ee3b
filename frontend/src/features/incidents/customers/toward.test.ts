import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '../../../shared/api/errors';
import type { Proposal } from '../../../shared/api/types';
import { Toward } from './toward.svelte';

const letter: Proposal = {
  kind: 'warning_letter',
  reason: 'Three calls in one night.',
  ends_on: '2027-03-02',
  vulnerability: true,
  adjustments: true,
  warned: false,
  no_warning: '',
};
const known = { state: 'confirmed', reports: 3, actions: [], others: [], elsewhere: [] };
const said = (status: number, body: object): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

let network: ReturnType<typeof vi.fn<typeof fetch>>;
let toward: Toward;
beforeEach(() => {
  vi.stubGlobal('document', { cookie: '' });
  network = vi.fn<typeof fetch>();
  vi.stubGlobal('fetch', network);
  toward = new Toward('c1');
});
afterEach(() => vi.unstubAllGlobals());

const proposed = (): string[] =>
  network.mock.calls.map(([path]) => String(path)).filter((path) => path.includes('/actions/'));

test('a proposal sent again after a lost answer is the same one', async () => {
  network.mockRejectedValueOnce(new TypeError('no line')).mockResolvedValueOnce(said(200, {}));
  network.mockResolvedValue(said(200, known));
  expect(await toward.propose(letter)).toBe(false);
  expect(await toward.propose({ ...letter })).toBe(true);

  expect(proposed()).toHaveLength(2);
  expect(new Set(proposed()).size).toBe(1);
});

test('a proposal that was changed meanwhile is another one', async () => {
  network.mockRejectedValueOnce(new TypeError('no line')).mockResolvedValueOnce(said(201, {}));
  network.mockResolvedValue(said(200, known));
  await toward.propose({ ...letter, kind: 'block' });
  await toward.propose(letter);

  expect(new Set(proposed()).size).toBe(2);
});

test('where nothing could be found yet it is said, and unsaid once it is there', async () => {
  network.mockResolvedValueOnce(said(503, {})).mockResolvedValueOnce(said(200, known));
  await toward.look();
  expect(toward.error).toBeInstanceOf(ApiError);

  await toward.look();
  expect([toward.error, toward.found?.reports]).toEqual([null, 3]);
});

test('a look that began while something was said does not undo it', async () => {
  const before = { ...known, state: 'unconfirmed' };
  network.mockResolvedValueOnce(said(200, before));
  await toward.look();
  const answers: Record<string, (answer: Response) => void> = {};
  network.mockImplementation((_, init) => new Promise((resolve) => (answers[init?.method ?? 'GET'] = resolve)));

  const [saying, looking] = [toward.say(true), toward.look()];
  await vi.waitFor(() => expect(Object.keys(answers)).toHaveLength(2));
  answers['PUT']!(said(200, known));
  await saying;
  answers['GET']!(said(200, before));
  await looking;

  expect(toward.found?.state).toBe('confirmed');
});

test('over what is shown a look that fails says nothing', async () => {
  network.mockResolvedValueOnce(said(200, known)).mockRejectedValueOnce(new TypeError('no line'));
  await toward.look();
  await toward.look();

  expect([toward.error, toward.found?.reports]).toEqual([null, 3]);
});
