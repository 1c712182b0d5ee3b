import { api } from '../../shared/api/client';
import { ApiError, isTrouble } from '../../shared/api/errors';
import type { TrendsAnnounced } from '../../shared/api/types';
import { uuidv7 } from '../../shared/offline/uuidv7';

export const MOST = 5;

/** Each line is one thing that will be done. */
export const actionsIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** A change as a manager writes it; what was typed stays until the server took it. */
export class Announcing {
  unit = $state('');
  text = $state('');
  startsOn = $state('');
  error = $state.raw<unknown>(null);
  done = $state.raw<TrendsAnnounced | null>(null);
  busy = $state(false);
  #act = { wish: '', id: '' };

  async announce(): Promise<void> {
    const body = { unit: Number(this.unit), actions: actionsIn(this.text), starts_on: this.startsOn };
    const wish = JSON.stringify(body);
    // Sent again after no answer came, the same words are one announcement.
    if (this.#act.wish !== wish) this.#act = { wish, id: uuidv7() };
    this.busy = true;
    this.error = this.done = null;
    try {
      this.done = await api<TrendsAnnounced>(`/interventions/${this.#act.id}`, { method: 'PUT', body });
      this.#act = { wish: '', id: '' };
      this.text = '';
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.error = cause;
    }
    this.busy = false;
  }

  /** What is wrong with one field, in the server's words. */
  wrong(field: string): string | undefined {
    const said = this.error instanceof ApiError ? this.error.fields[field] : undefined;
    return said && Object.values(said).flat().join(' ');
  }
}
