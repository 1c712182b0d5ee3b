import { api } from '../../../shared/api/client';
import type { Exclusion, TalkPeer } from '../../../shared/api/types';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import { isTrouble } from '../../../shared/api/errors';

/** Whom one does not want to be brought together with; nobody else reads it. */
export class Apart {
  kept = $state.raw<Exclusion[]>([]);
  peers = $state.raw<TalkPeer[]>([]);
  error = $state.raw<unknown>(null);
  busy = $state(false);

  look(): Promise<void> {
    return this.#do(async () => undefined);
  }

  add(colleague: string): Promise<void> {
    return this.#do(() => api(`/exclusions/${uuidv7()}`, { method: 'PUT', body: { colleague } }));
  }

  remove(id: string): Promise<void> {
    return this.#do(() => api(`/exclusions/${id}`, { method: 'DELETE' }));
  }

  async #do(work: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    try {
      await work();
      this.kept = (await api<{ results: Exclusion[] }>('/exclusions')).results;
      this.peers = (await api<{ results: TalkPeer[] }>('/talk-peers')).results;
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.error = cause;
    }
    this.busy = false;
  }
}
