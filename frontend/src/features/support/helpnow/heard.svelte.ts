import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import type { HeardCall, HeardCalls } from '../../../shared/api/types';
import type { Place } from '../../../shared/offline/mine';
import { keepLooking } from '../../../shared/live/looking';
import { rarelyUnless } from './rarely';

export type Answer = 'seen' | 'coming' | 'there' | 'done' | 'cannot';

const LOOK = 20_000;

/** The open calls for help of which one was told. */
export class Heard {
  calls = $state.raw<HeardCall[] | null>(null);
  error = $state.raw<unknown>(null);
  busy = $state('');
  /** Who supervises is asked first: their page looks more often. */
  leads = false;
  #watching = 0;
  #stop: () => void = () => undefined;

  get waiting(): HeardCall[] {
    return this.calls?.filter((call) => !call.by && !call.declined) ?? [];
  }

  watch(): () => void {
    const isWaiting = (): boolean => this.leads || !!this.calls?.length;
    const when = { every: LOOK, topics: ['help-calls'], isDue: rarelyUnless(isWaiting), aloud: true };
    if (this.#watching++ === 0) this.#stop = keepLooking(() => void this.look(), when);
    return () => void (--this.#watching === 0 && this.#stop());
  }

  look(): Promise<void> {
    return this.#ask('/help-answers');
  }

  /** What opens the screen has seen it. */
  async see(): Promise<void> {
    const unseen = this.calls?.filter(({ state }) => state === 'reaching') ?? [];
    for (const { id } of unseen) await this.#ask(`/help-answers/${id}`, 'seen');
  }

  async answer(id: string, answer: Answer): Promise<void> {
    this.busy = id;
    this.error = null;
    await this.#ask(`/help-answers/${id}`, answer);
    const said = this.error;
    if (said) await this.look(); // why not, beside how it stands now
    this.error = said;
    this.busy = '';
  }

  async #ask(path: string, answer?: Answer): Promise<void> {
    try {
      const { results } = await api<HeardCalls>(path, answer && { method: 'PUT', body: { answer } });
      this.calls = results;
      if (!answer) this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      if (answer) this.error = cause;
    }
  }
}

const known = new WeakMap<Place, Heard>();

export function heardOf(here: Place): Heard {
  const heard = known.get(here) ?? new Heard();
  known.set(here, heard);
  return heard;
}
