import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import { localIso } from '../../../shared/api/clock';
import { Newest } from '../../../shared/api/newest';
import type { Shifts } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';
import { usual } from './until';

export type ShiftRole = Shifts['results'][number]['role'];

const LOOK = 60_000;

/** Whether one is there to be asked, in one role, as the server has it. */
export class OwnShift {
  until = $state.raw<Date | null>(null);
  /** Whether one has this role at all. */
  held = $state(false);
  error = $state.raw<unknown>(null);
  busy = $state(false);
  #newest = new Newest();

  constructor(private readonly role: ShiftRole) {}

  start(): () => void {
    // It ends by itself, and another device may have moved it.
    return keepLooking(() => void this.#ask(), { every: LOOK });
  }

  turn(on: boolean): Promise<void> {
    return this.set(on ? usual(new Date()) : null);
  }

  async set(until: Date | null): Promise<void> {
    this.busy = true;
    await this.#ask({ role: this.role, until: until && localIso(until) });
    this.busy = false;
  }

  async #ask(body?: object): Promise<void> {
    try {
      await this.#newest.show(
        () => api<Shifts>('/shifts/mine', body && { method: 'PUT', body }),
        (shifts) => this.#hear(shifts),
      );
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      if (body) this.error = cause;
    }
  }

  #hear({ results }: Shifts): void {
    const mine = results.find(({ role }) => role === this.role);
    this.held = mine !== undefined;
    this.until = mine?.until ? new Date(mine.until) : null;
  }
}
