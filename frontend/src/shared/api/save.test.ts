import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError, Unreachable } from './errors';
import { save } from './save';

interface Link {
  href: string;
  download: string;
  click(): void;
}

let saved: { href: string; download: string }[];
let network: ReturnType<typeof vi.fn<typeof fetch>>;
beforeEach(() => {
  vi.useFakeTimers();
  saved = [];
  network = vi.fn<typeof fetch>();
  vi.stubGlobal('fetch', network);
  const link: Link = {
    href: '',
    download: '',
    click() {
      saved.push({ href: this.href, download: this.download });
    },
  };
  vi.stubGlobal('document', { createElement: () => link });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what comes is saved under its name, and leaves the memory of the page', async () => {
  const revoke = vi.spyOn(URL, 'revokeObjectURL');
  network.mockResolvedValue(new Response('a,b'));
  await save('/cases/export', 'aftercall-cases.csv');

  expect(network.mock.calls[0]![0]).toBe('/api/v1/cases/export');
  expect(saved).toMatchObject([{ download: 'aftercall-cases.csv' }]);
  vi.advanceTimersByTime(60_000);
  expect(revoke).toHaveBeenCalledExactlyOnceWith(saved[0]!.href);
});

test('a refusal is said in the words of the server, and saves nothing', async () => {
  const body = JSON.stringify({ code: 'case_held_elsewhere', message: 'A colleague has it.' });
  network.mockResolvedValue(new Response(body, { status: 409, headers: { 'Content-Type': 'application/json' } }));

  const refusal = await save('/cases/c1/pack', 'notes.zip').catch((cause: unknown) => cause);
  expect(refusal).toBeInstanceOf(ApiError);
  expect(refusal).toMatchObject({ status: 409, message: 'A colleague has it.' });
  expect(saved).toEqual([]);
});

test('without a line it is said that nobody answered', async () => {
  network.mockRejectedValue(new TypeError('no line'));

  await expect(save('/cases/c1/pack', 'notes.zip')).rejects.toBeInstanceOf(Unreachable);
  expect(saved).toEqual([]);
});
