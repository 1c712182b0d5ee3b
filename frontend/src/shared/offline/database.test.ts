import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { openDatabase } from './database';
import { SHELVES } from './store';

test('a phone that has the shelves of the first version gets the others and keeps what lies there', async () => {
  const first = await openDB('aftercall', 1, {
    upgrade(db) {
      for (const shelf of ['letters', 'refused', 'setaside', 'history', 'notes', 'drafts', 'profile']) {
        db.createObjectStore(shelf, { keyPath: ['account', 'name'] }).createIndex('order', ['account', 'order']);
      }
      for (const name of ['keys', 'device']) db.createObjectStore(name);
    },
  });
  const entry = { account: 'asha', name: 'a', order: 1, body: 'sealed' };
  await first.put('history', entry);
  first.close();

  const db = await openDatabase();

  expect([...db.objectStoreNames].sort()).toEqual([...SHELVES, 'device', 'keys'].sort());
  expect(await db.get('history', ['asha', 'a'])).toEqual(entry);
});
