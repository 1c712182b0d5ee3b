import { api } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import type { Linked } from '../../../shared/api/types';

/** An appointment by its link alone: when it is, and when it could be. */
export class LinkedAppointment {
  seen = $state.raw<Linked | null>(null);
  error = $state.raw<unknown>(null);
  busy = $state(false);
  moved = $state(false);
  cancelled = $state(false);

  constructor(private readonly secret: string) {}

  /** A link that was cut short, is over, or never was: there is no difference to see. */
  get none(): boolean {
    return this.error instanceof ApiError && (this.error.status === 404 || this.error.status === 400);
  }

  look(): Promise<boolean> {
    return this.#attempt(async () => void (this.seen = await this.#post<Linked>('/appointment-looks')));
  }

  async move(starts_at: string): Promise<boolean> {
    this.moved = await this.#attempt(async () => {
      this.seen = await this.#post<Linked>('/appointment-moves', { starts_at });
    });
    if (!this.moved && !this.none) {
      const said = this.error;
      await this.look();
      this.error ??= said; // why not, beside what is free now
    }
    return this.moved;
  }

  async cancel(): Promise<boolean> {
    this.cancelled = await this.#attempt(() => this.#post('/appointment-cancellations'));
    return this.cancelled;
  }

  #post<Answer>(path: string, more: object = {}): Promise<Answer> {
    return api<Answer>(path, { method: 'POST', body: { secret: this.secret, ...more } });
  }

  async #attempt(work: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.error = null;
    await work().catch((cause: unknown) => (this.error = cause));
    this.busy = false;
    return this.error === null;
  }
}
