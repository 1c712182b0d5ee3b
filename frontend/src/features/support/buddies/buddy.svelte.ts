import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import type { MyBuddy } from '../../../shared/api/types';
import { onHint } from '../../../shared/live/hints';

/** Whether one wants a buddy, and who it is. */
export class OwnBuddy {
  found = $state.raw<MyBuddy | null>(null);
  error = $state.raw<unknown>(null);
  busy = $state(false);

  start(): () => void {
    void this.#ask(() => this.#read(), false);
    return onHint('buddies', () => void this.#ask(() => this.#read(), false));
  }

  want(): Promise<void> {
    return this.#ask(async () => {
      this.found = await api<MyBuddy>('/buddies/mine', { method: 'PUT' });
    });
  }

  leave(): Promise<void> {
    return this.#ask(async () => {
      await api('/buddies/mine', { method: 'DELETE' });
      this.found = { wanted: false, buddy: null, reminds: false };
    });
  }

  putAway(): Promise<void> {
    return this.#ask(async () => {
      await api('/buddies/mine/reminder', { method: 'DELETE' });
      await this.#read();
    });
  }

  async #read(): Promise<void> {
    this.found = await api<MyBuddy>('/buddies/mine');
  }

  /** What was not asked for by a press fails in silence: the card is not there, or stays as it was. */
  async #ask(act: () => Promise<void>, aloud = true): Promise<void> {
    this.busy = true;
    try {
      await act();
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      if (aloud) this.error = cause;
    } finally {
      this.busy = false;
    }
  }
}
