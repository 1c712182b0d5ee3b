import { i18n, t, type Key } from '../i18n/i18n.svelte';
import type { Here } from '../offline/here';
import { askPermission, permission } from '../reminders/permission';
import { beTold, beToldNoMore, canBeTold, mayFail } from './push';
import { readTold } from './told';

/** Whether this device is told while the app is closed; or why it cannot be. */
export class PushSetting {
  on = $state(false);
  why = $state<Key | null>(null);
  busy = $state(false);
  /** They pressed, and are owed an answer. */
  asked = $state(false);
  loaded = $state(false);

  constructor(private readonly here: Here) {}

  async load(): Promise<void> {
    if (!this.here.store.lasts) return; // a shared computer never is
    const [told] = await Promise.all([readTold(this.here), i18n.also('push')]);
    this.on = told !== undefined && permission() === 'granted';
    this.why = whyNot();
    this.loaded = true;
  }

  async turn(on: boolean): Promise<void> {
    this.busy = this.asked = true;
    this.why = null;
    await (on ? this.#begin() : beToldNoMore(this.here)).then(
      () => (this.on = on && this.why === null),
      (cause: unknown) => {
        this.why = 'push.failed';
        if (!mayFail(cause)) throw cause;
      },
    );
    this.busy = false;
  }

  async #begin(): Promise<void> {
    await askPermission();
    this.why = whyNot();
    if (!this.why) await beTold(this.here, t('push.notice'), new Date());
  }
}

function whyNot(): Key | null {
  if (!canBeTold()) return 'push.missing';
  return permission() === 'denied' ? 'push.denied' : null;
}
