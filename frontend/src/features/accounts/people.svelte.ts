import { api } from '../../shared/api/client';
import type { People, Person } from '../../shared/api/types';

const PAUSE = 300;

/** The people of one's own units, found by name or number, a page at a time. */
export class Directory {
  people = $state.raw<Person[]>([]);
  count = $state<number | null>(null);
  error = $state.raw<unknown>(null);
  #search = '';
  #page = 0;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get hasMore(): boolean {
    return this.count !== null && this.people.length < this.count;
  }

  /** Waits until the typing pauses. */
  searchSoon(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.search(text), PAUSE);
  }

  search(text: string): Promise<void> {
    clearTimeout(this.#timer);
    this.#search = text.trim();
    this.#page = 0;
    return this.more();
  }

  async more(): Promise<void> {
    const turn = ++this.#asked;
    const page = this.#page + 1;
    const asked = new URLSearchParams({ search: this.#search, page: String(page) });
    try {
      const { results, count } = await api<People>(`/people?${asked}`);
      if (turn !== this.#asked) return; // a later question has been asked meanwhile
      this.people = page === 1 ? results : [...this.people, ...results];
      this.count = count;
      this.#page = page;
      this.error = null;
    } catch (cause) {
      if (turn === this.#asked) this.error = cause;
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asked++;
  }
}
