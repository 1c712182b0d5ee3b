import { allauth, type Said } from './allauth';
import { usePasskey } from './passkeys';

interface Question {
  password: boolean;
  factors: string[];
  settle: (confirmed: boolean) => void;
}

/** Some acts want to know once more who is here. Asks, then does what was wanted. */
export class Confirming {
  question = $state.raw<Question | null>(null);
  error = $state('');

  async run(act: () => Promise<Said>): Promise<Said> {
    const said = await act();
    if (said.status !== 401) return said;
    return (await this.#ask(said)) ? act() : said;
  }

  byPassword = (password: string): Promise<void> =>
    this.#try(() => allauth('/auth/reauthenticate', 'POST', { password }));
  byCode = (code: string): Promise<void> => this.#try(() => allauth('/auth/2fa/reauthenticate', 'POST', { code }));
  byPasskey = (): Promise<void> => this.#try(() => usePasskey('/auth/webauthn/reauthenticate'));

  close(confirmed: boolean): void {
    const question = this.question;
    this.question = null;
    question?.settle(confirmed);
  }

  #ask(said: Said): Promise<boolean> {
    const second = said.flows.find(({ id }) => id === 'mfa_reauthenticate');
    const password = said.flows.length === 0 || said.flows.some(({ id }) => id === 'reauthenticate');
    this.error = '';
    return new Promise((settle) => {
      this.question = { password, factors: second?.types ?? [], settle };
    });
  }

  async #try(show: () => Promise<Said>): Promise<void> {
    const said = await show().catch(() => null);
    if (said?.status === 200) this.close(true);
    else this.error = said?.error ?? '';
  }
}
