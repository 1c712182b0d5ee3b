import { api } from '../shared/api/client';
import { ApiError, isTrouble } from '../shared/api/errors';
import type { DeviceKind, Me, SignInOptions } from '../shared/api/types';
import type { Language } from '../shared/i18n/languages';
import type { Here } from '../shared/offline/here';
import { Newsroom } from '../shared/offline/news';
import { uuidv7 } from '../shared/offline/uuidv7';
import { openDevice, type Device } from './device';
import { placeFor } from './place';
import { finishLeaving, stay } from './quick-exit';
import { speak, speakClosest } from './speak';
import { strands } from './stranded';

type Phase = 'starting' | 'signed_out' | 'choose_device' | 'unreachable' | 'unsent' | 'ready';

/** Who is here, on what kind of device, and whether the server still agrees. */
export class Session {
  phase = $state<Phase>('starting');
  me = $state.raw<Me | null>(null);
  here = $state.raw<Here | null>(null);
  options = $state.raw<SignInOptions | null>(null);
  /** The server no longer knows this session; on one's own phone things still wait here. */
  expired = $state(false);
  shortcuts = $state(true);
  speaks = $state(false); // the words are here, and whoever this phone remembers; the server was not asked yet
  #device: Device | null = null;
  #news = new Newsroom();

  /** What this phone remembers comes first, so that the app opens with no network at all. */
  async start(): Promise<void> {
    this.#device = await openDevice();
    const record = this.#device?.record;
    this.shortcuts = record?.shortcuts ?? true;
    const profile = record?.account ? this.#device?.profile(record.account) : null;
    const [remembered] = await Promise.all([profile, speakClosest(record?.language)]);
    if (remembered) await this.#enter(remembered, 'own');
    this.speaks = true;
    void (remembered ? this.confirm() : this.meet());
  }

  confirm(): Promise<void> {
    return this.#heard(async () => {
      const me = await api<Me>('/people/me');
      this.expired = false;
      if (!me.device) {
        this.me = me;
        this.phase = 'choose_device';
      } else await this.#enter(me, me.device.kind);
    });
  }

  /** Nobody is remembered here: ask what anyone may know before asking for somebody, which a stranger is refused. */
  meet(): Promise<void> {
    return this.#heard(async () => {
      this.options = await api<SignInOptions>('/sign-in-options');
      if (this.options.signed_in) await this.confirm();
      else this.#unknown();
    });
  }

  async #heard(work: () => Promise<void>): Promise<void> {
    try {
      await finishLeaving();
      await work();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        stay(); // nobody is signed in: whoever is next is not whoever left
        this.#unknown();
      } else if (!isTrouble(error)) throw error;
      else if (this.phase === 'starting') this.phase = 'unreachable';
    }
  }

  async chooseDevice(kind: DeviceKind): Promise<void> {
    stay();
    const me = await api<Me>('/people/me');
    const id = kind === 'own' ? (this.#device?.record?.id ?? uuidv7()) : uuidv7();
    await api(`/devices/${id}`, { method: 'PUT', body: { kind } });
    if (kind === 'own' && this.#device) {
      await this.#device.remember({ id, account: me.id });
      void navigator.storage?.persist?.().catch(() => false);
    }
    await this.confirm();
  }

  async speak(language: Language): Promise<void> {
    if (!(await speak(language))) return;
    if (this.#mayRemember()) await this.#device!.remember({ language });
    if (!this.me || this.expired) return;
    await api('/people/me', { method: 'PATCH', body: { language } }).catch(() => undefined); // the next choice tells it
  }

  async useShortcuts(on: boolean): Promise<void> {
    this.shortcuts = on;
    if (this.#mayRemember()) await this.#device!.remember({ shortcuts: on });
  }

  /** The session has ended on the server; `keep` says whether what is unsent stays sealed on this phone. */
  async left(keep: 'unsent' | 'nothing'): Promise<void> {
    const account = this.here?.account;
    this.here?.outbox.stop();
    if (account && this.#device) {
      await this.#device.leave(account, keep);
      await this.#device.remember({ account: null });
    }
    this.here = this.me = null;
    this.#unknown();
  }

  /** What this tab held was given up or forgotten, down to the key; the person who is signed in goes on with nothing. */
  async beginAnew(): Promise<void> {
    this.here?.outbox.stop();
    this.here = null;
    await this.#enter(this.me!, this.me!.device!.kind);
  }

  /** The new session has ended again; what waits in this tab waits for its owner. */
  stepBack(): void {
    this.me = null;
    this.phase = 'signed_out';
  }

  async #enter(me: Me, kind: DeviceKind): Promise<void> {
    this.me = me;
    const stays = this.here?.account === me.id && this.here.kind === kind;
    if (this.here && !stays && (await strands(this.here, me.id))) return void (this.phase = 'unsent');
    if (kind === 'own' && this.#device) {
      await this.#device.keepProfile(me);
      if (this.#device.record?.account !== me.id) await this.#device.remember({ account: me.id });
    }
    this.phase = 'ready';
    if (stays) return void this.here!.outbox.flush();
    this.here?.outbox.stop();
    void (this.here = placeFor(me, kind, this.#device, this.#news)).outbox.start();
  }

  #unknown(): void {
    if (this.here?.store.lasts) this.expired = true;
    else this.phase = 'signed_out';
  }

  #mayRemember(): boolean {
    return this.#device !== null && this.here?.store.lasts === true;
  }
}

export const session = new Session();
