import { t, type Key } from '../../shared/i18n/i18n.svelte';

const WORDS: Record<string, Key> = {
  agent: 'role.agent',
  peer: 'role.peer',
  counsellor: 'role.counsellor',
  supervisor: 'role.supervisor',
  case_handler: 'role.case_handler',
  manager: 'role.manager',
  administrator: 'role.administrator',
};

export function roleWord(role: string): string {
  const key = WORDS[role];
  return key ? t(key) : role.replaceAll('_', ' ');
}
