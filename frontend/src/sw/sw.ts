import { closest, isLanguage, type Language } from '../shared/i18n/languages';
import { openDatabase, readDevice } from '../shared/offline/database';
import { PhoneStore } from '../shared/offline/phone-store';
import { PERIODIC } from '../shared/reminders/remind';
import { showPush, topicOf } from './push';
import { open, remindFromWorker } from './remind';
import { sendFromWorker } from './send';
import { keepShared } from './share';

declare const self: ServiceWorkerGlobalScope;
declare const __FILES__: string[];
declare const __WORDS__: Record<Language, string[]>;
declare const __VERSION__: string;

const PREFIX = 'aftercall-';
const CACHE = PREFIX + __VERSION__;
const NEVER = ['/api/', '/_allauth/', '/admin', '/ws/', '/static/'];

self.addEventListener('install', (event) => {
  // `reload` asks the server itself, not the browser's own cache of an earlier build.
  const fresh = __FILES__.map(
    (file) => new Request(file, { cache: file.startsWith('/assets/') ? 'default' : 'reload' }),
  );
  const kept = caches.open(CACHE).then((cache) => cache.addAll(fresh));
  event.waitUntil(Promise.all([kept, spoken().then(keepWords)]));
});

/** What this device speaks; before anybody chose, what the browser asks for. */
async function spoken(): Promise<Language> {
  const chosen = (await readDevice(await openDatabase()))?.language;
  return isLanguage(chosen) ? chosen : closest(navigator.languages);
}

/** One language is kept whole; another one is fetched when somebody chooses it. */
async function keepWords(language: Language): Promise<void> {
  const cache = await caches.open(CACHE);
  const missing = await Promise.all(__WORDS__[language].map(async (file) => ((await cache.match(file)) ? [] : [file])));
  await cache.addAll(missing.flat());
}

self.addEventListener('activate', (event) => event.waitUntil(forgetOldVersions()));

/** The version before this one stays: a tab that still shows it may be offline when it wants its next screen. */
async function forgetOldVersions(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  for (const name of ours.slice(0, -1)) await caches.delete(name);
}

// Only when the person said so: an open form must not change under their hands.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting();
  if (isLanguage(event.data)) event.waitUntil(keepWords(event.data).catch(() => undefined)); // no network: the next time
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === 'POST' && url.pathname === '/share') return event.respondWith(keepShared(request));
  if (request.method !== 'GET' || NEVER.some((path) => url.pathname.startsWith(path))) return;
  // The shell comes from the cache at once, also where the network is a tunnel; a newer one is offered, not awaited.
  if (request.mode === 'navigate' && url.pathname === '/') return event.respondWith(cached('/', request));
  if (url.pathname.startsWith('/assets/') || __FILES__.includes(url.pathname))
    event.respondWith(cached(url.pathname, request));
});

async function cached(path: string, request: Request): Promise<Response> {
  const here = await caches.open(CACHE);
  return (await here.match(path)) ?? (await caches.match(path)) ?? fetch(request);
}

interface SyncEvent extends ExtendableEvent {
  tag: string;
}

self.addEventListener('sync' as 'message', (event) => {
  const { tag } = event as unknown as SyncEvent;
  if (tag === 'outbox') (event as unknown as SyncEvent).waitUntil(send());
});

self.addEventListener('periodicsync' as 'message', (event) => {
  const { tag } = event as unknown as SyncEvent;
  if (tag === PERIODIC) (event as unknown as SyncEvent).waitUntil(remindFromWorker(self.registration));
});

self.addEventListener('push', (event) =>
  event.waitUntil(showPush(self.registration, self.clients, topicOf(event.data))),
);

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(self.clients, String(event.notification.data ?? '/#/')));
});

async function send(): Promise<void> {
  const db = await openDatabase();
  const device = await readDevice(db);
  if (!device?.account) return;
  const language = isLanguage(device.language) ? device.language : 'en';
  await sendFromWorker(new PhoneStore(db), device.account, language);
}
