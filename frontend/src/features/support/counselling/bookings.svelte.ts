import { api } from '../../../shared/api/client';
import { Unreachable, isTrouble } from '../../../shared/api/errors';
import { Newest } from '../../../shared/api/newest';
import type { Booking, BookingMoves, MailWish, Reminding, TimeWait } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';

const EVERY = 30_000;

/** One's own appointments, as they stand now: on every hint, when somebody looks, and every half minute. */
export class Bookings {
  rows = $state.raw<Booking[] | null>(null);
  mail = $state.raw<MailWish | null>(null);
  line = $state.raw<TimeWait | null>(null);
  moves = $state.raw<BookingMoves['results'] | null>(null);
  error = $state.raw<unknown>(null);
  unreachable = $state(false);
  busy = $state(false);
  #newest = new Newest();

  get ahead(): Booking[] {
    return (this.rows ?? []).filter(({ state }) => state === 'booked');
  }

  /** What somebody else cancelled, until it is put away. */
  get gone(): Booking[] {
    return (this.rows ?? []).filter(({ state, news }) => state === 'cancelled' && news);
  }

  start(): () => void {
    return keepLooking(() => void this.look(), { every: EVERY, topics: ['appointments'] });
  }

  look(): Promise<boolean> {
    return this.#attempt(() => this.#read());
  }

  async lookForMoves(id: string): Promise<void> {
    this.moves = null;
    await this.#attempt(async () => {
      this.moves = (await api<BookingMoves>(`/bookings/${id}/time`)).results;
    });
  }

  async move(id: string, starts_at: string): Promise<boolean> {
    const done = await this.#do(() => api(`/bookings/${id}/time`, { method: 'PUT', body: { starts_at } }));
    if (!done) await this.#keeping(() => this.lookForMoves(id));
    return done;
  }

  cancel(id: string): Promise<boolean> {
    return this.#do(() => api(`/bookings/${id}`, { method: 'DELETE' }));
  }

  wish(id: string, reminders: Reminding[], by_mail: boolean): Promise<boolean> {
    return this.#do(() => api(`/bookings/${id}/wishes`, { method: 'PUT', body: { reminders, by_mail } }));
  }

  wait(id: string, on: boolean): Promise<boolean> {
    return this.#do(() => api(`/bookings/${id}/wait`, { method: on ? 'PUT' : 'DELETE' }));
  }

  answer(id: string, take: boolean): Promise<boolean> {
    return this.#do(() => api(`/bookings/${id}/offer`, { method: take ? 'PUT' : 'DELETE' }));
  }

  putAway(id: string): Promise<boolean> {
    return this.#do(() => api(`/bookings/${id}/news`, { method: 'DELETE' }));
  }

  stopWaiting(): Promise<boolean> {
    return this.#do(() => api('/time-waits/mine', { method: 'DELETE' }));
  }

  letGo(): Promise<boolean> {
    return this.#do(() => api('/time-waits/mine/offer', { method: 'DELETE' }));
  }

  async turnMail(wanted: boolean): Promise<void> {
    await this.#attempt(async () => {
      this.mail = await api<MailWish>('/mail-wishes/mine', { method: 'PUT', body: { wanted } });
    });
  }

  async #do(work: () => Promise<unknown>): Promise<boolean> {
    const done = await this.#attempt(work);
    await this.#keeping(() => this.look());
    return done;
  }

  /** Why not, beside how it stands now. */
  async #keeping(work: () => Promise<unknown>): Promise<void> {
    const said = this.error;
    await work();
    this.error ??= said;
  }

  #read(): Promise<void> {
    return this.#newest.show(
      () =>
        Promise.all([
          api<{ results: Booking[] }>('/bookings'),
          api<MailWish>('/mail-wishes/mine'),
          api<TimeWait>('/time-waits/mine'),
        ]),
      ([bookings, mail, line]) => {
        this.rows = bookings.results;
        this.mail = mail;
        this.line = line;
      },
    );
  }

  async #attempt(work: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.error = null;
    try {
      await work();
      this.unreachable = false;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.unreachable = cause instanceof Unreachable;
      this.error = this.unreachable ? null : cause;
    }
    this.busy = false;
    return this.error === null && !this.unreachable;
  }
}
