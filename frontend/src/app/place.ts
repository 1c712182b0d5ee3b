import type { DeviceKind, Me } from '../shared/api/types';
import { i18n } from '../shared/i18n/i18n.svelte';
import type { Here } from '../shared/offline/here';
import { MemoryStore } from '../shared/offline/memory-store';
import type { Newsroom } from '../shared/offline/news';
import { Outbox } from '../shared/offline/outbox.svelte';
import { postAs } from '../shared/offline/post';
import type { Store } from '../shared/offline/store';
import type { Device } from './device';

/** Where one person's things lie: kept on their own phone, only in the tab's memory on a shared computer. */
export function placeFor(me: Me, kind: DeviceKind, device: Device | null, news: Newsroom): Here {
  const store: Store = kind === 'own' && device ? device.store : new MemoryStore();
  const post = postAs(() => i18n.language);
  const outbox = new Outbox(store, me.id, post, news);
  news.onNews((what, about) => {
    if (what === 'outbox') void outbox.count();
    // Another tab erased what this device kept, its key included: nothing on this screen is there any more.
    if (what === 'device' && about === me.id) void forgetToo(store, outbox);
  });
  return { account: me.id, kind, store, outbox, news };
}

/** The disk was cleared for all tabs; what lies in this tab's memory only this tab can clear. */
async function forgetToo(store: Store, outbox: Outbox): Promise<void> {
  if (!store.lasts) await store.forget(outbox.account);
  await outbox.count(); // nothing waits any more, so that leaving the page asks nothing
  location.reload();
}
