import { lazily, type Route } from './lazily';

const COUNSELLING: [string, Route][] = [
  [
    '/book',
    lazily('counselling', 'book.title', () => import('../features/support/counselling/Book.svelte'), {
      at: '/support',
    }),
  ],
  [
    '/bookings',
    lazily('counselling', 'bookings.title', () => import('../features/support/counselling/Mine.svelte'), {
      at: '/support',
    }),
  ],
  [
    '/appointment/*',
    lazily('counselling', 'linked.title', () => import('./screens/AppointmentScreen.svelte'), { kind: 'open' }),
  ],
  [
    '/counselling',
    lazily('counselling', 'week.title', () => import('../features/support/counselling/Week.svelte'), {
      at: '/me',
      wide: true,
    }),
  ],
  [
    '/counselling/hours',
    lazily('counselling', 'hours.title', () => import('../features/support/counselling/Availability.svelte'), {
      at: '/me',
      wide: true,
    }),
  ],
];

export default COUNSELLING;
