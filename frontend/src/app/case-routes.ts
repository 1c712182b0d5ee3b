import { i18n } from '../shared/i18n/i18n.svelte';
import { lazily, type Route } from './lazily';

/** The words of whoever reports come along: both sides name the kinds alike. */
const handled = lazily(
  'cases',
  'casework.title',
  async () =>
    (
      await Promise.all([
        import('./screens/CasesScreen.svelte'),
        i18n.also('report'),
        i18n.also('evidence'),
        i18n.also('customers'),
      ])
    )[0],
  { at: '/me', wide: true },
);
const waiting = lazily(
  'customers',
  'customers.waiting',
  async () => (await Promise.all([import('../features/incidents/customers/Waiting.svelte'), i18n.also('cases')]))[0],
  { at: '/me', wide: true },
);

/** Cases of abuse, for those who handle them. */
const CASES: [string, Route][] = [
  ['/cases', handled],
  ['/cases/waiting', waiting],
  ['/cases/*', handled],
];

export default CASES;
