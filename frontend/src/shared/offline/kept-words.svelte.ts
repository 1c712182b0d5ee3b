import type { Place } from './mine';
import { onChange, putOn, readStamped, stamped, together, type Stamp } from './stamped';

/**
 * What somebody began to write, until it is sent: at every keystroke sealed on a device of one's own, where it outlives
 * a reload; on a shared computer in this tab alone.
 */
export class KeptWords {
  /** A full or broken disk: said on the screen. */
  unsaved = $state(false);
  #text = $state('');
  /** As it was found on the disk last, or put there. */
  #seen: { text: string; stamp: Stamp } = { text: '', stamp: undefined };
  #writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly place: Place,
    private readonly name: string,
  ) {
    this.#look();
    if (!place.store.lasts) return;
    // Whoever listens does not keep it in memory: it goes with the session.
    const self = new WeakRef(this);
    const stop = onChange(place, name, (stamp) => {
      const words = self.deref();
      if (words) words.#look(stamp);
      else stop();
    });
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    // One after the other: sealing is asynchronous, and the last words must also be the last on the disk.
    this.#writing = this.#writing
      .then(() => this.#keep())
      .then(
        () => (this.unsaved = false),
        () => (this.unsaved = true),
      );
  }

  /** They were sent; what was typed meanwhile stays. */
  leave(sent: string): void {
    if (this.#text === sent) this.text = '';
  }

  /** What an earlier page left here, or another tab put here; what no key opens is not there. */
  #look(stamp?: Stamp): void {
    this.#writing = this.#writing.then(async () => {
      if (stamp === undefined || stamp !== this.#seen.stamp) await this.#meet().catch(() => undefined);
    });
  }

  async #keep(): Promise<void> {
    while (this.#text !== this.#seen.text) {
      const text = this.#text;
      const item = text ? await stamped(this.place, this.name, text, new Date()) : null;
      const kept = await putOn(this.place, this.name, this.#seen.stamp, item);
      if (kept) this.#seen = { text, stamp: item?.stamp };
      else await this.#meet(); // another tab was here first
    }
  }

  /** What was typed in this tab since stays. */
  async #meet(): Promise<void> {
    const { value, stamp } = await readStamped<string>(this.place, this.name);
    const text = value ?? '';
    this.#text = together(this.#seen.text, text, this.#text);
    this.#seen = { text, stamp };
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
