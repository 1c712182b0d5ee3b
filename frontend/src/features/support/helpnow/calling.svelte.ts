import { localIso } from '../../../shared/api/clock';
import { api } from '../../../shared/api/client';
import { ApiError, Unreachable, isGone, isTrouble } from '../../../shared/api/errors';
import type { HelpCall, MyHelp } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';
import { keepMine, readMine, type Place } from '../../../shared/offline/mine';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import { rarelyUnless } from './rarely';
import { AGAIN_AFTER, stillTries } from './press';

const PATIENCE = 4000;
const LOOK = 5000;
const KEPT = 'help-phone';
const OVER = new Set<HelpCall['state']>(['done', 'withdrawn', 'left_open']);

/** One's own call for help: pressed, heard by the server, and how far it has come. */
export class Calling {
  call = $state.raw<HelpCall | null>(null);
  /** Pressed, and not yet heard by the server. */
  pending = $state.raw<{ id: string; at: Date } | null>(null);
  unreachable = $state(false);
  /** Half a minute passed: nobody was told, and nobody will be. */
  lost = $state(false);
  error = $state.raw<unknown>(null);
  /** The server heard it and said no: nobody was told. */
  refused = $state(false);
  /** The floor's own number, also without a connection. */
  phone = $state('');
  #watching = 0;
  #stop: () => void = () => undefined;

  constructor(private readonly place: Place) {}

  get isOpen(): boolean {
    return this.call !== null && !this.call.ended_at;
  }

  /** While something of it is on the screen; several parts may watch at once. */
  watch(): () => void {
    if (this.#watching++ === 0) this.#start();
    return () => void (--this.#watching === 0 && this.#stop());
  }

  #start(): void {
    void readMine<string>(this.place, KEPT).then((phone) => (this.phone ||= phone ?? ''));
    // A socket that fell silent must not leave somebody waiting before an old screen.
    const isDue = rarelyUnless(() => this.isOpen);
    this.#stop = keepLooking(() => void this.look(), { every: LOOK, topics: ['help-call'], isDue });
  }

  /** How it stands; without a connection what was known stays. */
  look(): Promise<void> {
    return this.#attempt(async () => {
      const { open, phone } = await api<MyHelp>('/help-calls/mine');
      await this.#keep(phone);
      const id = open ?? (this.call && !OVER.has(this.call.state) ? this.call.id : null);
      if (id && !this.pending) this.call = await api<HelpCall>(`/help-calls/${id}`);
    });
  }

  press(): void {
    this.#forget();
    this.pending = { id: uuidv7(), at: new Date() };
    void this.#send(this.pending);
  }

  async drill(unit: number): Promise<boolean> {
    this.#forget();
    const path = `/help-drills/${uuidv7()}`;
    await this.#attempt(async () => (this.call = await api<HelpCall>(path, { method: 'PUT', body: { unit } })));
    return this.call !== null;
  }

  /** It is over, was not meant, or is no longer tried. */
  async withdraw(): Promise<void> {
    const { call } = this;
    const pressed = this.pending;
    this.pending = null;
    const id = pressed?.id ?? call?.id;
    if (!id) return;
    await this.#attempt(async () => {
      await api(`/help-calls/${id}`, { method: 'DELETE' }).catch(gone);
      this.call = call && (await api<HelpCall>(`/help-calls/${id}`));
    });
  }

  #forget(): void {
    this.call = null;
    this.error = null;
    this.lost = this.refused = this.unreachable = false;
  }

  async #send(pressed: { id: string; at: Date }): Promise<void> {
    while (this.pending === pressed && stillTries(pressed.at, new Date())) {
      await this.#attempt(() => this.#put(pressed));
      if (this.pending === pressed) await new Promise((go) => setTimeout(go, AGAIN_AFTER));
    }
    if (this.pending !== pressed) return;
    this.pending = null;
    this.lost = true;
  }

  async #put(pressed: { id: string; at: Date }): Promise<void> {
    const asked = { method: 'PUT', body: { pressed_at: localIso(pressed.at) }, signal: AbortSignal.timeout(PATIENCE) };
    const answer = await api<HelpCall>(`/help-calls/${pressed.id}`, asked).catch((cause: unknown) => {
      if (!(cause instanceof ApiError) || cause.status >= 500) throw cause;
      if (cause.code !== 'help_call_open') this.error = cause;
      return null;
    });
    if (this.pending !== pressed) {
      if (answer) await api(`/help-calls/${pressed.id}`, { method: 'DELETE' }); // taken back while it was on its way
      return;
    }
    this.pending = null;
    this.call = answer;
    this.refused = !answer && this.error !== null;
    if (!answer && !this.error) await this.look();
  }

  async #keep(phone: string): Promise<void> {
    if (phone === this.phone) return;
    this.phone = phone;
    await keepMine(this.place, KEPT, phone, new Date());
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.unreachable = false;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.unreachable = cause instanceof Unreachable || cause.status >= 500;
      if (!this.unreachable) this.error = cause;
    }
  }
}

function gone(cause: unknown): void {
  if (!isGone(cause)) throw cause;
}

const known = new WeakMap<Place, Calling>();

/** One for each account that is here: the sheet, the line and the screen speak of the same call. */
export function callingOf(here: Place): Calling {
  const calling = known.get(here) ?? new Calling(here);
  known.set(here, calling);
  return calling;
}
