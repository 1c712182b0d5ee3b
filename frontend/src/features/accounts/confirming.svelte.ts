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
    return (await this.#ask(questionOf(said))) ? act() : said;
  }

  /** Signed in by a link from another device: the second factor is set up, but this session has not shown it. */
  factor(): Promise<boolean> {
    return this.#ask({ password: false, factors: ['totp', 'recovery_codes', 'webauthn'] });
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

  #ask(question: Omit<Question, 'settle'>): Promise<boolean> {
    this.error = '';
    return new Promise((settle) => {
      this.question = { ...question, settle };
    });
  }

  async #try(show: () => Promise<Said>): Promise<void> {
    const said = await show().catch(() => null);
    if (said?.status === 200) this.close(true);
    else this.error = said?.error ?? '';
  }
}

function questionOf({ flows }: Said): Omit<Question, 'settle'> {
  const second = flows.find(({ id }) => id === 'mfa_reauthenticate');
  const password = flows.length === 0 || flows.some(({ id }) => id === 'reauthenticate');
  return { password, factors: second?.types ?? [] };
}
