import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import type { CaseCustomer, Proposal } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';
import { uuidv7 } from '../../../shared/offline/uuidv7';

const EVERY = 60_000;

/** The customer of one case, and what is done toward them. */
export class Toward {
  found = $state.raw<CaseCustomer | null>(null);
  busy = $state(false);
  error = $state.raw<unknown>(null);
  /** The same words sent again, after an answer that got lost, are one proposal; what was changed is another. */
  #sent = { words: '', id: '' };
  #turn = 0;

  constructor(readonly id: string) {}

  start(): () => void {
    return keepLooking(() => void this.look(), { every: EVERY, topics: ['cases'] });
  }

  /** Nobody asked for this one: no button waits for it, and it says nothing over what is shown. */
  look = async (): Promise<void> => {
    const turn = this.#turn;
    try {
      const found = await api<CaseCustomer>(`/cases/${this.id}/customer`);
      if (turn !== this.#turn) return;
      if (!this.found) this.error = null;
      this.found = found;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      // Where something is shown the next look mends it.
      if (!this.found) this.error = cause;
    }
  };

  say = (same: boolean): Promise<boolean> =>
    this.#ask(async () => {
      this.found = await api<CaseCustomer>(`/cases/${this.id}/customer`, { method: 'PUT', body: { same } });
    });

  propose = async (body: Proposal): Promise<boolean> => {
    const words = JSON.stringify(body);
    if (this.#sent.words !== words) this.#sent = { words, id: uuidv7() };
    const { id } = this.#sent;
    const done = await this.#ask(() => api(`/cases/${this.id}/actions/${id}`, { method: 'PUT', body }));
    if (!done) return false;
    this.#sent = { words: '', id: '' };
    await this.look();
    return true;
  };

  async #ask(work: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.#turn++;
    try {
      await work();
      this.error = null;
      return true;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.error = cause;
      return false;
    } finally {
      this.#turn++; // a look that began meanwhile may have seen what was before
      this.busy = false;
    }
  }
}
