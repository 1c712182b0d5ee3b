import type { Key } from '../shared/i18n/i18n.svelte';

interface Entry {
  href: string;
  at: string;
  word: Key;
  icon: string;
  for?: 'manager';
  notFor?: 'manager';
}

/** The bar, made for five. What does not exist yet is not shown. */
export const BAR: Entry[] = [
  {
    href: '#/',
    at: '/',
    word: 'nav.checkin',
    icon: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.5 14.5q3.5 3 7 0M9 9.5v.5M15 9.5v.5',
  },
  {
    href: '#/reset',
    at: '/reset',
    word: 'nav.reset',
    icon: 'M4 9q4-4 8 0t8 0M4 15q4-4 8 0t8 0',
  },
  {
    href: '#/support',
    at: '/support',
    word: 'nav.support',
    icon: 'M4 5h16v11H10l-4 4v-4H4z',
  },
  {
    href: '#/pattern',
    at: '/pattern',
    word: 'nav.pattern',
    icon: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z',
    notFor: 'manager', // a sixth would not fit; it is reached from the own check-ins
  },
  { href: '#/trends', at: '/trends', word: 'nav.trends', icon: 'M4 4v16h16M7 15l4-4 3 3 6-7', for: 'manager' },
  { href: '#/me', at: '/me', word: 'nav.me', icon: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 20q1-5 7.5-5t7.5 5' },
];
