import { Newest } from '../../../shared/api/newest';
import type { Place } from '../../../shared/offline/mine';
import type { Halt } from '../../../shared/offline/outcome';
import { Schedule } from '../../../shared/offline/schedule';
import { readAll } from '../report/kept-drafts';
import { Chosen } from './chosen.svelte';
import { change, dropFile, dropOrphans, dropParts, isTo, PREFIX, type KeptFile, type Target } from './kept';
import { lineTo, type Line } from './line';
import { alone, sendFile, takeBack, type Sent } from './sending';

const UNDO = 30_000;

/** Files on their way from this device: one request at a time, each part from where the server has it. */
export class Files {
  rows = $state.raw<KeptFile[]>([]);
  readonly chosen: Chosen;
  /** Bytes that the server has, by file. */
  sent = $state<Record<string, number>>({});
  /** Why the server has no place for one today, by file. */
  later = $state<Record<string, string>>({});
  /** Of which the server said that it let go: a list may still be on its way that has them. */
  gone = $state<Record<string, boolean>>({});
  /** Rises with each file that has left. */
  left = $state(0);
  #schedule = new Schedule(() => void this.send());
  #sending: Promise<void> | null = null;
  #again = false;
  #newest = new Newest();

  /** `waits` says that a report is not on the server yet, `drafts` which ones are still being written. */
  constructor(
    private readonly place: Place,
    private readonly waits: (to: Target) => Promise<boolean>,
    private readonly drafts: () => Promise<string[]> = () => Promise.resolve([]),
  ) {
    this.chosen = new Chosen(place, this);
  }

  start(): () => void {
    this.#schedule.watch();
    void this.#tidy().then(() => this.send());
    return () => this.#schedule.stop();
  }

  of(to: Target): KeptFile[] {
    return this.rows.filter((row) => isTo(row, to) && row.thrown === undefined);
  }

  look(): Promise<void> {
    return this.#newest.show(
      () => readAll<KeptFile>(this.place, PREFIX),
      (found) => (this.rows = found.map(([, kept]) => kept)),
    );
  }

  /** The server may have it although no answer came, or an earlier page sent it: its line stays until the server said no. */
  async remove(file: KeptFile): Promise<void> {
    const isHere = file.removed === true || !lineTo(this.place.account, file.to) || (await this.waits(file.to));
    if (isHere) await dropFile(this.place, file);
    else {
      await change(this.place, { ...file, refused: undefined, removed: true }, new Date());
      await dropParts(this.place, file);
    }
    await this.look();
    if (!isHere) await this.send();
  }

  /** Along with its draft: gone unless it is brought back (`thrown` is undefined) soon. */
  async throwAway(to: Target, thrown: number | undefined): Promise<void> {
    await this.look();
    for (const row of this.rows) if (isTo(row, to)) await change(this.place, { ...row, thrown }, new Date());
    await this.look();
    if (thrown !== undefined) setTimeout(() => void this.#tidy(), UNDO + 1000);
  }

  soon(): void {
    this.#schedule.soon(0);
  }

  /** One at a time, whoever asks, and in one tab alone. */
  send(): Promise<void> {
    if (this.#sending) this.#again = true;
    this.#sending ??= this.#rounds().finally(() => (this.#sending = null));
    return this.#sending;
  }

  async #rounds(): Promise<void> {
    do {
      this.#again = false;
      const halt = await alone(() => this.#sendAll());
      this.#schedule.after(halt);
      if (halt) return;
    } while (this.#again);
  }

  async #sendAll(): Promise<Halt | null> {
    await this.look();
    let halt: Halt | null = null;
    for (const { id } of this.rows) {
      const row = this.#row(id); // as it is by now
      const line = row && row.refused === undefined ? lineTo(this.place.account, row.to) : null;
      if (!row || !line) continue;
      if (await this.waits(row.to)) halt ??= 'offline';
      else {
        const done = await this.#ask(row, line);
        if (done.is === 'halt') return done.why;
        if (done.is === 'later') halt ??= 'server_error';
      }
    }
    return halt;
  }

  async #ask(row: KeptFile, line: Line): Promise<Sent> {
    const onpart = (received: number): void => void (this.sent[row.id] = received);
    const isWanted = (): boolean => this.rows.some(({ id, removed }) => id === row.id && !removed);
    const done = row.removed ? await takeBack(row, line) : await sendFile(this.place, row, line, { onpart, isWanted });
    if (done.is === 'later') this.later[row.id] = done.why;
    else if (done.is !== 'halt') await this.#settle(row, done);
    return done;
  }

  async #settle(row: KeptFile, done: Sent): Promise<void> {
    await this.look();
    const kept = this.#row(row.id);
    const isSame = kept !== undefined && kept.removed === row.removed; // what was taken back meanwhile is asked for next
    if (isSame && done.is === 'refused') {
      await change(this.place, { ...row, refused: done.why }, new Date());
      await dropParts(this.place, row);
    } else if (isSame) await dropFile(this.place, row);
    if (row.removed && done.is === 'gone') this.gone[row.id] = true;
    this.left += 1;
    await this.look();
  }

  #row(id: string): KeptFile | undefined {
    return this.rows.find((row) => row.id === id);
  }

  /** What belongs to no draft any more, and parts of which no line tells. */
  async #tidy(): Promise<void> {
    await this.look();
    const drafts = new Set(await this.drafts());
    const over = ({ to, thrown = 0 }: KeptFile): boolean =>
      'of' in to && !drafts.has(to.of) && Date.now() - thrown > UNDO;
    for (const row of this.rows.filter(over)) await dropFile(this.place, row);
    await this.look();
    if (!this.chosen.adding) await dropOrphans(this.place, this.rows);
  }
}
