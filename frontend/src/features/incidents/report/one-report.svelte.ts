import { api } from '../../../shared/api/client';
import { isGone, isTrouble } from '../../../shared/api/errors';
import type { Report, ReportSaid } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';
import type { Here } from '../../../shared/offline/here';
import { dropMine, keepMine, readMine } from '../../../shared/offline/mine';
import { keepDraft, type Draft } from './draft';
import { discard, say, unsentReports, unsentWords, type Unsent } from './unsent';

const EVERY = 30_000;

/** One of one's own reports, from the box on this phone to its outcome. */
export class OneReport {
  found = $state.raw<Report | null>(null);
  waiting = $state.raw<Unsent<ReportSaid> | null>(null);
  words = $state.raw<Unsent<{ text: string }>[]>([]);
  text = $state('');
  gone = $state(false);
  busy = $state(false);
  error = $state.raw<unknown>(null);
  #name: string;

  constructor(
    private readonly here: Here,
    private readonly id: string,
  ) {
    this.#name = `report-words/${id}`;
  }

  start(): () => void {
    void readMine<string>(this.here, this.#name).then((text) => (this.text ||= text ?? ''));
    return keepLooking(() => void this.look(), { every: EVERY, topics: ['reports'] });
  }

  async look(): Promise<void> {
    await this.#lookHere();
    if (this.waiting) return;
    await this.#ask(async () => {
      this.found = await this.#api<Report>('GET');
      await this.#lookHere(); // what arrived meanwhile is in the answer, and not in the box any more
    });
  }

  async #lookHere(): Promise<void> {
    this.waiting = (await unsentReports(this.here)).find(({ id }) => id === this.id) ?? null;
    this.words = await unsentWords(this.here, this.id);
  }

  /** Kept at every keystroke, like everything that is written here. */
  type = (text: string): void => {
    this.text = text;
    void (text ? keepMine(this.here, this.#name, text, new Date()) : dropMine(this.here, this.#name));
  };

  say = async (): Promise<void> => {
    const text = this.text.trim();
    if (!text) return;
    await say(this.here, this.id, text);
    this.type('');
    await this.look();
  };

  takeBack = async (): Promise<void> => {
    await this.#ask(() => this.#api('DELETE'));
    await this.look();
  };

  /** The server said no: to the form again, under a new name when it is sent. */
  takeUp = async (): Promise<void> => {
    const { content, ...letter } = this.waiting!;
    if (content) await keepDraft(this.here, this.id, draftFrom(content), new Date());
    await discard(this.here, { content, ...letter });
  };

  #api<T>(method: string): Promise<T> {
    return api<T>(`/reports/${this.id}`, { method, account: this.here.account });
  }

  async #ask(work: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    try {
      await work();
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.gone = isGone(cause);
      this.error = this.gone ? null : cause;
    } finally {
      this.busy = false;
    }
  }
}

const draftFrom = ({ happened_at, severity, acts = [], not_to = [], ...said }: ReportSaid): Draft => ({
  ...said,
  severity,
  acts,
  not_to,
  when: 'other',
  at: happened_at,
});
