import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import type { Huddles } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';

const LOOK = 60_000;

/** The boards that one may see, and what one put there oneself. */
export class Huddle {
  seen = $state.raw<Huddles | null>(null);
  error = $state.raw<unknown>(null);
  busy = $state(false);

  start(): () => void {
    return keepLooking(() => void this.#ask(() => this.#read()), { every: LOOK });
  }

  async post(mood: number, named: boolean): Promise<boolean> {
    return this.#ask(async () => {
      this.seen = await api<Huddles>('/huddles/mine', { method: 'PUT', body: { mood, named } });
    });
  }

  async takeDown(): Promise<boolean> {
    return this.#ask(async () => {
      await api('/huddles/mine', { method: 'DELETE' });
      await this.#read();
    });
  }

  async #read(): Promise<void> {
    this.seen = await api<Huddles>('/huddles');
  }

  async #ask(act: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    try {
      await act();
      this.error = null;
      return true;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.error = cause;
      return false;
    } finally {
      this.busy = false;
    }
  }
}
