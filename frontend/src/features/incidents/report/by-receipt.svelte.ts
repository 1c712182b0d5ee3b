import { askAsNobody } from '../../../shared/api/nobody';
import { isGone, isTrouble } from '../../../shared/api/errors';
import { Newest } from '../../../shared/api/newest';
import type { OwnCase } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';
import { Files } from '../evidence/files.svelte';
import { MemoryStore } from '../../../shared/offline/memory-store';
import { spelt } from './receipts';

const EVERY = 30_000;
const SELDOM = 5 * 60_000;

/** A case that a receipt opens. The receipt lives in this page's memory and nowhere else. */
export class ByReceipt {
  seen = $state.raw<OwnCase | null>(null);
  text = $state('');
  mistyped = $state(false);
  unknown = $state(false);
  busy = $state(false);
  error = $state.raw<unknown>(null);
  receipt = $state<string | null>(null);
  /** What is added here lies in this page's memory alone until it is sent. */
  files = this.#fresh();
  /** The words that may have arrived although no answer came: sent again they keep their id. */
  #said: { id: string; text: string } | null = null;
  /** Where nothing changes it looks less and less often, until somebody comes back to the page. */
  #pause = EVERY;
  #looked = 0;
  /** Another one for each case that is opened: what was asked about one is not shown of the next. */
  #newest = new Newest();

  start(): () => void {
    const isDue = (): boolean => Date.now() - this.#looked >= this.#pause;
    return keepLooking(() => this.seen && void this.#look(), { every: EVERY, isDue });
  }

  open = async (typed: string): Promise<void> => {
    this.close();
    this.receipt = await spelt(typed);
    this.mistyped = this.receipt === null;
    if (this.receipt) await this.#busily(() => this.#look());
  };

  close = (): void => {
    this.seen = this.receipt = this.#said = this.error = null;
    this.unknown = this.busy = false;
    this.files = this.#fresh();
    this.text = '';
    this.#newest = new Newest();
  };

  say = async (): Promise<void> => {
    const text = this.text.trim();
    if (!text) return;
    if (this.#said?.text !== text) this.#said = { id: crypto.randomUUID(), text };
    const said = this.#said;
    if (!(await this.#busily(() => this.#ask('/receipt-messages', said)))) return;
    this.#said = null;
    if (this.text.trim() === text) this.text = ''; // what was typed meanwhile stays
  };

  #fresh(): Files {
    return new Files({ account: '', store: new MemoryStore() }, () => Promise.resolve(false));
  }

  #look(): Promise<boolean> {
    return this.#ask('/receipt-looks');
  }

  /** For what somebody pressed; no button waits for a look that the clock began. */
  async #busily(work: () => Promise<boolean>): Promise<boolean> {
    const newest = this.#newest;
    this.busy = true;
    const done = await work();
    if (newest === this.#newest) this.busy = false;
    return done;
  }

  /** Whether it was answered while the same case was open. */
  async #ask(path: string, more: object = {}): Promise<boolean> {
    const [newest, receipt] = [this.#newest, this.receipt];
    const isOpen = (): boolean => newest === this.#newest;
    try {
      await newest.show(
        () => askAsNobody<OwnCase>(path, { receipt, ...more }),
        (seen) => isOpen() && this.#show(seen),
      );
      if (isOpen()) this.error = null;
      return isOpen();
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      if (isOpen()) this.#stumble(cause);
      return false;
    }
  }

  #show(seen: OwnCase): void {
    const isNew = JSON.stringify(seen) !== JSON.stringify(this.seen);
    this.#pause = isNew ? EVERY : Math.min(2 * this.#pause, SELDOM);
    this.#looked = Date.now();
    this.seen = seen;
  }

  #stumble(cause: unknown): void {
    this.unknown = isGone(cause);
    this.error = this.unknown ? null : cause;
  }
}
