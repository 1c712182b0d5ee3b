import { i18n } from '../shared/i18n/i18n.svelte';
import { lazily, type Route } from './lazily';

/** Under the same neutral title as the helplines, and with the words of their way out. */
function discreetly(load: NonNullable<Route['load']>, more: Partial<Route> = { at: '/me' }): Route {
  return lazily('report', 'title.notes', async () => (await Promise.all([load(), i18n.also('support')]))[0], more);
}

/** Abuse by customers: what is reported, and what came of it. */
const REPORTS: [string, Route][] = [
  ['/report', discreetly(() => import('./screens/ReportScreen.svelte'), { at: '/' })],
  ['/report/sent', discreetly(() => import('./screens/UnsignedScreen.svelte'))],
  ['/report/of/*', discreetly(() => import('./screens/ReportScreen.svelte'), { at: '/' })],
  ['/reports', discreetly(() => import('./screens/ReportsScreen.svelte'))],
  ['/reports/*', discreetly(() => import('./screens/OwnReportScreen.svelte'))],
  // Whoever has the receipt needs no account.
  ['/receipt', discreetly(() => import('./screens/ReceiptScreen.svelte'), { at: '/me', kind: 'anyone' })],
];

export default REPORTS;
