import type { Me } from '../shared/api/types';
import { i18n } from '../shared/i18n/i18n.svelte';
import { openDatabase, readDevice, writeDevice, type Database, type DeviceRecord } from '../shared/offline/database';
import { LETTER_SHELVES } from '../shared/offline/letters';
import { PhoneStore } from '../shared/offline/phone-store';
import type { Shelf, Tx } from '../shared/offline/store';
import { uuidv7 } from '../shared/offline/uuidv7';

/** What this browser remembers, if it may and can: some private windows have no database. */
export async function openDevice(): Promise<Device | null> {
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return null;
  try {
    const db = await openDatabase(() => location.reload());
    return new Device(db, await readDevice(db));
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

export class Device {
  readonly store: PhoneStore;

  constructor(
    private readonly db: Database,
    public record: DeviceRecord | undefined,
  ) {
    this.store = new PhoneStore(db);
  }

  async remember(change: Partial<DeviceRecord>): Promise<void> {
    const fresh = { id: uuidv7(), kind: 'own' as const, account: null, shortcuts: true };
    const record = { ...fresh, ...this.record, language: i18n.language, ...change };
    await writeDevice(this.db, record);
    this.record = record;
  }

  async profile(account: string): Promise<Me | null> {
    const item = await this.store.read(['profile'], (tx) => tx.get('profile', account, 'me'));
    // A key that is gone must not keep the app from opening; the server tells who is here.
    return item ? this.store.open<Me>(account, 'profile/me', item.body).catch(() => null) : null;
  }

  async keepProfile(me: Me): Promise<void> {
    const body = await this.store.seal(me.id, 'profile/me', me);
    await this.store.change(['profile'], (tx) => tx.put('profile', { account: me.id, name: 'me', order: 0, body }));
  }

  /** Signing out: what the server has goes; notes and `mine`, which exist only here, stay sealed until the next sign-in. */
  async leave(account: string, keep: 'unsent' | 'nothing'): Promise<void> {
    await this.store.change([...LETTER_SHELVES, 'history', 'resets', 'profile'], async (tx) => {
      for (const shelf of keep === 'nothing' ? LETTER_SHELVES : []) await clear(tx, shelf, account);
      const waiting = new Set((await tx.all('letters', account)).map(({ name }) => name));
      await clear(tx, 'history', account, (name) => !waiting.has(`/checkins/${name}`));
      await clear(tx, 'resets', account, (name) => !waiting.has(`/resets/${name}`));
      await clear(tx, 'profile', account);
    });
  }
}

async function clear(tx: Tx, shelf: Shelf, account: string, goes = (_name: string) => true): Promise<void> {
  for (const { name } of await tx.all(shelf, account)) if (goes(name)) await tx.delete(shelf, account, name);
}
