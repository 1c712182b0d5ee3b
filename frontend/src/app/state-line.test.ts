import { expect, test } from 'vitest';
import { stateLine, type Facts } from './state-line';

const FINE: Facts = { lasts: true, waiting: 0, unresolved: 0, halt: null, online: true, expired: false };

test('where nothing is kept it says that all was sent, and not that it is saved', () => {
  expect(stateLine(FINE)).toEqual({ tone: 'fine', key: 'state.saved', count: 0 });
  expect(stateLine({ ...FINE, lasts: false })).toEqual({ tone: 'fine', key: 'state.sent', count: 0 });
});
