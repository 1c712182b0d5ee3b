import { untilNextMinute } from './reset';

/** The time, read again only when the minutes left are other ones, or when the screen comes back into sight. */
export class MinuteClock {
  now = $state.raw(new Date());

  /** Made while a component is set up, and stopped with it. */
  constructor(left: (now: Date) => number) {
    $effect(() => {
      const ms = left(this.now);
      const timer = ms ? setTimeout(() => this.look(), untilNextMinute(ms)) : undefined;
      return () => clearTimeout(timer);
    });
    $effect(() => {
      const seen = (): void => this.look();
      document.addEventListener('visibilitychange', seen);
      return () => document.removeEventListener('visibilitychange', seen);
    });
  }

  look(): void {
    this.now = new Date();
  }
}
