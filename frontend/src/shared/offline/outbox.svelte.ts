import { Schedule } from './schedule';
import { flush, retrySetAside, type Post } from './flush';
import { LETTER_SHELVES, type Letter, type Refused } from './letters';
import type { Newsroom } from './news';
import type { Halt } from './outcome';
import type { Store } from './store';

/** What waits on this device for one account, and how it gets away. */
export class Outbox {
  waiting = $state(0);
  refused = $state(0);
  setAside = $state(0);
  halt = $state<Halt | null>(null);
  sending = $state(false);
  #schedule = new Schedule(() => void this.flush());
  #again = false;
  #outage = false;

  constructor(
    readonly store: Store,
    readonly account: string,
    private readonly post: Post,
    private readonly news: Newsroom,
  ) {}

  /** Everything the server does not have yet, whatever the reason. */
  get unsent(): number {
    return this.waiting + this.refused + this.setAside;
  }

  /** Put back what was set aside, then send; from here on at every sign of a network. */
  async start(): Promise<void> {
    await retrySetAside(this.store, this.account);
    await this.count();
    this.#schedule.watch();
    await this.flush();
  }

  stop(): void {
    this.#schedule.stop();
  }

  /** After a write has been kept: count, tell the other tabs, and send soon. */
  async posted(inMs = 0): Promise<void> {
    await this.count();
    this.news.tell('outbox');
    askForSync();
    this.#schedule.soon(inMs);
  }

  async count(): Promise<void> {
    const [waiting, refused, setAside] = await this.store.read(LETTER_SHELVES, (tx) =>
      Promise.all(LETTER_SHELVES.map((shelf) => tx.count(shelf, this.account))),
    );
    this.waiting = waiting!;
    this.refused = refused!;
    this.setAside = setAside!;
    if (this.store.lasts) badge(waiting! + refused! + setAside!);
  }

  async flush(): Promise<void> {
    if (this.sending) return void (this.#again = true);
    this.sending = true;
    try {
      do {
        this.#again = false;
        const { halt, sent, retryAfter, outage } = await flush(this.store, this.account, this.post);
        this.halt = halt;
        this.#schedule.after(halt, retryAfter);
        if (sent && this.#outage) await this.#afterOutage();
        if (outage) this.#outage = true;
      } while (this.#again && !this.halt);
    } finally {
      this.sending = false;
      await this.count();
      this.news.tell('outbox');
    }
  }

  /** The server is back: what was set aside gets one more chance. */
  async #afterOutage(): Promise<void> {
    this.#outage = false;
    await retrySetAside(this.store, this.account);
    this.#again = true;
  }

  letters(shelf: 'letters' | 'setaside'): Promise<Letter[]> {
    return this.store.read([shelf], (tx) => tx.all<Letter>(shelf, this.account));
  }

  refusals(): Promise<Refused[]> {
    return this.store.read(['refused'], (tx) => tx.all<Refused>('refused', this.account));
  }

  content(letter: Letter): Promise<unknown> {
    return this.store.open(this.account, `letters/${letter.name}`, letter.body);
  }

  async discard(shelf: (typeof LETTER_SHELVES)[number], name: string): Promise<void> {
    await this.store.change([shelf], (tx) => tx.delete(shelf, this.account, name));
    await this.count();
    this.news.tell('outbox');
  }

  async retry(): Promise<void> {
    await retrySetAside(this.store, this.account);
    await this.flush();
  }
}

function badge(count: number): void {
  if ('setAppBadge' in navigator) void navigator.setAppBadge(count).catch(() => undefined);
}

function askForSync(): void {
  const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!worker?.controller) return;
  void worker.ready.then((registration) =>
    (registration as { sync?: { register(tag: string): Promise<void> } }).sync
      ?.register('outbox')
      .catch(() => undefined),
  );
}
