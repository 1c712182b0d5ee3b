import { localIso } from '../../../shared/api/clock';
import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import type { Aftercare } from '../../../shared/api/types';
import type { Here } from '../../../shared/offline/here';
import { enqueue, LETTER_SHELVES, write } from '../../../shared/offline/letters';

type Offer = Aftercare['offer'];

/** What one was offered after a report, and what one said to it. No handler and no manager has a route to it. */
export class Caring {
  said = $state.raw<Aftercare[]>([]);
  #path: string;

  constructor(
    private readonly here: Here,
    private readonly report: string,
  ) {
    this.#path = `/reports/${report}/aftercare`;
  }

  /** What is shown counts as offered, and no sooner. Safe to repeat. */
  async show(offers: readonly Offer[]): Promise<void> {
    const { account } = this.here;
    try {
      const { results } = await api<{ results: Aftercare[] }>(this.#path, { method: 'PUT', body: { offers }, account });
      this.said = results;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause; // it can be taken all the same, and is noted with that
    }
  }

  /** Through the box, behind the report: whoever goes off to a break has no time for a bad line. */
  async answer(offer: Offer, state: 'taken' | 'declined'): Promise<void> {
    const at = new Date();
    this.said = [...this.said.filter((one) => one.offer !== offer), { offer, state, on: localIso(at).slice(0, 10) }];
    const letter = await write(this.here.store, {
      account: this.here.account,
      path: `${this.#path}/${offer}`,
      method: 'PUT',
      revision: at.getTime(),
      content: { state },
      lane: `/reports/${this.report}`,
    });
    await this.here.store.change(LETTER_SHELVES, (tx) => enqueue(tx, letter));
    await this.here.outbox.posted();
  }
}
