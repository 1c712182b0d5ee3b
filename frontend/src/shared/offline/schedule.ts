import type { Halt } from './outcome';

const FIRST = 4_000;
const LONGEST = 5 * 60_000;

/** Knows when to try again: on `online`, on becoming visible, and with growing patience while visible. */
export class Schedule {
  #soon: ReturnType<typeof setTimeout> | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  /** Until then the server asked to be left alone, whatever is written meanwhile. */
  #rests = 0;
  #off = new AbortController();

  constructor(private readonly run: () => void) {}

  watch(): void {
    const { signal } = this.#off;
    addEventListener('online', () => this.#now(), { signal });
    document.addEventListener('visibilitychange', () => visible() && this.#now(), { signal });
  }

  soon(inMs: number): void {
    clearTimeout(this.#soon);
    if (performance.now() < this.#rests) return; // the later one is set
    this.#soon = setTimeout(this.run, inMs);
  }

  after(halt: Halt | null, retryAfter?: number | null): void {
    clearTimeout(this.#later);
    this.#failures = halt ? this.#failures + 1 : 0;
    this.#rests = 0;
    // Signed out or in another session: no clock mends that, signing in does.
    if (!halt || halt === 'signed_out' || halt === 'other_account' || halt === 'second_factor') return;
    this.#rests = performance.now() + (retryAfter ?? 0) * 1000;
    const wait = retryAfter ? retryAfter * 1000 : Math.min(FIRST * 2 ** (this.#failures - 1), LONGEST);
    this.#later = setTimeout(() => visible() && this.run(), wait);
  }

  stop(): void {
    clearTimeout(this.#soon);
    clearTimeout(this.#later);
    this.#off.abort();
  }

  #now(): void {
    this.#failures = 0;
    this.soon(0);
  }
}

function visible(): boolean {
  return document.visibilityState === 'visible';
}
