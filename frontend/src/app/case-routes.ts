import { i18n } from '../shared/i18n/i18n.svelte';
import { lazily, type Route } from './lazily';

/** The words of whoever reports come along: both sides name the kinds alike. */
const handled = lazily(
  'cases',
  'casework.title',
  async () => (await Promise.all([import('./screens/CasesScreen.svelte'), i18n.also('report')]))[0],
  { at: '/me', wide: true },
);

/** Cases of abuse, for those who handle them. */
const CASES: [string, Route][] = [
  ['/cases', handled],
  ['/cases/*', handled],
];

export default CASES;
