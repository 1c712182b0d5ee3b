import { lazily, type Route } from './lazily';

/** Talks, and reports of them. */
const TALKS: [string, Route][] = [
  ['/support', lazily('talks', 'talk.title', () => import('./screens/SupportScreen.svelte'), { at: '/support' })],
  [
    '/support/apart',
    lazily('talks', 'apart.title', () => import('../features/support/talks/Apart.svelte'), { at: '/support' }),
  ],
  [
    '/talk-report/*',
    lazily('talkreport', 'report.title', () => import('./screens/TalkReportScreen.svelte'), { at: '/support' }),
  ],
  [
    '/talk-reports',
    lazily('talkreport', 'cases.title', () => import('../features/support/talkreports/Cases.svelte'), { at: '/me' }),
  ],
  [
    '/talk-reports/*',
    lazily('talkreport', 'cases.one', () => import('./screens/TalkReportCaseScreen.svelte'), { at: '/me' }),
  ],
  ['/talk/*', lazily('talks', 'talk.talk', () => import('./screens/TalkScreen.svelte'), { at: '/support' })],
  ['/peer', lazily('talks', 'peer.title', () => import('./screens/SupporterScreen.svelte'), { at: '/support' })],
];

export default TALKS;
