import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import { Newest } from '../../../shared/api/newest';
import type { MyBuddy } from '../../../shared/api/types';
import { onHint } from '../../../shared/live/hints';

/** Whether one wants a buddy, and who it is. */
export class OwnBuddy {
  found = $state.raw<MyBuddy | null>(null);
  error = $state.raw<unknown>(null);
  busy = $state(false);
  #newest = new Newest();

  start(): () => void {
    void this.#look();
    return onHint('buddies', () => void this.#look());
  }

  want(): Promise<void> {
    return this.#press(() => api<MyBuddy>('/buddies/mine', { method: 'PUT' }));
  }

  leave(): Promise<void> {
    return this.#press(async () => {
      await api('/buddies/mine', { method: 'DELETE' });
      return { wanted: false, buddy: null, reminds: false };
    });
  }

  putAway(): Promise<void> {
    return this.#press(async () => {
      await api('/buddies/mine/reminder', { method: 'DELETE' });
      return api<MyBuddy>('/buddies/mine');
    });
  }

  #show(ask: () => Promise<MyBuddy>): Promise<void> {
    return this.#newest.show(ask, (found) => (this.found = found));
  }

  /** Nobody pressed: no button waits for it, and it fails in silence. The card is not there, or stays as it was. */
  async #look(): Promise<void> {
    try {
      await this.#show(() => api<MyBuddy>('/buddies/mine'));
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
    }
  }

  async #press(act: () => Promise<MyBuddy>): Promise<void> {
    this.busy = true;
    try {
      await this.#show(act);
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.error = cause;
    } finally {
      this.busy = false;
    }
  }
}
