import { api } from '../../../shared/api/client';
import { Unreachable, isTrouble } from '../../../shared/api/errors';
import type { MyTalks, Supporter, TalkLine, TalkOffer } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';
import { keepMine, readMine, type Place } from '../../../shared/offline/mine';
import { router } from '../../../shared/ui/router.svelte';

const EVERY = 3000;
const GUIDE = 'supporter-guide';
type Profile = Pick<Supporter, 'languages' | 'topics' | 'at_once'>;

/** What a supporter is asked, and what they said of themselves. */
export class Supporting {
  offers = $state.raw<TalkOffer[]>([]);
  talks = $state.raw<TalkLine[]>([]);
  profile = $state.raw<Supporter | null>(null);
  now = $state(Date.now());
  error = $state.raw<unknown>(null);
  unreachable = $state(false);
  busy = $state(false);
  guideRead = $state(false);

  constructor(private readonly place: Place) {}

  start(): () => void {
    void readMine<boolean>(this.place, GUIDE).then((read) => (this.guideRead = read ?? false));
    const timer = setInterval(() => this.#tick(), 1000);
    const stops = [
      keepLooking(() => void this.look(), { every: EVERY, topics: ['talk-offers', 'talks'] }),
      () => clearInterval(timer),
    ];
    return () => stops.forEach((stop) => stop());
  }

  look(): Promise<void> {
    return this.#attempt(async () => {
      const [offers, mine, profile] = await Promise.all([
        api<{ results: TalkOffer[] }>('/talk-offers'),
        api<MyTalks>('/talks/mine'),
        api<Supporter>('/supporters/mine'),
      ]);
      this.now = Date.now();
      this.offers = offers.results;
      this.talks = mine.talks.filter(({ role }) => role !== 'agent');
      this.profile = profile;
    });
  }

  async readGuide(): Promise<void> {
    this.guideRead = true;
    await keepMine(this.place, GUIDE, true, new Date());
  }

  accept(id: string): Promise<void> {
    return this.#do(async () => {
      const { conversation } = await api<{ conversation: string }>(`/talk-offers/${id}`, { method: 'PUT' });
      router.go(`/talk/${conversation}`);
    });
  }

  decline = (id: string): Promise<void> => this.#do(() => api(`/talk-offers/${id}`, { method: 'DELETE' }));

  say(profile: Profile): Promise<void> {
    return this.#do(() => api('/supporters/mine', { method: 'PUT', body: profile }));
  }

  /** What ran out is not shown any longer, also before the server was asked again. */
  #tick(): void {
    if (!this.offers.length) return;
    this.now = Date.now();
    const still = this.offers.filter(({ expires_at }) => new Date(expires_at).getTime() > this.now);
    if (still.length < this.offers.length) this.offers = still;
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
