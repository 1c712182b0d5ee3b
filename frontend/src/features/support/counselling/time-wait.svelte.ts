import { api } from '../../../shared/api/client';
import type { TimeWait } from '../../../shared/api/types';

/** Asking to be told when a time comes free. */
export class Asking {
  mine = $state.raw<TimeWait | null>(null);
  error = $state.raw<unknown>(null);
  busy = $state(false);

  load(): Promise<boolean> {
    return this.#attempt(() => api<TimeWait>('/time-waits/mine'));
  }

  /** With nobody named any counsellor will do; a last day counts to its end on this device's clock. */
  ask(counsellor: string, lastDay: string): Promise<boolean> {
    const body = { counsellor: counsellor || null, until: lastDay ? endOf(lastDay).toISOString() : null };
    return this.#attempt(() => api<TimeWait>('/time-waits/mine', { method: 'PUT', body }));
  }

  async #attempt(work: () => Promise<TimeWait>): Promise<boolean> {
    this.busy = true;
    this.error = null;
    await work().then(
      (mine) => (this.mine = mine),
      (cause: unknown) => (this.error = cause),
    );
    this.busy = false;
    return this.error === null;
  }
}

export function endOf(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + 1);
}

/** The last day of a wait that ends with it, or the day on which it ends. */
export const lastDayOf = (until: string): Date => new Date(new Date(until).getTime() - 1);
