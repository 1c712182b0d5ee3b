import { api } from '../../../shared/api/client';
import { ApiError, isGone, isTrouble } from '../../../shared/api/errors';
import { Newest } from '../../../shared/api/newest';
import type { Report, ReportSaid } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';
import type { Here } from '../../../shared/offline/here';
import { keptWords, type KeptWords } from '../../../shared/offline/kept-words.svelte';
import { putOn } from '../../../shared/offline/stamped';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import { moveFiles } from '../evidence/mine';
import type { Draft } from './draft';
import { keepDraft, nameOf } from './kept-drafts';
import { discard, say, unsentReports, unsentWords, type Unsent } from './unsent';

const EVERY = 30_000;

/** One of one's own reports, from the box on this phone to its outcome. */
export class OneReport {
  found = $state.raw<Report | null>(null);
  waiting = $state.raw<Unsent<ReportSaid> | null>(null);
  #inBox = $state.raw<Unsent<{ text: string }>[]>([]);
  /** Never beside the same words come back, also where their answer was lost. */
  readonly words = $derived(this.#inBox.filter(({ name }) => !this.found?.written.some((id) => name.endsWith(id))));
  /** What somebody began to write to whoever handles it. */
  readonly begun: KeptWords;
  gone = $state(false);
  busy = $state(false);
  error = $state.raw<unknown>(null);
  #newest = new Newest();

  constructor(
    private readonly here: Here,
    private readonly id: string,
  ) {
    this.begun = keptWords(here, `report-words/${id}`);
  }

  start(): () => void {
    return keepLooking(() => void this.look(), { every: EVERY, topics: ['reports'] });
  }

  async look(): Promise<void> {
    await this.#lookHere();
    if (this.waiting) return;
    await this.#ask(async () => {
      await this.#newest.show(
        () => this.#api<Report>('GET'),
        (found) => (this.found = found),
      );
      await this.#lookHere(); // what arrived meanwhile is in the answer, and not in the box any more
    });
  }

  async #lookHere(): Promise<void> {
    this.waiting = (await unsentReports(this.here)).find(({ id }) => id === this.id) ?? null;
    this.#inBox = await unsentWords(this.here, this.id);
  }

  say = async (): Promise<void> => {
    const { text } = this.begun;
    if (!text.trim()) return;
    const isKept = await say(this.here, this.id, text.trim()).then(
      () => true,
      () => false, // no room for it in the box either
    );
    this.begun.unsaved = !isKept;
    if (!isKept) return;
    this.begun.leave(text);
    await this.look();
  };

  takeBack = async (): Promise<void> => {
    await this.#letGo();
    if (!this.error) await this.look(); // a look that succeeds would wipe off why it was refused
  };

  /** The server said no: to the form again, under a new name when it is sent. */
  takeUp = async (): Promise<void> => {
    const { content, ...letter } = this.waiting!;
    if (content) await keepDraft(this.here, this.id, draftFrom(this.id, content), new Date());
    await moveFiles(this.here, { report: this.id }, { of: this.id });
    await discard(this.here, { content, ...letter });
  };

  /**
   * Taken back, and in the form again with nobody kept away; whether it is. On the disk before its words are destroyed,
   * and off it again only if the server said that they were not: where no answer came they may be, and it is taken back
   * once more when the other one goes.
   */
  chooseAgain = async (): Promise<boolean> => {
    const kept = await keepDraft(this.here, this.id, draftOf(this.id, this.found!), new Date());
    await this.#letGo();
    // One that lay there before, or was written on meanwhile, is somebody's work.
    if (kept && isRefusal(this.error)) await putOn(this.here, nameOf(this.id), kept.stamp, null);
    return !this.error;
  };

  async #letGo(): Promise<void> {
    this.busy = true;
    await this.#ask(() => this.#api('DELETE'));
    this.busy = false;
  }

  #api<T>(method: string): Promise<T> {
    return api<T>(`/reports/${this.id}`, { method, account: this.here.account });
  }

  async #ask(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.gone = isGone(cause);
      this.error = this.gone ? null : cause;
    }
  }
}

const isRefusal = (cause: unknown): boolean => cause instanceof ApiError && [403, 409].includes(cause.status);

const draftFrom = (id: string, { happened_at, severity, acts = [], not_to = [], ...said }: ReportSaid): Draft => ({
  ...said,
  id,
  severity,
  acts,
  not_to,
  when: 'other',
  at: happened_at,
});

/** What is in the form again, with nobody kept away. */
const draftOf = (id: string, { kinds, severity, urgent, channel, acts, happened_at, ...one }: Report): Draft => ({
  ...{ kinds, severity, urgent, channel, acts, story: one.story, reference: one.reference, identity: one.identity },
  id: uuidv7(),
  instead_of: id,
  not_to: [],
  when: 'other',
  at: happened_at,
});
