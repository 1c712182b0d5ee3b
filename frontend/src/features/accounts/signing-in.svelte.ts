import { api } from '../../shared/api/client';
import { Unreachable } from '../../shared/api/errors';
import type { DeviceKind, SignInOptions } from '../../shared/api/types';
import { t } from '../../shared/i18n/i18n.svelte';
import { allauth, pending, type Said } from './allauth';
import { usePasskey } from './passkeys';

/** From a name and a password to a session, with the second factor between where one is set up. */
export class SigningIn {
  options = $state.raw<SignInOptions | null>(null);
  kind = $state<DeviceKind | null>(null);
  factors = $state.raw<string[] | null>(null);
  error = $state('');
  busy = $state(false);

  constructor(
    private readonly onsignedin: (kind: DeviceKind) => Promise<void>,
    known: DeviceKind | null,
    options: SignInOptions | null,
  ) {
    this.kind = known;
    this.options = options;
  }

  async load(): Promise<void> {
    this.options ??= await api<SignInOptions>('/sign-in-options').catch(() => null);
  }

  byPassword(login: string, password: string): Promise<void> {
    const name = login.includes('@') ? { email: login.trim() } : { username: login.trim() };
    return this.step(() => allauth('/auth/login', 'POST', { ...name, password }));
  }

  byCode(code: string): Promise<void> {
    return this.step(() => allauth('/auth/2fa/authenticate', 'POST', { code: code.replaceAll(/\s/g, '') }));
  }

  byPasskey(second = false): Promise<void> {
    return this.step(() => usePasskey(second ? '/auth/webauthn/authenticate' : '/auth/webauthn/login'));
  }

  /** Only the kind of device was missing: the session is there already. */
  finish(): Promise<void> {
    return this.#watched(() => this.onsignedin(this.kind!));
  }

  step(ask: () => Promise<Said>): Promise<void> {
    return this.#watched(async () => {
      const said = await ask();
      const second = pending(said, 'mfa_authenticate');
      // 409: this browser has a session already, which is what was wanted.
      if (said.status === 200 || said.status === 409) await this.onsignedin(this.kind!);
      else if (second && !said.error) this.factors = second.types ?? ['totp'];
      else this.error = said.error ?? t('signin.failed');
    });
  }

  async #watched(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.error = '';
    try {
      await work();
    } catch (error) {
      this.error = wordsFor(error);
    } finally {
      this.busy = false;
    }
  }
}

function wordsFor(error: unknown): string {
  if (error instanceof Unreachable) return t('signin.unreachable');
  // The person closed the browser's own sheet, or this device has no passkey for here.
  if (error instanceof DOMException) return t('passkey.not_used');
  return t('signin.failed');
}
