import { arrival } from './arrival';

/** The screen lives in the part after `#`, which browsers never send: the server cannot learn what is open. */
class Router {
  path = $state(read());

  constructor() {
    addEventListener('hashchange', () => this.#arrive());
  }

  go(path: string): void {
    location.hash = `#${path}`;
    this.#arrive(); // now: the browser's own event comes a frame later
  }

  /** Change place without a step in the history: for secrets in a link, and after signing in. */
  replace(path: string): void {
    history.replaceState(null, '', `#${path}`);
    this.#arrive();
  }

  #arrive(): void {
    arrival.moved = true;
    if (this.path === read()) return;
    this.path = read();
    scrollTo(0, 0);
  }
}

function read(): string {
  return location.hash.slice(1) || '/';
}

export const router = new Router();
