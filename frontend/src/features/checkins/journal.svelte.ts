import { Unreachable, ApiError } from '../../shared/api/errors';
import { localIso } from '../../shared/api/clock';
import type { Here } from '../../shared/offline/here';
import { uuidv7 } from '../../shared/offline/uuidv7';
import { wallClock } from '../../shared/offline/wall-clock';
import type { Entry, Mood, Refinement } from './answers';
import * as diary from './diary';
import { adoptNextNote, noteOf } from './notes';
import { nextFrame } from '../../shared/ui/next-frame';

const REFINE_PAUSE = 800;

/** The time as it is sent, with a memory of the clock that gave it. */
function written(now: Date): string {
  const iso = localIso(now);
  wallClock.note(iso);
  return iso;
}

/** One's own check-ins: what is on the screen is what is on this device. */
export class Journal {
  latest = $state.raw<Entry[]>([]);
  /** Every entry, oldest first; null until a screen asked for them. */
  entries = $state.raw<Entry[] | null>(null);
  #writes: Promise<unknown> = Promise.resolve();
  #newest: Entry | null = null;
  #adopting: Promise<void> = Promise.resolve();

  constructor(readonly here: Here) {
    here.news.onNews((news) => news === 'history' && void this.refresh());
  }

  /** Resolves when the tap is on the disk; only then may the screen say so. */
  async checkIn(mood: Mood, now: Date): Promise<Entry> {
    const answered_at = written(now);
    const entry: Entry = {
      id: uuidv7(now.getTime()),
      revision: 1,
      answered_at,
      mood,
      energy: null,
      feelings: [],
      body: [],
      sources: [],
    };
    await this.#write(() => diary.keep(this.here, entry, answered_at));
    this.#newest = entry;
    const shown = nextFrame(); // "noted" is on the glass before anything else is looked up
    this.#adopting = shown.then(() => adoptNextNote(this.here, entry.id)).catch(() => undefined); // or the next one's
    void shown.then(() => this.#changed(0));
    return entry;
  }

  /** An entry that need not be looked up on the disk: one of the last five, or the one of this very tap. */
  known(id: string): Entry | undefined {
    return [...this.latest, this.#newest].find((entry) => entry?.id === id) ?? undefined;
  }

  async noteOf(id: string): Promise<string> {
    await this.#adopting;
    return noteOf(this.here, id);
  }

  refine(entry: Entry, change: Refinement, now: Date): { entry: Entry; kept: Promise<void> } {
    const revised = { ...entry, ...change, revision: entry.revision + 1 };
    const kept = this.#write(() => diary.keep(this.here, revised, written(now)));
    return { entry: revised, kept: kept.then(() => this.#changed(REFINE_PAUSE)) };
  }

  async remove(entry: Pick<Entry, 'id' | 'revision'>): Promise<void> {
    await this.#write(() => diary.remove(this.here, entry));
    await this.#changed(0);
  }

  /** A check-in that the server refused for its time, sent with the time now. */
  async sendAgain(path: string, now: Date): Promise<void> {
    const { sendAgain } = await import('./again'); // hardly ever needed
    await this.#write(() => sendAgain(this.here, path, uuidv7(now.getTime()), written(now)));
    await this.#changed(0);
  }

  async refresh(): Promise<void> {
    this.latest = await diary.latest(this.here, 5);
    if (this.entries) this.entries = await diary.all(this.here);
  }

  async open(): Promise<void> {
    this.entries = await diary.all(this.here);
  }

  /** Fetch what other devices wrote. Without a network or a session there is simply nothing new. */
  async sync(now = new Date()): Promise<void> {
    const fetching = await import('./sync').catch(() => null); // not needed before a face can be tapped
    if (!fetching) return;
    try {
      if (await fetching.prune(this.here, now)) await this.refresh();
      if (await fetching.sync(this.here, now)) await this.refresh();
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof ApiError)) throw error;
    }
  }

  async #changed(sendInMs: number): Promise<void> {
    await Promise.all([this.refresh(), this.here.outbox.posted(sendInMs)]);
    this.here.news.tell('history');
  }

  /** Writes follow one another, so that a later revision is never overtaken by an earlier one. */
  #write<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#writes.then(work);
    this.#writes = done.catch(() => undefined);
    return done;
  }
}
