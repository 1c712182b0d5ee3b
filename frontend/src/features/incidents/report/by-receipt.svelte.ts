import { askAsNobody } from '../../../shared/api/nobody';
import { isGone, isTrouble } from '../../../shared/api/errors';
import type { CaseSeen } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import { spelt } from './receipts';

const EVERY = 30_000;

/** A case that a receipt opens. The receipt lives in this page's memory and nowhere else. */
export class ByReceipt {
  seen = $state.raw<CaseSeen | null>(null);
  text = $state('');
  mistyped = $state(false);
  unknown = $state(false);
  busy = $state(false);
  error = $state.raw<unknown>(null);
  #receipt: string | null = null;
  /** The words that may have arrived although no answer came: sent again they keep their id. */
  #said: { id: string; text: string } | null = null;

  start(): () => void {
    return keepLooking(() => this.seen && void this.#look(), { every: EVERY });
  }

  open = async (typed: string): Promise<void> => {
    this.#receipt = await spelt(typed);
    this.mistyped = this.#receipt === null;
    this.unknown = false;
    if (this.#receipt) await this.#look();
  };

  close = (): void => {
    this.seen = this.#receipt = this.#said = null;
    this.text = '';
  };

  say = async (): Promise<void> => {
    const text = this.text.trim();
    if (!text) return;
    if (this.#said?.text !== text) this.#said = { id: uuidv7(), text };
    if (await this.#ask('/receipt-messages', this.#said)) {
      this.text = '';
      this.#said = null;
    }
  };

  #look(): Promise<boolean> {
    return this.#ask('/receipt-looks');
  }

  async #ask(path: string, more: object = {}): Promise<boolean> {
    this.busy = true;
    try {
      const seen = await askAsNobody<CaseSeen>(path, { receipt: this.#receipt, ...more });
      if (this.#receipt) this.seen = seen; // unless it was closed meanwhile
      this.error = null;
      return true;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.unknown = isGone(cause);
      this.error = this.unknown ? null : cause;
      return false;
    } finally {
      this.busy = false;
    }
  }
}
