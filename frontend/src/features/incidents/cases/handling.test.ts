import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '../../../shared/api/errors';
import { Handling } from './handling.svelte';

const json = (body: object, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
const standing = (...numbers: number[]): object => ({
  id: 'c',
  state: 'acknowledged',
  messages: numbers.map((number) => ({ number })),
});

let network: ReturnType<typeof vi.fn<typeof fetch>>;
beforeEach(() => {
  vi.stubGlobal('document', { cookie: '' });
  network = vi.fn<typeof fetch>();
  vi.stubGlobal('fetch', network);
});
afterEach(() => vi.unstubAllGlobals());

const sent = (call: number): unknown => JSON.parse(String(network.mock.calls[call]?.[1]?.body));

test('closing says which message was the last on screen, and shows one that came meanwhile', async () => {
  network.mockResolvedValueOnce(json(standing(1, 2)));
  network.mockResolvedValueOnce(json({ code: 'something_came', message: 'Read it first.' }, 409));
  network.mockResolvedValueOnce(json(standing(1, 2, 3)));
  const handling = new Handling('c');
  await handling.open();

  expect(await handling.close('Done.')).toBe(false);

  expect(sent(1)).toEqual({ text: 'Done.', seen: 2 });
  expect(handling.found?.messages.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect((handling.error as ApiError).message).toBe('Read it first.');
  expect(handling.moved).toBe(false); // its own words are shown, not those of a colleague's step
});

test('where nobody has written, closing says so', async () => {
  network.mockResolvedValueOnce(json(standing()));
  network.mockResolvedValueOnce(json(standing()));
  const handling = new Handling('c');
  await handling.open();

  expect(await handling.close('Done.')).toBe(true);
  expect(sent(1)).toEqual({ text: 'Done.', seen: 0 });
});
