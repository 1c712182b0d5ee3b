import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MemoryStore } from '../../../shared/offline/memory-store';
import { Desk, photo, said, size } from './desk.testing';
import { Files } from './files.svelte';

const REPORT = { report: 'r1' };

let place: { account: string; store: MemoryStore };
let desk: Desk;
let waiting: boolean;
let files: Files;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }); // what is tried again later is tried by no other test
  vi.stubGlobal('document', { cookie: '', visibilityState: 'visible' });
  place = { account: 'asha', store: new MemoryStore() };
  desk = new Desk();
  waiting = false;
  vi.stubGlobal('fetch', vi.fn(desk.answer));
  files = new Files(place, () => Promise.resolve(waiting));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const lying = (): Promise<number> => place.store.read(['files'], (tx) => tx.count('files', 'asha'));

test('removed without a line it stays, as being removed, until the server let go of it', async () => {
  await files.chosen.add([photo()], REPORT);
  desk.instead = [undefined!, undefined!, undefined!, 'lost'];
  await files.send();
  expect(files.rows).toHaveLength(1);

  const reloaded = new Files(place, () => Promise.resolve(false));
  await reloaded.look();
  desk.instead = ['lost'];
  await reloaded.remove(reloaded.rows[0]!);
  expect(reloaded.of(REPORT)).toMatchObject([{ removed: true }]);
  expect(await lying()).toBe(0);

  const again = new Files(place, () => Promise.resolve(false));
  await again.look();
  desk.instead = [new Response(null, { status: 204 })];
  await again.send();
  expect(desk.asked.slice(-2)).toEqual(['DELETE f', 'DELETE f']);
  expect(again.rows).toEqual([]);
});

test('one that arrived long ago is taken back in the same way', async () => {
  const there = { id: 'f9', to: REPORT, name: 'photo.jpg', size, sha256: '' };
  desk.instead = ['lost', new Response(null, { status: 204 })];
  await files.remove(there);
  expect(files.of(REPORT)).toMatchObject([{ name: 'photo.jpg', removed: true }]);

  await files.send();
  expect(files.rows).toEqual([]);
  expect(files.gone).toEqual({ f9: true });
});

test('where the server will not let go of it, it is said and put away by hand', async () => {
  await files.chosen.add([photo()], REPORT);
  desk.instead = [undefined!, 'lost', said(409, { code: 'case_is_over', message: 'This is closed.' })];
  await files.send();
  await files.remove(files.rows[0]!);
  expect(files.rows).toMatchObject([{ removed: true, refused: 'This is closed.' }]);

  desk.asked = [];
  await files.remove(files.rows[0]!);
  expect([files.rows, desk.asked]).toEqual([[], []]);
});

test('removed while its last part goes out it is taken back after it', async () => {
  await files.chosen.add([photo()], REPORT);
  const [row] = files.rows;
  const { answer } = desk;
  let removing: Promise<void> | undefined;
  vi.stubGlobal(
    'fetch',
    vi.fn<typeof fetch>(async (path, init) => {
      if (String(path).endsWith('/parts/2')) removing = files.remove(row!);
      if (init?.method === 'DELETE') return (desk.asked.push('DELETE f'), new Response(null, { status: 204 }));
      return answer(path, init);
    }),
  );
  await files.send();
  await removing;

  expect(desk.asked.at(-1)).toBe('DELETE f');
  expect([files.rows, await lying()]).toEqual([[], 0]);
});

test('what the server cannot have is gone at once', async () => {
  waiting = true;
  await files.chosen.add([photo()], REPORT);
  await files.remove(files.rows[0]!);

  expect([files.rows, desk.asked, await lying()]).toEqual([[], [], 0]);
});

test('removed while it is sent it is taken back there too', async () => {
  await files.chosen.add([photo()], REPORT);
  desk.instead = [undefined!, undefined!, 'lost'];
  await files.send();

  desk.instead = [new Response(null, { status: 204 })];
  await files.remove(files.rows[0]!);
  expect(desk.asked.at(-1)).toBe('DELETE f');
  expect([files.rows, await lying()]).toEqual([[], 0]);
});
