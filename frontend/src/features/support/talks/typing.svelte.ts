import { api } from '../../../shared/api/client';

const STAYS = 4000;
const EVERY = 3000;

/** That somebody writes right now: said every few seconds, shown for a little longer, and lost without harm. */
export class Typing {
  on = $state(false);
  #said = 0;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  hear(): void {
    this.on = true;
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => (this.on = false), STAYS);
  }

  say(talk: string): void {
    if (Date.now() - this.#said < EVERY) return;
    this.#said = Date.now();
    void api(`${talk}/typing`, { method: 'PUT' }).catch(() => undefined);
  }
}
