import type { Reminding } from '../../../shared/api/types';

export interface Wish {
  alias: string;
  topic: string;
  reminders: Reminding[];
  by_mail: boolean;
}

/** What somebody types about an appointment; a time that goes to somebody else does not take it along. */
export class Draft {
  under = $state<'name' | 'alias'>('name');
  alias = $state('');
  topic = $state('');
  reminders = $state.raw<Reminding[]>(['hour']);

  get begun(): boolean {
    return Boolean(this.topic.trim() || (this.under === 'alias' && this.alias.trim()));
  }

  get wish(): Wish {
    const alias = this.under === 'alias' ? this.alias.trim() : '';
    return { alias, topic: this.topic.trim(), reminders: this.reminders, by_mail: false };
  }
}
