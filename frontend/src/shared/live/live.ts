import { catchUp, passOn, type Hint } from './hints';

export type { Hint };

const ACCESS_ENDED = 4401;
const LONGEST = 2 * 60_000;

/** Full jitter: after a restart the pages of a whole floor come back one by one, not all in one moment. */
export function patience(failures: number, chance: number): number {
  return chance * Math.min(2000 * 2 ** failures, LONGEST);
}

/** The socket says that something changed, never what. A missed hint costs nothing, so it rests while nobody looks. */
export class Live {
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #off = new AbortController();

  constructor(
    private readonly onHint: (hint: Hint) => void,
    private readonly onAccessEnded: () => void,
    private readonly chance: () => number = Math.random,
  ) {}

  start(): void {
    const { signal } = this.#off;
    document.addEventListener('visibilitychange', () => this.#look(), { signal });
    addEventListener('online', () => this.#look(), { signal });
    this.#look();
  }

  stop(): void {
    this.#off.abort();
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #look(): void {
    if (document.visibilityState === 'visible' && navigator.onLine && !this.#socket) this.#connect();
  }

  #connect(): void {
    clearTimeout(this.#timer);
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/live`);
    this.#socket = socket;
    socket.onopen = () => {
      this.#failures = 0;
      catchUp(); // what was said since the screen looked went to nobody
    };
    socket.onmessage = ({ data }) => {
      const hint = JSON.parse(String(data)) as Hint;
      passOn(hint);
      this.onHint(hint);
    };
    socket.onclose = ({ code }) => {
      this.#socket = null;
      if (this.#off.signal.aborted) return;
      if (code === ACCESS_ENDED) return this.onAccessEnded();
      this.#failures += 1;
      this.#timer = setTimeout(() => this.#look(), patience(this.#failures, this.chance()));
    };
  }
}
