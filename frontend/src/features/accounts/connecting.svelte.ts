import { api } from '../../shared/api/client';
import { ApiError } from '../../shared/api/errors';
import type { SignInLink } from '../../shared/api/types';
import { t } from '../../shared/i18n/i18n.svelte';
import { uuidv7 } from '../../shared/offline/uuidv7';
import { guarded } from './allauth';
import { Confirming } from './confirming.svelte';

type State = 'starting' | SignInLink['state'];

const EVERY = 2000;

/** The desktop's side: show a code, then say whether the number on the phone is the same. */
export class Connecting {
  readonly confirming = new Confirming();
  state = $state<State>('starting');
  address = $state('');
  number = $state('');
  phone = $state('');
  error = $state('');
  #id = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Also the answer to "that is not my number": the old link is left to die and a new one shown. */
  async start(): Promise<void> {
    this.stop();
    this.#id = uuidv7();
    this.error = '';
    this.state = 'starting';
    const said = await this.confirming.run(() => guarded(`/sign-in-links/${this.#id}`, 'PUT', {})).catch(() => null);
    if (!said || said.status >= 300) return void (this.error = said?.error ?? t('signin.unreachable'));
    const { secret } = said.data as unknown as SignInLink;
    this.address = `${location.origin}/#/connect/${secret}`;
    this.state = 'waiting';
    this.#again();
  }

  async approve(): Promise<void> {
    try {
      await api(`/sign-in-links/${this.#id}/approval`, { method: 'PUT', body: { number: this.number } });
      this.state = 'approved';
    } catch (error) {
      this.error = error instanceof ApiError ? error.message : t('signin.unreachable');
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #again(): void {
    this.#timer = setTimeout(() => void this.#look(), EVERY);
  }

  async #look(): Promise<void> {
    const id = this.#id;
    const link = await api<SignInLink>(`/sign-in-links/${id}`).catch(() => null); // the next look may succeed
    if (id !== this.#id) return;
    if (link && this.state !== 'approved') this.state = link.state;
    this.number = String(link?.number ?? this.number);
    this.phone = link?.phone ?? '';
    if (this.state === 'waiting' || this.state === 'claimed') this.#again();
  }
}
