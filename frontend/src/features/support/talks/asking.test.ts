import { afterEach, expect, test, vi } from 'vitest';

// The router looks at the page as soon as it is there.
vi.hoisted(() => Object.assign(globalThis, { location: { hash: '' }, addEventListener: () => undefined }));
const { Asking } = await import('./asking.svelte');

const problem = { code: 'too_many', message: 'Not now.' };

function serverThatSays(status: number): void {
  vi.stubGlobal('document', { cookie: '' });
  vi.stubGlobal('fetch', async (path: string) => {
    if (path.includes('/talk-requests/')) return Response.json(problem, { status });
    return Response.json({ requests: [], talks: [], results: [] });
  });
}

afterEach(() => vi.unstubAllGlobals());

test('a wish for later that was not stored is not taken for one, so that its time stays chosen', async () => {
  const asking = new Asking('en');

  serverThatSays(429);
  expect(await asking.ask('peer', { at: '2030-01-02T15:00' })).toBe(false);
  expect(asking.asked).toBe(0);

  serverThatSays(200);
  expect(await asking.ask('peer', { at: '2030-01-02T15:00' })).toBe(true);
  expect(asking.asked).toBe(1);
});
