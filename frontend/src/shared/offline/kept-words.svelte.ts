import { dropMine, keepMine, readMine, type Place } from './mine';

/**
 * What somebody began to write, until it is sent: at every keystroke sealed on a device of one's own, where it outlives
 * a reload; on a shared computer in this tab alone.
 */
export class KeptWords {
  /** A full or broken disk: said on the screen. */
  unsaved = $state(false);
  #text = $state('');
  #touched = false;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly place: Place,
    private readonly name: string,
  ) {
    void this.#read();
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.#touched = true;
    // One after the other: sealing is asynchronous, and the last words must also be the last on the disk.
    this.#writing = this.#writing
      .then(() => (text ? keepMine(this.place, this.name, text, new Date()) : dropMine(this.place, this.name)))
      .then(
        () => (this.unsaved = false),
        () => (this.unsaved = true),
      );
  }

  /** They were sent; what was typed meanwhile stays. */
  leave(sent: string): void {
    if (this.#text === sent) this.text = '';
  }

  /** What an earlier page left here; whoever typed meanwhile is not overtaken, and what no key opens is not there. */
  async #read(): Promise<void> {
    const kept = await readMine<string>(this.place, this.name).catch(() => undefined);
    if (!this.#touched) this.#text = kept ?? '';
  }
}

const known = new WeakMap<Place, Map<string, KeptWords>>();

/** The same for every part of the page: what is folded away and opened again is as it was left. */
export function keptWords(place: Place, name: string): KeptWords {
  const ours = known.get(place) ?? new Map<string, KeptWords>();
  const words = ours.get(name) ?? new KeptWords(place, name);
  known.set(place, ours.set(name, words));
  return words;
}
