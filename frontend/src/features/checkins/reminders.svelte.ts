import { t } from '../../shared/i18n/i18n.svelte';
import type { Here } from '../../shared/offline/here';
import type { Reminders } from '../../shared/reminders/due';
import { askPermission, permission, type Permission } from '../../shared/reminders/permission';
import { onCallSince, setOnCall, want, wantedBy } from '../../shared/reminders/remind';
import { askedBefore, offerAgain } from './offers';
import { letItWake, SUGGESTED } from './reminders';
import { remindersChanged } from './reminding';

/** What one person set on this device; every change is kept at once. */
export class ReminderSettings {
  wanted = $state.raw<Reminders>({ ...SUGGESTED, notice: '' });
  onCall = $state(false);
  offers = $state(true);
  permission = $state<Permission>(permission());
  /** The browser may also wake the app when it is closed. */
  wakes = $state(false);
  loaded = $state(false);
  #writes: Promise<unknown> = Promise.resolve();

  constructor(private readonly here: Here) {}

  async load(): Promise<void> {
    const [wanted, onCall, asked] = await Promise.all([
      wantedBy(this.here),
      onCallSince(this.here, new Date()),
      askedBefore(this.here),
    ]);
    if (wanted) this.wanted = wanted;
    this.onCall = onCall !== null;
    this.offers = !asked.never;
    this.loaded = true;
    if (this.wanted.on) this.wakes = await letItWake(true);
  }

  async turn(on: boolean): Promise<void> {
    if (on) this.permission = await askPermission();
    if (on && this.permission !== 'granted') return;
    await this.change({ on });
    this.wakes = await letItWake(on);
  }

  change(change: Partial<Reminders>): Promise<void> {
    // As said in the language of now: whoever changes the language and then a time hears the new one.
    const wanted = { ...this.wanted, ...change, notice: t('remind.notice') };
    this.wanted = wanted;
    return this.#write(() => want(this.here, wanted, new Date()));
  }

  call(on: boolean): Promise<void> {
    this.onCall = on;
    return this.#write(() => setOnCall(this.here, on, new Date()));
  }

  offer(on: boolean): Promise<void> {
    this.offers = on;
    return this.#write(() => offerAgain(this.here, on, new Date()));
  }

  /** One after the other, so that what was set last is what is kept. */
  #write(work: () => Promise<void>): Promise<void> {
    const done = this.#writes.then(work);
    this.#writes = done.catch(() => undefined);
    return done.then(() => void remindersChanged());
  }
}
