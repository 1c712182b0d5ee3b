import { api } from '../../../shared/api/client';
import { ApiError, Unreachable } from '../../../shared/api/errors';
import { localIso } from '../../../shared/api/clock';
import type { Shifts } from '../../../shared/api/types';
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
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly role: ShiftRole) {}

  start(): () => void {
    const seen = (): void => void (document.visibilityState === 'visible' && this.#ask());
    this.#timer = setInterval(seen, LOOK); // it ends by itself, and another device may have moved it
    document.addEventListener('visibilitychange', seen);
    seen();
    return () => {
      clearInterval(this.#timer);
      document.removeEventListener('visibilitychange', seen);
    };
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
      this.#hear(await api<Shifts>('/shifts/mine', body && { method: 'PUT', body }));
      this.error = null;
    } catch (cause) {
      if (!(cause instanceof ApiError || cause instanceof Unreachable)) throw cause;
      if (body) this.error = cause;
    }
  }

  #hear({ results }: Shifts): void {
    const mine = results.find(({ role }) => role === this.role);
    this.held = mine !== undefined;
    this.until = mine?.until ? new Date(mine.until) : null;
  }
}
