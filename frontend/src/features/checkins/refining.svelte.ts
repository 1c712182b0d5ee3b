import type { Entry, Refinement } from './answers';
import type { Journal } from './journal.svelte';
import { leftToRefine } from './window';

/** One check-in in the ten minutes after its tap: every change is kept at once. */
export class Refining {
  entry = $state.raw<Entry>() as Entry;
  isOpen = $state(true);
  failed = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly journal: Journal,
    entry: Entry,
    now: Date,
  ) {
    this.entry = entry;
    this.#closeIn(leftToRefine(entry, now));
  }

  async change(change: Refinement, now = new Date()): Promise<void> {
    // A phone that slept may not have run the timer.
    if (!leftToRefine(this.entry, now)) return void (this.isOpen = false);
    const { entry, kept } = this.journal.refine(this.entry, change, now);
    this.entry = entry;
    this.failed = await kept.then(
      () => false,
      () => true,
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #closeIn(left: number): void {
    this.isOpen = left > 0;
    if (left) this.#timer = setTimeout(() => (this.isOpen = false), left);
  }
}
