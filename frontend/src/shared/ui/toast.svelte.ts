/** Ten seconds to take something back, or to read a long line; a short one covers the screen for less. */
const STAYS = 10_000;
const READ = 5000;
const SHORT = 60;

export interface Offer {
  text: string;
  act?: { word: string; run: () => void };
}

/** One line at a time; the clock stands still while somebody points at it or has focus in it. */
export class Toaster {
  offer = $state.raw<Offer | null>(null);
  #left = 0;
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(offer: Offer): void {
    this.offer = offer;
    this.#left = offer.act || offer.text.length > SHORT ? STAYS : READ;
    this.#run();
  }

  hold(): void {
    if (!this.#timer) return; // already held: pointer and focus may both come
    this.#stop();
    this.#left -= Date.now() - this.#since;
  }

  release(): void {
    if (this.offer && !this.#timer) this.#run();
  }

  close(): void {
    this.#stop();
    this.offer = null;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #run(): void {
    this.#stop();
    this.#since = Date.now();
    this.#timer = setTimeout(() => this.close(), Math.max(this.#left, 1000));
  }
}

export const toaster = new Toaster();
