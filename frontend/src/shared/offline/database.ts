import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { DeviceKind } from '../api/types';
import { SHELVES, type Item } from './store';

/** What this browser knows before anybody signed in; never anything of a shared computer's visitor. */
export interface DeviceRecord {
  id: string;
  kind: DeviceKind;
  account: string | null;
  language: string | null;
  shortcuts: boolean;
}

type Lying = { key: [string, string]; value: Item; indexes: { order: [string, number] } };

interface Schema extends DBSchema {
  letters: Lying;
  refused: Lying;
  setaside: Lying;
  history: Lying;
  resets: Lying;
  notes: Lying;
  drafts: Lying;
  mine: Lying;
  profile: Lying;
  files: Lying;
  keys: { key: string; value: CryptoKey };
  device: { key: 'this'; value: DeviceRecord };
}

export type Database = IDBPDatabase<Schema>;

export function openDatabase(outdated: () => void = () => undefined): Promise<Database> {
  return openDB<Schema>('aftercall', 3, {
    upgrade(db, from) {
      for (const shelf of SHELVES) {
        if (db.objectStoreNames.contains(shelf)) continue; // since an earlier version
        const store = db.createObjectStore(shelf, { keyPath: ['account', 'name'] });
        store.createIndex('order', ['account', 'order']);
      }
      if (from) return;
      db.createObjectStore('keys');
      db.createObjectStore('device');
    },
    // A newer version of the app wants to change the shelves: step aside, or it would wait for ever.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      outdated();
    },
  });
}

export function readDevice(db: Database): Promise<DeviceRecord | undefined> {
  return db.get('device', 'this');
}

export async function writeDevice(db: Database, record: DeviceRecord): Promise<void> {
  await db.put('device', record, 'this');
}
