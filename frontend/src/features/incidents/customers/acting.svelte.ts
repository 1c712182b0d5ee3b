import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import type { Action } from '../../../shared/api/types';

/** One action, opened with its reasons: that is written down, so nobody but a person does it. */
export class Acting {
  open = $state.raw<Action | null>(null);
  busy = $state(false);
  error = $state.raw<unknown>(null);

  /** `onchange` hears that lists are to be fetched anew; `isListed` says what stands in them since. */
  constructor(
    private readonly onchange: () => Promise<void>,
    private readonly isListed: (id: string) => boolean,
  ) {}

  look = (id: string): Promise<boolean> => this.#ask(`/actions/${id}`);

  close = (): void => {
    this.open = null;
    this.error = null;
  };

  act = async (id: string, step: string, body: object): Promise<boolean> => {
    const done = await this.#ask(`/actions/${id}/${step}`, body);
    if (!done) return false;
    await this.onchange();
    if (!this.isListed(id)) this.close();
    return true;
  };

  async #ask(path: string, body?: object): Promise<boolean> {
    this.busy = true;
    try {
      this.open = await api<Action>(path, { method: body ? 'PUT' : 'GET', ...(body && { body }) });
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
