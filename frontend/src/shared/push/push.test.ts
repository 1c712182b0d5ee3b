import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MemoryStore } from '../offline/memory-store';
import { beTold, beToldNoMore, canBeTold, renew } from './push';
import { placeOf, readTold } from './told';

const NOW = new Date('2026-03-02T10:00:00Z');
const KEY = 'BAEC'; // four letters, as our server writes its key

/** A browser's own push manager: it gives out one address for one key. */
class Manager {
  given: { key: string; endpoint: string } | null = null;
  count = 0;

  async getSubscription(): Promise<unknown> {
    return this.given && this.#show();
  }

  async subscribe({ applicationServerKey: key }: { applicationServerKey: string }): Promise<unknown> {
    this.given = { key, endpoint: `https://push.example.com/${(this.count += 1)}` };
    return this.#show();
  }

  #show() {
    const { key, endpoint } = this.given!;
    return {
      options: { applicationServerKey: Uint8Array.from(atob(key), (sign) => sign.charCodeAt(0)).buffer },
      toJSON: () => ({ endpoint, keys: { p256dh: 'p', auth: 'a' } }),
      unsubscribe: async () => ((this.given = null), true),
    };
  }
}

let place: { account: string; store: MemoryStore };
let manager: Manager;
let sent: string[];
let server: { key: string; device: string; on: boolean };

beforeEach(() => {
  place = { account: 'asha', store: new MemoryStore() };
  manager = new Manager();
  sent = [];
  server = { key: KEY, device: 'phone', on: false };
  vi.stubGlobal('PushManager', Manager);
  vi.stubGlobal('Notification', { permission: 'granted' });
  vi.stubGlobal('navigator', { serviceWorker: { ready: Promise.resolve({ pushManager: manager }) } });
  vi.stubGlobal('document', { cookie: 'csrftoken=t' });
  vi.stubGlobal('fetch', async (path: string, { method, body }: RequestInit) => {
    sent.push(`${method} ${path} ${body ?? ''}`.trim());
    if (method === 'DELETE') return new Response(null, { status: 204 });
    if (method === 'PUT') server.on = true;
    return Response.json(server);
  });
});
afterEach(() => vi.unstubAllGlobals());

test('the address goes to our server with the two keys, and the words stay here', async () => {
  await beTold(place, 'Something is waiting', NOW);

  expect(sent).toEqual([
    'GET /api/v1/push-subscriptions/mine',
    'PUT /api/v1/push-subscriptions/phone {"endpoint":"https://push.example.com/1","p256dh":"p","auth":"a"}',
  ]);
  expect(await readTold(place)).toEqual({ notice: 'Something is waiting' });
});

test('an address that is there already is given again, and none is made anew', async () => {
  await beTold(place, 'one', NOW);
  await beTold(place, 'two', NOW);

  expect(manager.count).toBe(1);
  expect(await readTold(place)).toEqual({ notice: 'two' });
});

test('an address made for another key of the server is given up', async () => {
  await beTold(place, 'one', NOW);
  server.key = 'BAED';
  await beTold(place, 'one', NOW);

  expect(manager.count).toBe(2);
  expect(sent.at(-1)).toContain('https://push.example.com/2');
});

test('nothing is said to be told before our server has it', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ code: 'invalid' }, { status: 400 }));

  await expect(beTold(place, 'one', NOW)).rejects.toMatchObject({ status: 400 });
  expect(await readTold(place)).toBeUndefined();
});

test('taking it back forgets it on the server, here and in the browser', async () => {
  await beTold(place, 'one', NOW);
  await beToldNoMore(place);

  expect(sent.at(-1)).toBe('DELETE /api/v1/push-subscriptions/phone');
  expect(await readTold(place)).toBeUndefined();
  expect(manager.given).toBeNull();
});

test('what the server has forgotten by itself needs no second word', async () => {
  await beTold(place, 'one', NOW);
  server.on = false;
  await beToldNoMore(place);

  expect(sent.filter((one) => one.startsWith('DELETE'))).toEqual([]);
  expect(await readTold(place)).toBeUndefined();
});

test('when the app opens, who wants to be told says so again, and nobody else is asked anything', async () => {
  await renew(place, 'one', NOW);
  expect(sent).toEqual([]);

  await beTold(place, 'one', NOW);
  sent = [];
  await renew(place, 'in another language', NOW);
  expect(sent).toHaveLength(2);
  expect(await readTold(place)).toEqual({ notice: 'in another language' });

  vi.stubGlobal('Notification', { permission: 'denied' });
  sent = [];
  await renew(place, 'one', NOW);
  expect(sent).toEqual([]);
});

test('no network as the app opens is no trouble', async () => {
  await beTold(place, 'one', NOW);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));

  await renew(place, 'two', NOW);
  expect(await readTold(place)).toEqual({ notice: 'one' });
});

test('a browser without a push manager cannot be told', () => {
  expect(canBeTold()).toBe(true);
  vi.stubGlobal('PushManager', undefined);
  delete (globalThis as { PushManager?: unknown }).PushManager;
  expect(canBeTold()).toBe(false);
});

test('a topic opens where it is seen, and an unknown one opens home', () => {
  expect(placeOf('break-passes')).toBe('/#/pass');
  expect(placeOf('something newer')).toBe('/#/');
});
