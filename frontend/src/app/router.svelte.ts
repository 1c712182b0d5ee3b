import { arrival } from '../shared/ui/arrival';

/** The screen lives in the part after `#`, which browsers never send: the server cannot learn what is open. */
class Router {
  path = $state(read());

  constructor() {
    addEventListener('hashchange', () => {
      arrival.moved = true;
      this.path = read();
      scrollTo(0, 0);
    });
  }

  go(path: string): void {
    location.hash = `#${path}`;
  }

  /** Change place without a step in the history: for secrets in a link, and after signing in. */
  replace(path: string): void {
    history.replaceState(null, '', `#${path}`);
    arrival.moved = true;
    this.path = read();
  }
}

function read(): string {
  return location.hash.slice(1) || '/';
}

export const router = new Router();
