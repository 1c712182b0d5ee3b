import { api } from '../../../shared/api/client';
import { localIso } from '../../../shared/api/clock';
import { Unreachable } from '../../../shared/api/errors';
import type { MyTalks, Spoken, TalkAvailability, TalkSupervisor, TalkTopic } from '../../../shared/api/types';
import { onHint } from '../../../shared/live/hints';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import { router } from '../../../shared/ui/router.svelte';
import { isTrouble, whileSeen } from './polling';

export interface Wish {
  kind: 'peer' | 'supervisor';
  topic: TalkTopic;
  language: Spoken;
  alias?: string;
  supervisor?: string;
  wished_at?: string | null;
}

const EVERY = 5000;

/** Who is there, what one waits for, and which talks are not erased yet. */
export class Asking {
  mine = $state.raw<MyTalks | null>(null);
  available = $state.raw<TalkAvailability | null>(null);
  supervisors = $state.raw<TalkSupervisor[]>([]);
  error = $state.raw<unknown>(null);
  unreachable = $state(false);
  busy = $state(false);
  /** What was asked for ended without anybody. */
  nobody = $state(false);
  #about: { topic: TalkTopic; language: Spoken };
  #wish = { words: '', id: '' };
  #waiting: string | undefined;

  constructor(language: Spoken) {
    this.#about = { topic: 'any', language };
  }

  start(): () => void {
    void this.look();
    void this.#attempt(async () => {
      this.supervisors = (await api<{ results: TalkSupervisor[] }>('/talk-supervisors')).results;
    });
    const stops = [whileSeen(() => void this.look(), EVERY), onHint('talks', () => void this.look())];
    return () => stops.forEach((stop) => stop());
  }

  look(): Promise<void> {
    return this.#attempt(async () => {
      const before = this.#waiting;
      this.mine = await api<MyTalks>('/talks/mine');
      this.#waiting = this.mine.asking?.state === 'waiting' ? this.mine.asking.id : undefined;
      if (before && !this.#waiting) await this.#over(before);
      this.available = await api<TalkAvailability>(`/talk-availability?${new URLSearchParams(this.#about)}`);
    });
  }

  about(topic: TalkTopic, language: Spoken): void {
    this.#about = { topic, language };
    void this.look();
  }

  /** Pressed twice, or after no answer came, the same wish is the same request. */
  ask(wish: Wish): Promise<void> {
    const words = JSON.stringify(wish);
    if (this.#wish.words !== words) this.#wish = { words, id: uuidv7() };
    const { id } = this.#wish;
    return this.#do(async () => {
      this.nobody = false;
      await api(`/talk-requests/${id}`, { method: 'PUT', body: wish });
      this.#wish = { words: '', id: '' };
    });
  }

  withdraw(): Promise<void> {
    const id = this.mine?.asking?.id;
    this.#waiting = undefined; // nothing to be told of
    return this.#do(async () => void (id && (await api(`/talk-requests/${id}`, { method: 'DELETE' }))));
  }

  async #over(id: string): Promise<void> {
    const { state, conversation } = await api<{ state: string; conversation: string | null }>(`/talk-requests/${id}`);
    if (conversation) router.go(`/talk/${conversation}`);
    this.nobody = state === 'nobody';
  }

  async #do(work: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    await this.#attempt(work);
    const said = this.error;
    await this.look();
    this.error ??= said;
    this.busy = false;
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.unreachable = false;
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.unreachable = cause instanceof Unreachable;
      this.error = this.unreachable ? null : cause;
    }
  }
}

/** From the field of a form, which knows no zone, to a moment. */
export const wished = (field: string): string | null => (field ? localIso(new Date(field)) : null);
