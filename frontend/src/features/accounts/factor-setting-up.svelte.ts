import { t } from '../../shared/i18n/i18n.svelte';
import { allauth, type Said } from './allauth';
import { Confirming } from './confirming.svelte';
import * as passkeys from './passkeys';

export interface Totp {
  secret: string;
  totp_url: string;
}

/** A passkey or an authenticator app, then the recovery codes, which are shown once. */
export class FactorSettingUp {
  readonly confirming = new Confirming();
  totp = $state.raw<Totp | null>(null);
  codes = $state.raw<string[] | null>(null);
  error = $state('');
  busy = $state(false);

  addPasskey(): Promise<void> {
    return this.#watched(async () => {
      const begun = await this.confirming.run(passkeys.begin);
      if (begun.status !== 200) return begun;
      const added = await passkeys.add(begun, t('passkey.default_name'));
      return added.status === 200 ? this.#showCodes(added) : added;
    });
  }

  startTotp(): Promise<void> {
    return this.#watched(async () => {
      const said = await this.confirming.run(() => allauth('/account/authenticators/totp'));
      // 404 is the good answer: none yet, and here is the secret for one.
      if (said.status !== 404) return said;
      this.totp = said.meta as unknown as Totp;
      return null;
    });
  }

  finishTotp(code: string): Promise<void> {
    return this.#watched(async () => {
      const given = { code: code.replaceAll(/\s/g, '') };
      const said = await this.confirming.run(() => allauth('/account/authenticators/totp', 'POST', given));
      return said.status === 200 ? this.#showCodes(said) : said;
    });
  }

  async #showCodes(added: Said): Promise<Said | null> {
    const path = '/account/authenticators/recovery-codes';
    let said = await allauth(path);
    if (said.status === 404) said = await this.confirming.run(() => allauth(path, 'POST', {}));
    this.codes = (said.data['unused_codes'] as string[] | undefined) ?? [];
    return added.status === 200 ? null : added;
  }

  async #watched(work: () => Promise<Said | null>): Promise<void> {
    this.busy = true;
    this.error = '';
    try {
      const failed = await work();
      if (failed) this.error = failed.error ?? t('setup.failed');
    } catch {
      this.error = t('setup.failed'); // no network, or the person closed the browser's own sheet
    } finally {
      this.busy = false;
    }
  }
}
