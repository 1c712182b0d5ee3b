import { api } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import type { Practice } from '../../../shared/api/types';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import { zoneHere } from './when';

export interface NewHours {
  weekdays: number[];
  from_time: string;
  to_time: string;
  minutes: number;
  pause: number;
  valid_from: string;
  valid_until: string | null;
}

export interface NewDay {
  day: string;
  hours: Pick<NewHours, 'from_time' | 'to_time' | 'minutes' | 'pause'> | null;
}

/** With its pause each length fills whole quarters of an hour. */
export const PAUSES: Record<number, number[]> = { 30: [0, 15, 30], 50: [10, 25] };

export type Figures = Pick<Practice, 'time_zone' | 'notice_minutes' | 'horizon_days' | 'place' | 'languages'>;

/** When one can be met; every change is one request, and the answer is all of it. */
export class OwnPractice {
  practice = $state.raw<Practice | null>(null);
  error = $state.raw<unknown>(null);
  busy = $state(false);

  load(): Promise<boolean> {
    return this.#attempt(async () => void (this.practice = await api<Practice>('/practices/mine')));
  }

  save(figures: Figures): Promise<boolean> {
    return this.#put('/practices/mine', figures);
  }

  addHours(hours: NewHours): Promise<boolean> {
    return this.#put(`/practice-hours/${uuidv7()}`, hours);
  }

  addDay(day: NewDay): Promise<boolean> {
    return this.#put(`/special-days/${uuidv7()}`, day);
  }

  endHours(id: string): Promise<boolean> {
    return this.#drop(`/practice-hours/${id}`);
  }

  dropDay(id: string): Promise<boolean> {
    return this.#drop(`/special-days/${id}`);
  }

  /** What is wrong with one field, in the server's words. */
  wrong(field: string): string | undefined {
    if (!(this.error instanceof ApiError)) return undefined;
    const fields = this.error.fields as unknown as Record<string, unknown>;
    const inner = fields['hours'] as Record<string, unknown> | undefined;
    const said = fields[field] ?? inner?.[field];
    return Array.isArray(said) ? said.join(' ') : undefined;
  }

  /** The clock of this device is the likeliest, where none was chosen yet. */
  figures(): Figures {
    const { time_zone = zoneHere(), notice_minutes = 120, horizon_days = 28 } = this.practice ?? {};
    const { place = '', languages = [] } = this.practice ?? {};
    return { time_zone, notice_minutes, horizon_days, place, languages };
  }

  #put(path: string, body: object): Promise<boolean> {
    return this.#attempt(async () => void (this.practice = await api<Practice>(path, { method: 'PUT', body })));
  }

  #drop(path: string): Promise<boolean> {
    return this.#attempt(async () => {
      await api(path, { method: 'DELETE' });
      this.practice = await api<Practice>('/practices/mine');
    });
  }

  async #attempt(work: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.error = null;
    await work().catch((cause: unknown) => (this.error = cause));
    this.busy = false;
    return this.error === null;
  }
}
