import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { openDatabase } from '../../shared/offline/database';
import { flush } from '../../shared/offline/flush';
import { PhoneStore } from '../../shared/offline/phone-store';
import { postAs } from '../../shared/offline/post';
import { contentOf, type Entry } from './answers';
import { keep } from './diary';
import { adoptNextNote, allNotes, keepNote, noteOf } from './notes';
import { sync } from './sync';

const SECRET = 'nobody but me';
const entry: Entry = {
  id: '0198aaaa-0000-7000-8000-000000000001',
  revision: 1,
  answered_at: '2026-03-02T09:00:00.000+01:00',
  mood: 2,
  energy: 3,
  feelings: ['hurt'],
  body: ['heat'],
  sources: ['customer'],
};

test('the note is in no request, whatever is sent and fetched', async () => {
  const store = new PhoneStore(await openDatabase());
  const here = { account: 'asha', store };
  const requests: string[] = [];
  vi.stubGlobal('fetch', async (path: string, { body, headers }: RequestInit) => {
    requests.push(path, String(body ?? ''), JSON.stringify([...new Headers(headers)]));
    return Response.json({ results: [], cursor: 'c', more: false });
  });

  await keepNote(here, entry.id, SECRET);
  await keep(here, entry, entry.answered_at);
  await flush(
    store,
    'asha',
    postAs(() => 'en'),
  );
  await sync(here, new Date());

  expect(requests.join()).toContain('"mood":2');
  expect(requests.join()).not.toContain(SECRET);
  expect(await noteOf(here, entry.id)).toBe(SECRET);
});

test('what is sent names its fields one by one: nothing else can slip in', () => {
  const content = contentOf({ ...entry, note: SECRET } as Entry, entry.answered_at);

  expect(Object.keys(content).sort()).toEqual([
    'answered_at',
    'body',
    'energy',
    'feelings',
    'mood',
    'revised_at',
    'revision',
    'sources',
  ]);
});

test('a text shared into the app becomes the note of the next check-in, once', async () => {
  const store = new PhoneStore(await openDatabase());
  const here = { account: 'ben', store };
  const body = await store.seal('ben', 'drafts/next-note', SECRET);
  await store.change(['drafts'], (tx) => tx.put('drafts', { account: 'ben', name: 'next-note', order: 0, body }));

  await adoptNextNote(here, 'one');
  await adoptNextNote(here, 'two');

  expect([...(await allNotes(here))]).toEqual([['one', SECRET]]);
});
