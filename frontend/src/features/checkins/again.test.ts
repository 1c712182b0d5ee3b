import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { openDatabase } from '../../shared/offline/database';
import { flush } from '../../shared/offline/flush';
import type { Letter } from '../../shared/offline/letters';
import { PhoneStore } from '../../shared/offline/phone-store';
import { sendAgain } from './again';
import type { Entry } from './answers';
import { all, keep } from './diary';
import { allNotes, keepNote } from './notes';

const NOW = '2026-03-02T09:00:00.000+01:00';
const LATER = '2027-01-01T09:00:00.000+01:00';
const entry = (revision: number): Entry => ({
  id: 'old',
  revision,
  answered_at: LATER,
  mood: 2,
  energy: null,
  feelings: ['hurt'],
  body: [],
  sources: [],
});

test.each([
  [1, ['/checkins/new']],
  [2, ['/checkins/new', '/checkins/old']],
])('a check-in (revision %i) refused for its time goes out once, as of now, with its note', async (revision, paths) => {
  const here = { account: `asha-${revision}`, store: new PhoneStore(await openDatabase()) };
  await keep(here, entry(revision), LATER);
  await keepNote(here, 'old', 'mine');
  const data = { code: 'clock_wrong', message: '' };
  await flush(here.store, here.account, async () => ({ ok: false, status: 422, data, retryAfter: null }));

  await sendAgain(here, '/checkins/old', 'new', NOW);
  await sendAgain(here, '/checkins/old', 'newer', NOW); // pressed twice

  const at = (shelf: 'letters' | 'refused') => here.store.read([shelf], (tx) => tx.all<Letter>(shelf, here.account));
  expect((await at('letters')).map(({ name }) => name).sort()).toEqual(paths);
  expect(await at('refused')).toEqual([]);
  expect(await all(here)).toEqual([{ ...entry(1), id: 'new', answered_at: NOW }]);
  expect([...(await allNotes(here))]).toEqual([['new', 'mine']]);
});
