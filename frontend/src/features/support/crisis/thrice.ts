export const TIMES = 3;
const WITHIN = 5000;

/** Counts one key pressed alone, several times within a few seconds: a way out that no sentence types by accident. */
export class Thrice {
  #presses: number[] = [];
  #alone = false;

  down(key: string): void {
    this.#alone = key === 'Shift';
  }

  /** How many presses are still missing; 0 means leave. */
  up(key: string, at: number): number {
    if (key !== 'Shift' || !this.#alone) return TIMES;
    this.#alone = false;
    this.#presses = [...this.#presses.filter((one) => at - one < WITHIN), at];
    return Math.max(TIMES - this.#presses.length, 0);
  }
}
