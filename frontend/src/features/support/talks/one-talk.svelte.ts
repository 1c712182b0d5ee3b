import { api } from '../../../shared/api/client';
import { Unreachable, isGone, isTrouble } from '../../../shared/api/errors';
import type { Conversation, TalkMessage, TalkMessages } from '../../../shared/api/types';
import { onHint } from '../../../shared/live/hints';
import { keepLooking } from '../../../shared/live/looking';
import type { Here } from '../../../shared/offline/here';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import { draftOf, dropOldDrafts, keepDraft } from './drafts';
import { tellOfTalk } from './tell';
import { Typing } from './typing.svelte';
import { discard, post, unsentOf, type Unsent } from './unsent';

const EVERY = 5000;

/** One talk as this page knows it: what was sent comes by its number, what was not stays until it is. */
export class Talk {
  standing = $state.raw<Conversation | null>(null);
  messages = $state.raw<TalkMessage[]>([]);
  #inBox = $state.raw<Unsent[]>([]);
  /** Never beside the same words come back: what has its number has left the box, or is about to. */
  readonly unsent = $derived(this.#inBox.filter(({ id }) => !this.messages.some((message) => message.id === id)));
  draft = $state('');
  /** Whether whoever sits across is writing. */
  readonly across = new Typing();
  unreachable = $state(false);
  /** Erased, or never ours. */
  gone = $state(false);
  error = $state.raw<unknown>(null);
  busy = $state(false);
  #turn: Promise<void> = Promise.resolve();
  #path: string;

  constructor(
    private readonly here: Here,
    readonly id: string,
  ) {
    this.#path = `/conversations/${id}`;
  }

  start(): () => void {
    void draftOf(this.here, this.id).then((kept) => (this.draft ||= kept));
    void dropOldDrafts(this.here, new Date());
    const stops = [
      keepLooking(() => void this.look(), { every: EVERY, topics: ['talks'] }),
      onHint('typing', ({ id }) => id === this.id && this.across.hear()),
      () => (this.#left = true),
    ];
    return () => stops.forEach((stop) => stop());
  }

  /** One look after the other, each from the last number that is here: nothing is missed or doubled. */
  look(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#attempt(() => this.#look()));
    return this.#turn;
  }

  async #look(): Promise<void> {
    this.standing = await api<Conversation>(this.#path);
    let fetched: TalkMessage[];
    do {
      fetched = (await api<TalkMessages>(`${this.#path}/messages?after=${this.messages.at(-1)?.number ?? 0}`)).messages;
      if (fetched.length) this.#take(fetched);
    } while (fetched.length);
    await this.recount();
    // Only when the line comes back: at any other time the box knows best when it is due.
    if (this.unreachable && this.unsent.some(({ why }) => why === 'waits')) void this.here.outbox.flush();
    await this.#sayRead();
  }

  #take(fetched: TalkMessage[]): void {
    this.messages = [...this.messages, ...fetched];
    if (fetched.some(({ mine }) => !mine)) this.across.on = false;
  }

  async recount(): Promise<void> {
    this.#inBox = await unsentOf(this.here, this.id);
  }

  /** The field is free at once; what it held leaves the disk only when it lies in the box. */
  async say(text: string): Promise<void> {
    this.draft = '';
    await post(this.here, this.id, text);
    await this.keepDraft(this.draft);
    await this.recount();
  }

  keepDraft(text: string): Promise<void> {
    this.draft = text;
    return keepDraft(this.here, this.id, text);
  }

  type(text: string): void {
    void this.keepDraft(text);
    if (text && this.standing?.state === 'open') this.across.say(this.#path);
  }

  discard = (one: Unsent): Promise<void> => discard(this.here, this.id, one).then(() => this.recount());

  retry(): Promise<void> {
    return this.here.outbox.retry().then(() => this.recount());
  }

  end = (): Promise<void> => this.#do('', 'DELETE');
  propose = (): Promise<void> => this.#do('/handover-proposal', 'PUT');
  refuse = (): Promise<void> => this.#do('/handover', 'DELETE');
  agree = (from_start: boolean): Promise<void> => this.#do('/handover', 'PUT', { id: uuidv7(), from_start });
  weigh = (heavy: boolean): Promise<void> => this.#do('/weight', 'PUT', { heavy });

  /** Never again with whoever sits across; it ends here. */
  keepApart(): Promise<void> {
    return this.#act(() => api(`/exclusions/${uuidv7()}`, { method: 'PUT', body: { conversation: this.id } }));
  }

  #do(more: string, method: string, body?: object): Promise<void> {
    return this.#act(() => api(this.#path + more, { method, ...(body && { body }) }));
  }

  async #act(work: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    await this.#attempt(work);
    const said = this.error;
    await this.look();
    this.error ??= said;
    this.busy = false;
  }

  async #sayRead(): Promise<void> {
    const last = this.messages.at(-1);
    if (!last || last.number <= this.#read || document.visibilityState !== 'visible') return;
    if (this.#left && this.messages.some(({ mine, number }) => !mine && number > this.#read)) return tellOfTalk();
    this.#read = last.number;
    await api(`${this.#path}/reading`, { method: 'PUT', body: { up_to: last.number } });
  }
  #read = 0;
  #left = false; // the screen: what comes in that moment was not seen

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.unreachable = false;
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.unreachable = cause instanceof Unreachable;
      this.gone = isGone(cause);
      this.error = this.unreachable || this.gone ? null : cause;
    }
    if (this.unreachable) await this.recount();
  }
}
