import { api } from '../../shared/api/client';
import { isTrouble } from '../../shared/api/errors';
import type { TrendsDigest } from '../../shared/api/types';

const PATH = '/trends/digest';

/** Whether somebody wants the weekly e-mail. Nobody gets it unasked. */
export class DigestWish {
  state = $state.raw<TrendsDigest | null>(null);
  error = $state.raw<unknown>(null);

  load(): Promise<void> {
    return this.#attempt(() => api<TrendsDigest>(PATH));
  }

  wish(wanted: boolean): Promise<void> {
    return this.#attempt(() => api<TrendsDigest>(PATH, { method: 'PUT', body: { wanted } }));
  }

  async #attempt(work: () => Promise<TrendsDigest>): Promise<void> {
    try {
      this.state = await work();
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.error = cause;
    }
  }
}
