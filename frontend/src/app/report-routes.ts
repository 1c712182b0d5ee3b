import { i18n } from '../shared/i18n/i18n.svelte';
import { lazily, type Route } from './lazily';
import { load } from './reports';

type Screen = 'OwnReport' | 'Receipt' | 'Report' | 'Reports' | 'Unsigned';

/** Under the same neutral title as the helplines, and with the words of their way out. */
function discreetly(screen: Screen, at = '/me', kind?: 'anyone'): Route {
  const both = async (): ReturnType<NonNullable<Route['load']>> => {
    const [all] = await Promise.all([load(), i18n.also('support'), i18n.also('evidence'), i18n.also('customers')]);
    return { default: all[screen] };
  };
  return lazily('report', 'title.notes', both, { at, kind });
}

/** Abuse by customers: what is reported, and what came of it. */
const REPORTS: [string, Route][] = [
  ['/report', discreetly('Report', '/')],
  ['/report/sent', discreetly('Unsigned')],
  ['/report/of/*', discreetly('Report', '/')],
  ['/reports', discreetly('Reports')],
  ['/reports/*', discreetly('OwnReport')],
  // Whoever has the receipt needs no account.
  ['/receipt', discreetly('Receipt', '/me', 'anyone')],
];

export default REPORTS;
