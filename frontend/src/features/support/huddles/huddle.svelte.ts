import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import { Newest } from '../../../shared/api/newest';
import type { Huddles } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';

const LOOK = 60_000;

/** The boards that one may see, and what one put there oneself. */
export class Huddle {
  seen = $state.raw<Huddles | null>(null);
  error = $state.raw<unknown>(null);
  busy = $state(false);
  #newest = new Newest();

  start(): () => void {
    return keepLooking(() => void this.#ask(() => api<Huddles>('/huddles')), { every: LOOK });
  }

  post(mood: number, named: boolean): Promise<boolean> {
    return this.#press(() => api<Huddles>('/huddles/mine', { method: 'PUT', body: { mood, named } }));
  }

  takeDown(): Promise<boolean> {
    return this.#press(async () => {
      await api('/huddles/mine', { method: 'DELETE' });
      return api<Huddles>('/huddles');
    });
  }

  async #press(act: () => Promise<Huddles>): Promise<boolean> {
    this.busy = true;
    const done = await this.#ask(act);
    this.busy = false;
    return done;
  }

  async #ask(act: () => Promise<Huddles>): Promise<boolean> {
    try {
      await this.#newest.show(act, (seen) => (this.seen = seen));
      this.error = null;
      return true;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.error = cause;
      return false;
    }
  }
}
