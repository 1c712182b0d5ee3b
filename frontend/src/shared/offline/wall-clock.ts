import { localIso } from '../api/clock';

const JUMP = 2 * 60_000; // within this the server trusts us anyway

/** How far the wall clock stands ahead of the clock that only ever ticks. Changes when somebody sets the clock. */
const aheadNow = (): number => Date.now() - (performance.timeOrigin + performance.now());

/** Remembers, while the page lives, by which clock a time was written, and mends it when that clock was set back. */
export class WallClock {
  #ahead = new Map<string, number>();

  constructor(private readonly ahead: () => number = aheadNow) {}

  note(iso: string): void {
    this.#ahead.set(iso, this.ahead());
  }

  /**
   * Only backwards: many phones stop the ticking clock while they sleep, which looks just like a clock that was set
   * forward. A time in the future is also the one that the server refuses.
   */
  mend(iso: string): string {
    const then = this.#ahead.get(iso);
    const jump = then === undefined ? 0 : this.ahead() - then;
    if (jump >= -JUMP) return iso;
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(iso) ?? [];
    const offset = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
    return localIso(new Date(new Date(iso).getTime() + jump), offset);
  }

  /** The times of a check-in or a reset; everything else is left as it is. */
  mended(content: unknown): unknown {
    if (typeof content !== 'object' || content === null) return content;
    const mended: Record<string, unknown> = { ...content };
    for (const field of ['answered_at', 'revised_at', 'started_at', 'ended_at']) {
      const iso = mended[field];
      if (typeof iso === 'string') mended[field] = this.mend(iso);
    }
    return mended;
  }
}

export const wallClock = new WallClock();
