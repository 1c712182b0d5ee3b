import { api } from '../../../shared/api/client';
import type { Appointment } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';

const EVERY = 30_000;
const WEEK = 7 * 24 * 60 * 60_000;

/** A counsellor's own week, from the beginning of a day on; it hears of every change. */
export class OwnWeek {
  rows = $state.raw<Appointment[] | null>(null);
  since = $state.raw(midnight(new Date()));
  error = $state.raw<unknown>(null);
  busy = $state(false);
  #asked = 0;
  #heard = 0;

  start(): () => void {
    return keepLooking(() => void this.look(), { every: EVERY, topics: ['appointments'] });
  }

  look(): Promise<boolean> {
    const until = new Date(this.since.getTime() + WEEK);
    const span = new URLSearchParams({ since: this.since.toISOString(), until: until.toISOString() });
    const turn = ++this.#asked;
    return this.#attempt(async () => {
      const { results } = await api<{ results: Appointment[] }>(`/appointments?${span}`);
      if (turn < this.#heard) return; // what was asked for later is newer
      this.#heard = turn;
      this.rows = results;
    });
  }

  async turn(weeks: number): Promise<void> {
    this.since = midnight(new Date(this.since.getTime() + weeks * WEEK + WEEK / 14)); // noon: clocks may change
    await this.look();
  }

  async cancel(ref: string): Promise<boolean> {
    const done = await this.#attempt(() => api(`/appointments/${ref}`, { method: 'DELETE' }));
    if (done) await this.look();
    return done;
  }

  async #attempt(work: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.error = null;
    await work().catch((cause: unknown) => (this.error = cause));
    this.busy = false;
    return this.error === null;
  }
}

function midnight(moment: Date): Date {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
}
