import { beforeEach, expect, test } from 'vitest';
import { MemoryStore } from '../../../shared/offline/memory-store';
import { SHELVES } from '../../../shared/offline/store';
import { endsOn, freshDraft, isThreat, NEW, saidIn, type Draft } from './draft';
import { dropDraft, keepDraft, keptDrafts } from './kept-drafts';

const NOON = new Date('2026-03-02T12:00:40+01:00');
const DAY = 24 * 60 * 60_000;
const later = (days: number): Date => new Date(NOON.getTime() + days * DAY);
const said: Partial<Draft> = { kinds: ['insult'], severity: 1, story: '  He shouted. ', reference: ' A-1 ' };

let place: { account: string; store: MemoryStore };
beforeEach(() => {
  place = { account: 'asha', store: new MemoryStore() };
});

test('just now is the minute in which it was begun, also when it is sent days later', () => {
  const { at, when, identity } = freshDraft(NEW, NOON);

  expect(new Date(at).toISOString()).toBe('2026-03-02T11:00:00.000Z');
  expect([when, identity]).toEqual(['now', 'confidential']);
});

test('the mark of a tough call brings its time along', () => {
  const draft = freshDraft(String(later(-2).getTime()), NOON);

  expect(new Date(draft.at).getTime()).toBe(new Date('2026-02-28T12:00:00+01:00').getTime());
  expect(draft.when).toBe('other');
});

test('it is kept for a week after the last change, then thrown away, and never sent', async () => {
  const draft = { ...freshDraft(NEW, NOON), ...said };
  const first = await keepDraft(place, NEW, draft, NOON);
  await keepDraft(place, NEW, draft, later(2), first!.stamp);

  expect(await keptDrafts(place, later(8))).toMatchObject([{ of: NEW, draft, until: later(9) }]);
  const lying = await place.store.read(SHELVES, (tx) =>
    Promise.all(SHELVES.map(async (shelf) => [shelf, await tx.count(shelf, 'asha')])),
  );
  expect(lying.filter(([, count]) => count)).toEqual([['mine', 1]]);

  expect(await keptDrafts(place, later(9))).toEqual([]);
  expect(await keptDrafts(place, later(1))).toEqual([]); // gone, also for a clock that is set back
});

test('nothing is written over what was not seen, nor brought back after it left', async () => {
  const draft = freshDraft(NEW, NOON);
  const first = await keepDraft(place, NEW, draft, NOON);

  expect(await keepDraft(place, NEW, { ...draft, story: 'Another tab.' }, NOON)).toBeNull();
  await dropDraft(place, NEW);
  expect(await keepDraft(place, NEW, draft, NOON, first!.stamp)).toBeNull();
  expect(await keptDrafts(place, NOON)).toEqual([]);
});

test('two calls make two drafts, and the one that ends first stands first', async () => {
  await keepDraft(place, '1772449200000', freshDraft('1772449200000', NOON), later(1));
  await keepDraft(place, NEW, freshDraft(NEW, NOON), NOON);

  expect((await keptDrafts(place, later(2))).map(({ of }) => of)).toEqual([NEW, '1772449200000']);
  await dropDraft(place, NEW);
  expect((await keptDrafts(place, later(2))).map(({ of }) => of)).toEqual(['1772449200000']);
});

test('whoever signs in next on this device finds none', async () => {
  await keepDraft(place, NEW, freshDraft(NEW, NOON), NOON);

  expect(await keptDrafts({ account: 'ben', store: place.store }, NOON)).toEqual([]);
});

test.each([
  [0.2, 'today'],
  [1, 'tomorrow'],
  [1.4, 'tomorrow'],
  [2, 'later'],
  [7, 'later'],
] as const)('what ends in %s days ends %s', (days, ends) => {
  expect(endsOn(later(days), NOON)).toBe(ends);
});

test('a threat is one by its kind or by how bad it was', () => {
  const draft = freshDraft(NEW, NOON);

  expect(isThreat(draft)).toBe(false);
  expect(isThreat({ ...draft, kinds: ['threat'] })).toBe(true);
  expect(isThreat({ ...draft, severity: 3 })).toBe(true);
  expect(isThreat({ ...draft, severity: 2 })).toBe(false);
});

test('eyes are asked for now only while it is a threat', () => {
  const draft = { ...freshDraft(NEW, NOON), ...said };

  expect(saidIn({ ...draft, severity: 3, urgent: true }).urgent).toBe(true);
  expect(saidIn({ ...draft, severity: 3 }).urgent).toBe(false);
  expect(saidIn({ ...draft, urgent: true }).urgent).toBe(false); // ticked, then it was none after all
});

test('what is sent says nothing of who signs, and nothing of who must not see it', () => {
  const sent = saidIn({ ...freshDraft(NEW, NOON), ...said, not_to: ['sam'] });

  expect(Object.keys(sent).sort()).toEqual([
    'acts', 'channel', 'happened_at', 'kinds', 'reference', 'severity', 'story', 'urgent',
  ]); // prettier-ignore
  expect([sent.story, sent.reference]).toEqual(['He shouted.', 'A-1']);
});
