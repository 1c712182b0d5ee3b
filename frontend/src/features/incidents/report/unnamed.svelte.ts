import { askAsNobody } from '../../../shared/api/nobody';
import { ApiError, isTrouble } from '../../../shared/api/errors';
import { keepLooking } from '../../../shared/live/looking';
import type { Here } from '../../../shared/offline/here';
import { enqueue, LETTER_SHELVES } from '../../../shared/offline/letters';
import { dropMine, keepMine, type Place } from '../../../shared/offline/mine';
import { isAsSeen, tellOf } from '../../../shared/offline/stamped';
import { movedTo, type KeptFile } from '../evidence/kept';
import { saidByNobody, type Draft } from './draft';
import { nameOf, readAll, sealedDraft, UNNAMED } from './kept-drafts';
import { makeReceipt } from './receipts';
import { takingBack, type Begun } from './unsent';

interface Kept {
  receipt: string;
  /** Until it has arrived; then the receipt is all that is left here. */
  draft?: Draft;
  refused?: string;
  /** Its receipt stands for another report: from the form it goes out with a new one. */
  taken?: true;
}
export type Unsigned = Kept & { name: string };

const EVERY = 10_000;
/** Refusals that say nothing about the report itself. */
const LATER = new Set([401, 403, 408, 425, 429]);

/**
 * Reports that nobody signed. They never lie in the outbox, which belongs to an account and is sent in its name: they
 * go out by a way of their own, and the receipt that was made here keeps a repeat from being a second one.
 */
export class Unnamed {
  rows = $state.raw<Unsigned[]>([]);
  looked = $state(false);
  unsent = $derived(this.rows.filter(({ draft }) => draft).length);
  /** Receipts of what has arrived, of which nobody said yet that they are written down. */
  unsaved = $derived(this.rows.length - this.unsent);
  #sending: Promise<void> | null = null;

  constructor(private readonly place: Place) {}

  start(): () => void {
    const isDue = (): boolean => this.rows.some(({ draft, refused }) => draft && refused === undefined);
    return keepLooking(() => void this.send(), { every: EVERY, isDue });
  }

  /** It takes the place of the draft: on the disk before anything is sent. False where that is not as it was seen. */
  async hold({ of, draft, stamp }: Begun, now: Date, files: readonly KeptFile[] = []): Promise<boolean> {
    const { account, store } = this.place;
    const kept: Kept = { receipt: await makeReceipt(), draft };
    // Names lie open on the disk; the receipt is sealed.
    const name = UNNAMED + crypto.randomUUID();
    const body = await store.seal(account, `mine/${name}`, kept);
    const moved = await Promise.all(files.map((file) => movedTo(this.place, file, { receipt: kept.receipt }, now)));
    const before = await takingBack(this.place, draft);
    const done = await store.change([...LETTER_SHELVES, 'mine'], async (tx) => {
      if (!(await isAsSeen(tx, this.place, nameOf(of), stamp))) return false;
      for (const letter of before) await enqueue(tx, letter);
      for (const line of [{ account, name, order: now.getTime(), body }, ...moved]) await tx.put('mine', line);
      await tx.delete('mine', account, nameOf(of));
      return true;
    });
    if (done) tellOf(this.place, nameOf(of), undefined);
    await this.look();
    return done;
  }

  async look(): Promise<void> {
    const found = await readAll<Kept>(this.place, UNNAMED);
    this.rows = found.map(([rest, kept]) => ({ ...kept, name: UNNAMED + rest }));
    this.looked = true;
  }

  /** One at a time, whoever asks. */
  send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = null));
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    await this.look();
    for (const row of this.rows) if (row.draft && row.refused === undefined) await this.#sendOne(row);
  }

  async #sendOne({ name, receipt, draft }: Unsigned): Promise<void> {
    try {
      await askAsNobody('/anonymous-reports', { receipt, ...saidByNobody(draft!) });
      await this.#keep(name, { receipt });
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      if (!isFinal(cause)) return;
      const taken = cause.code === 'receipt_taken' && { taken: true as const };
      await this.#keep(name, { receipt, draft, refused: cause.message, ...taken });
    }
  }

  async #keep(name: string, kept: Kept): Promise<void> {
    await keepMine(this.place, name, kept, new Date());
    await this.look();
  }

  async confirm({ name }: Unsigned): Promise<void> {
    await dropMine(this.place, name);
    await this.look();
  }

  async giveUp(): Promise<void> {
    await this.look();
    for (const { name } of this.rows) await dropMine(this.place, name);
    await this.look();
  }

  /**
   * The server would not have it: back to the form, and with another receipt from there. Under a name of its own, which
   * is returned: something else may have been begun meanwhile. In one stroke, with its files.
   */
  async takeUp({ name, draft }: Unsigned, now: Date, files: readonly KeptFile[] = []): Promise<string> {
    const { account, store } = this.place;
    const of = crypto.randomUUID();
    const begun = await sealedDraft(this.place, of, draft!, now);
    const moved = await Promise.all(files.map((file) => movedTo(this.place, file, { of }, now)));
    await store.change(['mine'], async (tx) => {
      for (const line of [begun, ...moved]) await tx.put('mine', line);
      await tx.delete('mine', account, name);
    });
    await this.look();
    return of;
  }
}

const isFinal = (cause: unknown): cause is ApiError =>
  cause instanceof ApiError && cause.status < 500 && cause.code !== 'unknown' && !LATER.has(cause.status);

const known = new WeakMap<Here, Unnamed>();

/** The same for every screen of one signed-in person. */
export function unnamedOf(here: Here): Unnamed {
  const unnamed = known.get(here) ?? new Unnamed(here);
  known.set(here, unnamed);
  return unnamed;
}
