import type { DeviceKind, Me } from '../shared/api/types';
import { i18n } from '../shared/i18n/i18n.svelte';
import { Apart } from '../shared/offline/apart.svelte';
import type { Here } from '../shared/offline/here';
import { MemoryStore } from '../shared/offline/memory-store';
import type { Newsroom } from '../shared/offline/news';
import { Outbox } from '../shared/offline/outbox.svelte';
import { postAs } from '../shared/offline/post';
import type { Store } from '../shared/offline/store';
import type { Device } from './device';
import { load } from './reports';

/** Where one person's things lie: kept on their own phone, only in the tab's memory on a shared computer. */
export function placeFor(me: Me, kind: DeviceKind, device: Device | null, news: Newsroom): Here {
  const store: Store = kind === 'own' && device ? device.store : new MemoryStore();
  const post = postAs(() => i18n.language);
  const outbox = new Outbox(store, me.id, post, news);
  const apart = new Apart(async () => (await load()).keepersOf(here));
  const here: Here = { account: me.id, kind, store, outbox, apart, news };
  news.onNews((what, about) => {
    if (what === 'outbox') void outbox.count();
    // Another tab erased what this device kept, its key included: nothing on this screen is there any more.
    if (what === 'device' && about === me.id) void forgetToo(here);
  });
  return here;
}

/** The disk was cleared for all tabs; what lies in this tab's memory only this tab can clear. */
async function forgetToo({ account, store, outbox, apart }: Here): Promise<void> {
  if (!store.lasts) await store.forget(account);
  await Promise.all([outbox.count(), apart.look()]); // nothing waits any more, so that leaving the page asks nothing
  location.reload();
}
