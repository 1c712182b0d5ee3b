import type { CaseLine } from '../../../shared/api/types';

/** What somebody looks for in the list. Nothing here is in what was said: that is sealed. */
export interface Finer {
  text: string;
  kind: CaseLine['kinds'][number] | '';
  severity: string;
  identity: CaseLine['identity'] | '';
  unit: string;
  since: string;
  until: string;
  urgent: boolean;
  late: boolean;
}

export const ANYTHING: Finer = {
  text: '',
  kind: '',
  severity: '',
  identity: '',
  unit: '',
  since: '',
  until: '',
  urgent: false,
  late: false,
};

/** As the server is asked: what says nothing is left out. */
export function askedOf(finer: Finer): Record<string, string> {
  const said = Object.entries(finer).map(([name, value]): [string, string] => [name, String(value).trim()]);
  return Object.fromEntries(said.filter(([, value]) => value && value !== 'false'));
}

export const countOf = (finer: Finer): number => Object.keys(askedOf(finer)).length;
