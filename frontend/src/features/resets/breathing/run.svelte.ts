import { nextChange, phaseAt, resumeMs, secondsUntil, type Place, type Plan } from './pattern';

/** Milliseconds that only go forward, and a call at one of them, never before it. */
export interface Clock {
  now(): number;
  wake(at: number, call: () => void): () => void;
}

/** A second to let the shoulders drop, before the first breath and after a pause. */
export const LEAD_MS = 1000;

export interface Heard {
  step?: (place: Place) => void;
  end?: () => void;
}

/** One session: where it is, told by the time since its beginning and by nothing that adds up. */
export class Run {
  state = $state<'running' | 'paused' | 'done'>('running');
  /** Nothing yet while the shoulders drop. */
  place = $state.raw<Place | null>(null);
  /** Whole seconds left: of the step, and of all. */
  count = $state(0);
  left = $state(0);
  /** The clock's time of the session's beginning; moved by every pause. */
  origin = $state.raw(0);
  /** Where it begins, and after a pause begins again. */
  from = 0;
  #forget = (): void => undefined;

  constructor(
    readonly plan: Plan,
    private readonly clock: Clock,
    private readonly heard: Heard = {},
  ) {
    this.#begin();
  }

  /** The page went out of sight: nothing goes on until the person says so. */
  pause(): void {
    if (this.state !== 'running') return;
    this.#forget();
    const elapsed = Math.max(this.from, this.clock.now() - this.origin);
    const place = phaseAt(this.plan, elapsed);
    if (!place) return this.#tick(); // it ended before the page was hidden, or in the same moment
    this.from = resumeMs(this.plan, place);
    this.state = 'paused';
  }

  resume(): void {
    if (this.state === 'paused') this.#begin();
  }

  stop(): void {
    this.#forget();
  }

  #begin(): void {
    this.state = 'running';
    this.place = null;
    this.origin = this.clock.now() + LEAD_MS - this.from;
    this.left = secondsUntil(this.plan.totalMs, this.from);
    this.#wakeAt(this.from);
  }

  #wakeAt(elapsed: number): void {
    this.#forget = this.clock.wake(this.origin + elapsed, () => this.#tick());
  }

  #tick(): void {
    const elapsed = this.clock.now() - this.origin;
    const place = phaseAt(this.plan, elapsed);
    if (!place) {
      this.left = this.count = 0;
      this.state = 'done';
      return this.heard.end?.();
    }
    this.#show(place, elapsed);
    this.#wakeAt(nextChange(this.plan, place, elapsed));
  }

  #show(place: Place, elapsed: number): void {
    const isNew = place.startsMs !== this.place?.startsMs;
    this.count = secondsUntil(place.endsMs, elapsed);
    this.left = secondsUntil(this.plan.totalMs, elapsed);
    if (!isNew) return;
    this.place = place;
    this.heard.step?.(place);
  }
}

/** The page's own clock, which never jumps when somebody sets the time. */
export const pageClock: Clock = {
  now: () => performance.now(),
  wake(at, call) {
    // Rounded up: browsers cut a delay to whole milliseconds, and an early call would find the step before.
    let timer = setTimeout(due, Math.max(0, Math.ceil(at - performance.now())));
    function due(): void {
      if (performance.now() >= at) call();
      else timer = setTimeout(due, 1);
    }
    return () => clearTimeout(timer);
  },
};
