import type { Key } from '../../../shared/i18n/i18n.svelte';
import type { Place } from '../../../shared/offline/mine';
import { keepFile, type KeptFile, type Target } from './kept';
import { tooMuch } from './limits';

interface Shelf {
  of(to: Target): KeptFile[];
  look(): Promise<void>;
  soon(): void;
}

/** What somebody picked, on its way to this device's own disk. */
export class Chosen {
  adding = $state(false);
  unfit = $state.raw<{ name: string; why: Key }[]>([]);
  #adding: Promise<void> = Promise.resolve();

  constructor(
    private readonly place: Place,
    private readonly files: Shelf,
  ) {}

  /** What does not fit is named at once. `others` are those that the server has already, `first` comes before all. */
  add(
    chosen: readonly File[],
    to: Target,
    others: readonly { size: number }[] = [],
    first: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    this.adding = true;
    this.unfit = [];
    this.#adding = this.#addAll(chosen, to, others, first);
    return this.#adding;
  }

  async #addAll(chosen: readonly File[], to: Target, others: readonly { size: number }[], first: () => Promise<void>) {
    try {
      await first();
      for (const file of chosen) await this.#addOne(file, to, others);
    } finally {
      this.adding = false;
      this.files.soon();
    }
  }

  /** Waits for what was chosen a moment ago; false if some of it does not fit, which nobody can have read yet. */
  async settled(): Promise<boolean> {
    if (!this.adding) return true;
    await this.#adding;
    return !this.unfit.length;
  }

  async #addOne(file: File, to: Target, others: readonly { size: number }[]): Promise<void> {
    let why = tooMuch(file, [...this.files.of(to).filter(({ refused }) => refused === undefined), ...others]);
    // A full disk, or a file that was moved away since it was chosen.
    if (!why) await keepFile(this.place, file, to, new Date()).catch(() => (why = 'evidence.not_kept'));
    if (why) this.unfit = [...this.unfit, { name: file.name, why }];
    await this.files.look();
  }
}
