import { api } from '../../../shared/api/client';
import { ApiError, isGone, isTrouble } from '../../../shared/api/errors';
import type { Cases, OneCase } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';
import { uuidv7 } from '../../../shared/offline/uuidv7';

const EVERY = 60_000;
// A refusal that says what to do first is shown as it is; the case stands as it stood.
const REFUSALS = ['steps_are_left', 'cannot_pause', 'something_came'];
const hasMoved = (cause: unknown): boolean =>
  cause instanceof ApiError && cause.status === 409 && !REFUSALS.includes(cause.code);
const hasCome = (cause: unknown): boolean => cause instanceof ApiError && cause.code === 'something_came';

/** One case in the hands of a handler. Each fetch is an opening that is written down: no clock does it. */
export class Handling {
  found = $state.raw<OneCase | null>(null);
  error = $state.raw<unknown>(null);
  busy = $state(false);
  gone = $state(false);
  /** It changed since it was opened. To read what came is to open it again, so somebody decides to. */
  news = $state(false);
  moved = $derived(hasMoved(this.error));
  #turn = 0;
  #sent = { text: '', id: '' };

  constructor(readonly id: string) {}

  start(): () => void {
    void this.open();
    return keepLooking(() => void this.#glance(), { every: EVERY, topics: ['cases'] });
  }

  open = (): Promise<boolean> => this.#ask('');
  take = (): Promise<boolean> => this.#act('/acknowledgement');
  takeOver = (): Promise<boolean> => this.#act('/holder');
  give = (person: string): Promise<boolean> => this.#act('/holder', 'PUT', { person });
  reopen = (): Promise<boolean> => this.#act('/outcome', 'DELETE');
  /** Not over a message that came meanwhile: then it is shown first. */
  close = (text: string): Promise<boolean> => this.#act('/outcome', 'PUT', { text, seen: this.#lastSeen() });
  pause = (reason: string, words: string): Promise<boolean> => this.#act('/pause', 'PUT', { reason, words });
  resume = (): Promise<boolean> => this.#act('/pause', 'DELETE');
  settle = (step: string, state: string, reason = ''): Promise<boolean> =>
    this.#act(`/steps/${step}`, 'PUT', { state, reason });
  hold = (reason: string, review_at: string): Promise<boolean> => this.#act('/hold', 'PUT', { reason, review_at });
  letGo = (): Promise<boolean> => this.#act('/hold', 'DELETE');
  standBack = (): Promise<boolean> => this.#ask('/distance', 'PUT');

  /** The same words sent again, after an answer that got lost, are one message. */
  write = (text: string): Promise<boolean> => {
    if (this.#sent.text !== text) this.#sent = { text, id: uuidv7() };
    return this.#act(`/messages/${this.#sent.id}`, 'PUT', { text }).then((done) => {
      if (done) this.#sent = { text: '', id: '' };
      return done;
    });
  };

  #lastSeen(): number {
    return Math.max(0, ...(this.found?.messages ?? []).map(({ number }) => number));
  }

  /** Where a colleague was faster, the refusal stands beside how it is now. */
  async #act(more: string, method = 'PUT', body?: object): Promise<boolean> {
    const done = await this.#ask(more, method, body);
    if (!this.moved && !hasCome(this.error)) return done;
    const refusal = this.error;
    await this.open();
    this.error ??= refusal;
    return false;
  }

  async #ask(more: string, method = 'GET', body?: object): Promise<boolean> {
    this.busy = true;
    this.#turn++;
    try {
      this.found =
        (await api<OneCase | undefined>(`/cases/${this.id}${more}`, { method, ...(body && { body }) })) ?? null;
      [this.error, this.news] = [null, false];
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.gone = isGone(cause);
      this.error = this.gone ? null : cause;
      return false;
    } finally {
      this.busy = false;
    }
    return true;
  }

  /** The line of the list tells that something changed, and opens nothing. */
  async #glance(): Promise<void> {
    const turn = this.#turn;
    if (!this.found || this.busy) return;
    try {
      const [line] = (await api<Cases>(`/cases?id=${this.id}`)).results;
      if (turn !== this.#turn) return;
      if (line) this.news = line.changed_at !== this.found.changed_at;
      else this.gone = true;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause; // the next look mends it
    }
  }
}
