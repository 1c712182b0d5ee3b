import { api } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import type { Booking, FreeTime, FreeTimes } from '../../../shared/api/types';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import { Draft } from './draft.svelte';

/** Free times as they are now; who books one that was just taken sees the others and says so again. */
export class Booker {
  found = $state.raw<FreeTimes | null>(null);
  counsellor = $state('');
  chosen = $state.raw<FreeTime | null>(null);
  draft = $state.raw(new Draft());
  error = $state.raw<unknown>(null);
  busy = $state(false);
  #act = { wish: '', id: '' };

  get times(): FreeTime[] {
    return (this.found?.results ?? []).filter(({ counsellor }) => !this.counsellor || counsellor === this.counsellor);
  }

  with(id: string): FreeTimes['counsellors'][number] | undefined {
    return this.found?.counsellors.find((one) => one.id === id);
  }

  load(): Promise<boolean> {
    return this.#attempt(() => this.#read());
  }

  /** With one counsellor the answer reaches further ahead. */
  async choose(counsellor: string): Promise<void> {
    this.counsellor = counsellor;
    await this.load();
  }

  async more(): Promise<void> {
    const { found } = this;
    if (!found?.more_from) return;
    await this.#attempt(async () => {
      const next = await api<FreeTimes>(this.#address(found.more_from!));
      const known = new Set(found.results.map(keyOf));
      const fresh = next.results.filter((time) => !known.has(keyOf(time)));
      this.found = { ...next, results: [...found.results, ...fresh] };
    });
  }

  /** Pressed twice, or after no answer came, the same wish is the same appointment. */
  async book(): Promise<boolean> {
    const { chosen } = this;
    if (!chosen) return false;
    const body = { ...this.draft.wish, counsellor: chosen.counsellor, starts_at: chosen.starts_at };
    const said = JSON.stringify(body);
    if (this.#act.wish !== said) this.#act = { wish: said, id: uuidv7() };
    const path = `/bookings/${this.#act.id}`;
    const done = await this.#attempt(() => api<Booking>(path, { method: 'PUT', body }));
    if (done) this.#done();
    else if (isTaken(this.error)) await this.#afterLoss();
    return done;
  }

  #done(): void {
    this.#act = { wish: '', id: '' };
    this.draft = new Draft();
  }

  async #afterLoss(): Promise<void> {
    const said = this.error;
    this.chosen = null;
    await this.load();
    this.error ??= said; // why not, beside what is free now
  }

  async #read(): Promise<void> {
    this.found = await api<FreeTimes>(this.#address());
  }

  #address(since = ''): string {
    const asked = new URLSearchParams();
    if (this.counsellor) asked.set('counsellor', this.counsellor);
    if (since) asked.set('since', since);
    return `/free-times?${asked}`;
  }

  async #attempt(work: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.error = null;
    await work().catch((cause: unknown) => (this.error = cause));
    this.busy = false;
    return this.error === null;
  }
}

export const keyOf = ({ counsellor, starts_at }: FreeTime): string => `${counsellor} ${starts_at}`;

function isTaken(cause: unknown): boolean {
  return cause instanceof ApiError && (cause.code === 'time_taken' || cause.code === 'busy_then');
}
