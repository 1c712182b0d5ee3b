import { api } from '../../../shared/api/client';
import { Unreachable, isTrouble } from '../../../shared/api/errors';
import type {
  MyTalks,
  Spoken,
  TalkAvailability,
  TalkRequest,
  TalkSupervisor,
  TalkTopic,
} from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import { router } from '../../../shared/ui/router.svelte';
import { alias } from './choices';
import { wished } from './wished';

type Kind = TalkRequest['kind'];

interface Said {
  topic?: TalkTopic;
  language?: Spoken;
  alias?: string;
  supervisor?: string;
  /** As a field has it; empty is now. */
  at?: string;
}

const EVERY = 5000;

/** Who is there, what one waits for, and which talks are not erased yet. */
export class Asking {
  mine = $state.raw<MyTalks | null>(null);
  available = $state.raw<{ peer: TalkAvailability | null; counsellor: TalkAvailability | null }>({
    peer: null,
    counsellor: null,
  });
  supervisors = $state.raw<TalkSupervisor[]>([]);
  error = $state.raw<unknown>(null);
  unreachable = $state(false);
  busy = $state(false);
  topic = $state<TalkTopic>('any');
  language = $state<Spoken>('en');
  alias = $state(alias());
  /** How many times something was asked for: the fields begin afresh. */
  asked = $state(0);
  #wish = { words: '', id: '' };
  #before: string[] = [];

  waiting = $derived(this.#of('waiting').find(({ supervisor }) => !supervisor));
  later = $derived(this.#of('later')[0]);
  standing = $derived([...this.#of('later'), ...this.#of('waiting').filter(({ supervisor }) => supervisor)]);
  unanswered = $derived(this.#of('nobody'));
  /** Supervisors who have no request of ours before them. */
  askable = $derived(this.supervisors.filter(({ id }) => !this.standing.some(({ supervisor }) => supervisor === id)));

  constructor(language: Spoken) {
    this.language = language;
  }

  #of(state: TalkRequest['state']): TalkRequest[] {
    return this.mine?.requests.filter((request) => request.state === state) ?? [];
  }

  start(): () => void {
    void this.#attempt(async () => {
      this.supervisors = (await api<{ results: TalkSupervisor[] }>('/talk-supervisors')).results;
    });
    return keepLooking(() => void this.look(), { every: EVERY, topics: ['talks'] });
  }

  look(): Promise<void> {
    return this.#attempt(async () => {
      const before = this.#before;
      this.mine = await api<MyTalks>('/talks/mine');
      const open = this.mine.requests.filter(({ state }) => state === 'waiting').map(({ id }) => id);
      this.#before = open;
      for (const id of before) if (!open.includes(id)) await this.#over(id);
      const [peer, counsellor] = await Promise.all([this.#whoIsThere('peer'), this.#whoIsThere('counsellor')]);
      this.available = { peer, counsellor };
    });
  }

  #whoIsThere(kind: string): Promise<TalkAvailability> {
    const about = new URLSearchParams({ kind, topic: this.topic, language: this.language });
    return api<TalkAvailability>(`/talk-availability?${about}`);
  }

  about(said: { topic?: TalkTopic; language?: Spoken }): void {
    Object.assign(this, said);
    void this.look();
  }

  nameOf({ supervisor }: TalkRequest): string | undefined {
    return this.supervisors.find(({ id }) => id === supervisor)?.name;
  }

  /** Pressed twice, or after no answer came, the same wish is the same request. Whether the server has it. */
  async ask(kind: Kind, { at = '', ...said }: Said): Promise<boolean> {
    const { topic, language } = this;
    const wish = { kind, topic, language, wished_at: wished(at), ...said };
    const words = JSON.stringify(wish);
    if (this.#wish.words !== words) this.#wish = { words, id: uuidv7() };
    const { id } = this.#wish;
    let stored = false;
    await this.#do(async () => {
      await api(`/talk-requests/${id}`, { method: 'PUT', body: wish });
      this.#wish = { words: '', id: '' };
      stored = true;
    });
    if (stored) this.asked += 1; // when it is shown
    return stored;
  }

  /** Takes it back, or puts away that nobody came. */
  withdraw(id: string): Promise<void> {
    this.#before = this.#before.filter((one) => one !== id); // nothing to be told of
    return this.#do(() => api(`/talk-requests/${id}`, { method: 'DELETE' }));
  }

  /** Somebody is there now: go to them. A one-to-one for a later time stays in the list. */
  async #over(id: string): Promise<void> {
    const { conversation, wished_at, kind } = await api<TalkRequest>(`/talk-requests/${id}`);
    const ahead = kind === 'supervisor' && wished_at !== null && new Date(wished_at).getTime() > Date.now();
    if (conversation && !ahead) router.go(`/talk/${conversation}`);
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
