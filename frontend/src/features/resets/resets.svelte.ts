import { localIso } from '../../shared/api/clock';
import { ApiError, Unreachable } from '../../shared/api/errors';
import { prune, sync } from '../../shared/offline/fetch-records';
import type { Here } from '../../shared/offline/here';
import * as records from '../../shared/offline/records';
import { uuidv7 } from '../../shared/offline/uuidv7';
import { wallClock } from '../../shared/offline/wall-clock';
import { endOf, isWorthKeeping, leftOf, mayRevise, RESETS, startOf, type Felt, type Reset } from './reset';

const SOON = 5 * 60_000;

interface Ended {
  started_at: Date;
  ended_at: Date;
}

/** The time as it is sent, with a memory of the clock that gave it. */
function written(time: Date): string {
  const iso = localIso(time);
  wallClock.note(iso);
  return iso;
}

/** One's own resets: what is on the screen is what is on this device. */
export class Resets {
  /** Oldest first; null until they were read. */
  all = $state.raw<Reset[] | null>(null);
  /** Said on the way to a reset, and kept with it once there is one. */
  before = $state.raw<Felt | null>(null);
  #saidAt = 0;
  /** The reset after which somebody was asked how they are. */
  asked = '';
  #writes: Promise<unknown> = Promise.resolve();

  constructor(readonly here: Here) {
    here.news.onNews((news) => news === 'resets' && void this.refresh());
  }

  running(now: Date): Reset | null {
    const running = this.all?.filter((reset) => leftOf(reset, now) > 0) ?? [];
    return running.at(-1) ?? null;
  }

  async refresh(): Promise<void> {
    this.all = await records.all(RESETS, this.here);
  }

  /** Read what is here, then fetch what other devices wrote. Without a network there is simply nothing new. */
  async open(now: Date): Promise<void> {
    if (!this.all) await this.refresh();
    try {
      if (await prune(RESETS, this.here, now)) await this.refresh();
      if (await sync(RESETS, this.here, now)) await this.refresh();
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof ApiError)) throw error;
    }
  }

  async begin(kind: Reset['kind'], planned_seconds: number, now: Date): Promise<Reset> {
    for (const running of this.all?.filter((one) => leftOf(one, now) > 0) ?? []) await this.end(running.id, now);
    return this.#keepNew({ kind, planned_seconds, started_at: written(now), ended_at: null }, now);
  }

  /** A reset that is already over; null where it was too short to have been one. */
  async record(kind: Reset['kind'], planned_seconds: number, { started_at, ended_at }: Ended): Promise<Reset | null> {
    if (!isWorthKeeping(started_at, ended_at)) return null;
    const times = { started_at: written(started_at), ended_at: written(ended_at) };
    return this.#keepNew({ kind, planned_seconds, ...times }, ended_at);
  }

  end(id: string, now: Date): Promise<void> {
    return this.#revise(id, now, (reset) => {
      if (reset.ended_at) return null;
      const over = Math.max(startOf(reset), Math.min(endOf(reset), now.getTime()));
      return { ended_at: written(new Date(over)) };
    });
  }

  sayBefore(felt: Felt, now: Date): void {
    this.before = felt;
    this.#saidAt = now.getTime();
  }

  say(id: string, change: Partial<Pick<Reset, 'before' | 'after'>>, now: Date): Promise<void> {
    return this.#revise(id, now, () => change);
  }

  async #keepNew(said: Pick<Reset, 'kind' | 'planned_seconds' | 'started_at' | 'ended_at'>, now: Date): Promise<Reset> {
    const before = this.#takeBefore(new Date(said.started_at));
    const reset: Reset = { id: uuidv7(now.getTime()), revision: 1, before, after: null, ...said };
    await this.#write(() => records.keep(RESETS, this.here, reset, written(now)));
    await this.#changed();
    return reset;
  }

  /** Whoever said it and then went elsewhere did not say it of what they begin hours later. */
  #takeBefore(started: Date): Felt | null {
    const before = Math.abs(started.getTime() - this.#saidAt) <= SOON ? this.before : null;
    this.before = null;
    return before;
  }

  /** On what lies on the disk now: another tab, or the server, may know more than this screen. */
  async #revise(id: string, now: Date, change: (reset: Reset) => Partial<Reset> | null): Promise<void> {
    await this.#write(async () => {
      const reset = await records.one(RESETS, this.here, id);
      const changed = reset && mayRevise(reset, now) && change(reset);
      if (!changed) return;
      await records.keep(RESETS, this.here, { ...reset, ...changed, revision: reset.revision + 1 }, written(now));
    });
    await this.#changed();
  }

  async #changed(): Promise<void> {
    await Promise.all([this.refresh(), this.here.outbox.posted()]);
    this.here.news.tell('resets');
  }

  #write<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#writes.then(work);
    this.#writes = done.catch(() => undefined);
    return done;
  }
}

const known = new WeakMap<Here, Resets>();

/** The same for every screen of one signed-in person. */
export function resetsOf(here: Here): Resets {
  const resets = known.get(here) ?? new Resets(here);
  known.set(here, resets);
  return resets;
}
