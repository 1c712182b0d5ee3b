import type { Wish } from './address';
import { guideBy, guides } from './guides.svelte';
import { feel, feelNothing } from './haptics';
import { levelBefore, phaseAt, planFor, type Place } from './pattern';
import { pageClock, Run } from './run.svelte';
import { Tones } from './tones';
import { Awake } from './wake';

export interface Outcome {
  started_at: Date;
  ended_at: Date;
  stopped_early: boolean;
  /** The person has left the screen already, so there is nothing to close. */
  gone: boolean;
}

/** A run with everything around it that is not on the screen: the motor, the speaker, the screen's sleep. */
export class Session {
  run: Run;
  skipHolds = $state(false);
  #tones = new Tones();
  #awake = new Awake();
  /** Moved on by every pause: what is kept is how long somebody really breathed. */
  #startedAt = new Date();
  #pausedAt: Date | null = null;
  #ended = false;

  constructor(
    private readonly wish: Wish,
    private readonly onend: (outcome: Outcome) => void,
  ) {
    this.skipHolds = wish.skipHolds;
    this.run = $state.raw(this.#runFor(wish.seconds));
    this.#set();
  }

  /** Locked or covered: nothing goes on unseen. */
  hidden(): void {
    this.run.pause();
    if (this.run.state === 'paused') this.#pausedAt ??= new Date();
    this.#quiet();
  }

  resume(): void {
    this.run.resume();
    this.#goOn();
    this.#set();
  }

  /** By the button or by Escape; `gone` where another screen is there already. */
  leave({ gone = false } = {}): void {
    this.#end({ early: true, gone });
  }

  /** From here on, for what is left of the time. */
  skip(holds: boolean): void {
    this.skipHolds = holds;
    this.run.stop();
    this.#quiet();
    this.#goOn();
    this.run = this.#runFor(this.run.left);
    this.#set();
  }

  vibrate(on: boolean): void {
    void guideBy({ vibrate: on }, new Date());
    if (!on) feelNothing();
  }

  sound(on: boolean): void {
    void guideBy({ sound: on }, new Date());
    if (on) void this.#sing();
    else this.#tones.hush();
  }

  /** Opened by its address, no browser gives sound before somebody has touched the page. */
  touched(): void {
    if (guides.sound) void this.#tones.wake();
  }

  #goOn(): void {
    if (this.#pausedAt) this.#startedAt = new Date(this.#startedAt.getTime() + Date.now() - this.#pausedAt.getTime());
    this.#pausedAt = null;
  }

  #runFor(seconds: number): Run {
    const plan = planFor(this.wish.pattern, seconds, { skipHolds: this.skipHolds });
    return new Run(plan, pageClock, {
      step: (place) => this.#entered(place),
      end: () => this.#end({ early: false }),
    });
  }

  #set(): void {
    this.#awake.hold();
    if (guides.sound) void this.#sing();
  }

  #entered({ step, endsMs }: Place): void {
    if (guides.vibrate) feel(step.phase);
    if (guides.sound) this.#tone(endsMs); // one ahead, so that the speaker is never late
  }

  async #sing(): Promise<void> {
    await this.#tones.wake();
    if (!guides.sound || this.run.state !== 'running') return;
    const { place, from } = this.run;
    this.#tone(place?.startsMs ?? from);
    if (place) this.#tone(place.endsMs);
  }

  #tone(startsMs: number): void {
    const { plan, origin } = this.run;
    const place = phaseAt(plan, startsMs);
    if (!place) return;
    const { index, step, endsMs } = place;
    const [startsAt, endsAt] = [origin + startsMs, origin + endsMs];
    this.#tones.play({ from: levelBefore(plan, index), to: step.level, startsAt, endsAt });
  }

  #quiet(): void {
    this.#tones.hush();
    if (guides.vibrate) feelNothing();
  }

  #end({ early, gone = false }: { early: boolean; gone?: boolean }): void {
    if (this.#ended) return;
    this.#ended = true;
    this.run.stop();
    this.#awake.release();
    this.#quiet();
    if (!early && guides.vibrate) feel('end');
    void this.#tones.close({ withTone: !early && guides.sound });
    const ended_at = this.#pausedAt ?? new Date();
    this.onend({ started_at: this.#startedAt, ended_at, stopped_early: early, gone });
  }
}
