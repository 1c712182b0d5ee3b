import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import type { Floors } from '../../../shared/api/types';

const MARK = 5 * 60_000;
const AFTER_THE_MARK = 2000;

/** How long until the number can be another one; a clock that runs ahead must not ask without end. */
export function untilNextMark(asOf: string, now: Date): number {
  const left = new Date(asOf).getTime() + MARK - now.getTime();
  return Math.max(left, 30_000) + AFTER_THE_MARK;
}

/** Places in use as of the last five-minute mark: one's own floor, and those that one leads. */
export class FloorCounts {
  counts = $state.raw<Floors | null>(null);
  error = $state.raw<unknown>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly leads: boolean) {}

  async look(): Promise<void> {
    clearTimeout(this.#timer);
    const asked = new Date();
    try {
      const own = await api<Floors>('/floors/mine');
      this.counts ??= own; // whoever has yet to show a second factor sees at least their own
      const led = this.leads ? await api<Floors>('/floors') : own;
      if (led.as_of !== own.as_of) return await this.look(); // a mark fell between the two answers
      this.counts = together(own, led);
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.error = cause;
    }
    const again = this.error || !this.counts ? MARK : untilNextMark(this.counts.as_of, asked);
    this.#timer = setTimeout(() => void this.look(), Math.min(again, MARK + AFTER_THE_MARK));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** The own floor first, each floor once. */
export function together(own: Floors, led: Floors): Floors {
  const known = new Set(own.floors.map(({ unit }) => unit.id));
  return { as_of: own.as_of, floors: [...own.floors, ...led.floors.filter(({ unit }) => !known.has(unit.id))] };
}
