import CASES from './case-routes';
import COUNSELLING from './counselling-routes';
import { lazily, type Route } from './lazily';
import REPORTS from './report-routes';
import CheckInScreen from './screens/CheckInScreen.svelte';
import HomeScreen from './screens/HomeScreen.svelte';
import TALKS from './talk-routes';

export type { Route };

/** First match wins; a star at the end hands the rest of the path to the screen. */
const ROUTES: [string, Route][] = [
  ['/', { title: 'home.question', at: '/', screen: HomeScreen }],
  ['/checkin/*', { title: 'title.refine', at: '/', screen: CheckInScreen }],
  ['/pattern', lazily('pattern', 'pattern.title', () => import('./screens/PatternScreen.svelte'), { at: '/pattern' })],
  ['/me', lazily('accounts', 'nav.me', () => import('./screens/MeScreen.svelte'), { at: '/me' })],
  ['/me/data', lazily('accounts', 'data.title', () => import('./screens/DataScreen.svelte'), { at: '/me' })],
  ['/me/reminders', lazily('pattern', 'remind.title', () => import('./screens/RemindersScreen.svelte'), { at: '/me' })],
  ['/me/devices', lazily('accounts', 'devices.title', () => import('./screens/DevicesScreen.svelte'), { at: '/me' })],
  [
    '/me/security',
    lazily('accounts', 'security.title', () => import('./screens/SecurityScreen.svelte'), { at: '/me' }),
  ],
  [
    '/me/second-factor',
    lazily('accounts', 'setup.title', () => import('./screens/FactorScreen.svelte'), { at: '/me' }),
  ],
  [
    '/me/phone',
    lazily('accounts', 'connect.title', () => import('../features/accounts/ConnectPhone.svelte'), { at: '/me' }),
  ],
  [
    '/people',
    lazily('accounts', 'people.title', () => import('../features/accounts/People.svelte'), { at: '/me', wide: true }),
  ],
  ['/people/*', lazily('accounts', 'person.title', () => import('./screens/PersonScreen.svelte'), { at: '/me' })],
  [
    '/roster',
    lazily('accounts', 'roster.title', () => import('../features/accounts/Roster.svelte'), { at: '/me', wide: true }),
  ],
  ['/pass', lazily('resets', 'pass.title', () => import('./screens/BreakPassScreen.svelte'), { at: '/reset' })],
  [
    '/pass-check/*',
    lazily('resets', 'pass.check_title', () => import('./screens/PassCheckScreen.svelte'), { kind: 'open' }),
  ],
  ['/floor', lazily('resets', 'floor.title', () => import('./screens/FloorScreen.svelte'), { at: '/me' })],
  [
    '/policies',
    lazily('resets', 'policy.title', () => import('../features/resets/passes/Policies.svelte'), {
      at: '/me',
      wide: true,
    }),
  ],
  [
    '/policies/*',
    lazily('resets', 'policy.title', () => import('./screens/PolicyScreen.svelte'), { at: '/me', wide: true }),
  ],
  [
    '/trends',
    lazily('trends', 'nav.trends', () => import('./screens/TrendsScreen.svelte'), { at: '/trends', wide: true }),
  ],
  [
    '/changes',
    lazily('trends', 'announce.title', () => import('../features/trends/Announce.svelte'), {
      at: '/trends',
      wide: true,
    }),
  ],
  ['/closings', lazily('trends', 'closings.title', () => import('../features/trends/Closings.svelte'), { at: '/me' })],
  ['/promise', lazily('trends', 'promise.title', () => import('../features/trends/Promise.svelte'), { at: '/trends' })],
  ['/connect/*', lazily('accounts', 'claim.title', () => import('./screens/ConnectScreen.svelte'), { kind: 'open' })],
  ['/welcome/*', lazily('accounts', 'welcome.title', () => import('./screens/WelcomeScreen.svelte'), { kind: 'open' })],
  [
    '/forgot',
    lazily('accounts', 'forgot.title', () => import('../features/accounts/ForgotPassword.svelte'), { kind: 'open' }),
  ],
  [
    '/new-password/*',
    lazily('accounts', 'password.set', () => import('./screens/NewPasswordScreen.svelte'), { kind: 'open' }),
  ],
  // Help is never behind a sign-in.
  [
    '/breathe',
    lazily('resets', 'breathe.title', () => import('./screens/BreatheChoiceScreen.svelte'), {
      kind: 'anyone',
      at: '/reset',
    }),
  ],
  [
    '/breathe/*',
    lazily('resets', 'breathe.title', () => import('./screens/BreatheScreen.svelte'), { kind: 'anyone', bare: true }),
  ],
  [
    '/tough',
    lazily('resets', 'tough.button', () => import('./screens/ToughScreen.svelte'), { kind: 'anyone', bare: true }),
  ],
  // A neutral name and a neutral title: the browser's own history tells nobody what it is.
  [
    '/numbers',
    lazily('support', 'title.notes', () => import('./screens/HelpScreen.svelte'), {
      kind: 'anyone',
      bare: true,
      plain: true,
    }),
  ],
  ...CASES,
  ...COUNSELLING,
  ['/reset', lazily('resets', 'reset.title', () => import('./screens/ResetScreen.svelte'), { at: '/reset' })],
  [
    '/reset/helps',
    lazily('resets', 'reset.helps', () => import('../features/resets/home/Helps.svelte'), { at: '/reset' }),
  ],
  ['/break/*', lazily('resets', 'reset.breaks', () => import('./screens/BreakScreen.svelte'), { at: '/reset' })],
  ['/opener', lazily('resets', 'opener.title', () => import('./screens/OpenerScreen.svelte'), { at: '/reset' })],
  ...TALKS,
  ...REPORTS,
  ['/help', lazily('helpnow', 'help.title', () => import('../features/support/helpnow/Caller.svelte'))],
  ['/calls', lazily('helpnow', 'calls.title', () => import('../features/support/helpnow/Calls.svelte'), { at: '/me' })],
  [
    '/ladders',
    lazily('helpnow', 'ladder.title', () => import('../features/support/helpnow/Ladders.svelte'), {
      at: '/me',
      wide: true,
    }),
  ],
  [
    '/ladders/*',
    lazily('helpnow', 'ladder.title', () => import('./screens/LadderScreen.svelte'), { at: '/me', wide: true }),
  ],
  ['/huddle', lazily('huddle', 'huddle.title', () => import('./screens/HuddleScreen.svelte'), { at: '/reset' })],
  ['/waiting', lazily('app', 'waiting.title', () => import('./screens/WaitingScreen.svelte'))],
  ['/desk', lazily('pattern', 'title.notes', () => import('./screens/DeskScreen.svelte'), { kind: 'desk' })],
  ['/signin', lazily('accounts', 'signin.title', () => import('./screens/SignInScreen.svelte'), { kind: 'open' })],
];

export function routeFor(path: string): { route: Route; param: string } {
  for (const [pattern, route] of ROUTES) {
    if (pattern === path) return { route, param: '' };
    if (pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1))) {
      return { route, param: path.slice(pattern.length - 1) };
    }
  }
  return { route: ROUTES[0]![1], param: '' };
}

export const hasRoute = (path: string): boolean => ROUTES.some(([pattern]) => pattern === path);
