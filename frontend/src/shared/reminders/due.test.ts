import { expect, test } from 'vitest';
import { due, isQuiet, type Call, type Reminders, type Wall } from './due';

const WORKDAYS = [0, 1, 2, 3, 4];
const NEVER = '';
const asked = (more: Partial<Reminders> = {}): Reminders => ({
  on: true,
  times: ['15:30', '10:30'],
  days: WORKDAYS,
  quiet: { on: true, from: '21:00', to: '07:00' },
  notice: 'A moment',
  ...more,
});
const MONDAY = '2026-03-02';
const at = (time: string, day = MONDAY): Wall => `${day}T${time}`;
const dueAt = (time: string, more: Partial<Reminders> = {}, handled = NEVER, call: Call | null = null): Wall | null =>
  due(at(time), asked(more), handled, call);

/** Look every minute from one time to another, remembering what was shown, as the app does. */
function shownBetween(
  from: Wall,
  to: Wall,
  wanted: Reminders,
  callAt: (now: Wall) => Call | null = () => null,
): Wall[] {
  const shown: Wall[] = [];
  for (let minute = Date.parse(`${from}Z`); minute <= Date.parse(`${to}Z`); minute += 60_000) {
    const now = new Date(minute).toISOString().slice(0, 16);
    const time = due(now, wanted, shown.at(-1) ?? NEVER, callAt(now));
    if (time) shown.push(time);
  }
  return shown;
}

test('it comes at its time and not before', () => {
  expect(['10:29', '10:30', '10:31'].map((time) => dueAt(time))).toEqual([null, at('10:30'), at('10:30')]);
});

test('it comes once', () => {
  expect(dueAt('10:31', {}, at('10:30'))).toBeNull();
  expect(shownBetween(at('00:00'), at('23:59'), asked())).toEqual([at('10:30'), at('15:30')]);
});

test('one that is long past is not made up for', () => {
  expect([dueAt('11:00'), dueAt('11:01')]).toEqual([at('10:30'), null]);
});

test('nothing comes while it is switched off, on another weekday or without a time', () => {
  expect(dueAt('10:30', { on: false })).toBeNull();
  expect(dueAt('10:30', { days: [1, 2, 3, 4, 5, 6] })).toBeNull();
  expect(dueAt('10:30', { times: [] })).toBeNull();
  expect(dueAt('10:30', { times: [''] })).toBeNull();
});

test.each([
  ['20:59', false],
  ['21:00', true],
  ['23:59', true],
  ['00:00', true],
  ['06:59', true],
  ['07:00', false],
])('quiet hours run across midnight: %s is quiet: %s', (time, quiet) => {
  expect(isQuiet(time, asked())).toBe(quiet);
});

test('quiet hours within a day, of no length, and switched off', () => {
  const between = (from: string, to: string, on = true): Reminders => asked({ quiet: { on, from, to } });

  expect(['12:59', '13:00', '13:59', '14:00'].map((time) => isQuiet(time, between('13:00', '14:00')))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isQuiet('13:00', between('13:00', '13:00'))).toBe(false);
  expect(isQuiet('13:00', between('12:00', '14:00', false))).toBe(false);
});

test('a time inside the quiet hours stays silent, also when they end', () => {
  expect(shownBetween(at('00:00'), at('23:59'), asked({ times: ['06:50', '22:00'] }))).toEqual([]);
});

test('a time just before midnight still comes just after it, and counts for its own weekday', () => {
  const late = asked({ times: ['23:50'], days: [0], quiet: { on: false, from: '', to: '' } });

  expect(due('2026-03-03T00:10', late, NEVER, null)).toBe(at('23:50'));
  expect(due('2026-03-02T00:10', late, NEVER, null)).toBeNull();
});

test('nothing comes during a call; when it is over, one comes for all that were held back', () => {
  const wanted = asked({ times: ['10:30', '10:45', '11:15'] });
  const callAt = (now: Wall): Call | null =>
    now < at('10:20') ? null : { since: at('10:20'), until: now < at('12:10') ? null : at('12:10') };

  expect(shownBetween(at('09:00'), at('12:09'), wanted, callAt)).toEqual([]);
  expect(shownBetween(at('09:00'), at('14:00'), wanted, callAt)).toEqual([at('11:15')]);
});

test('a call with nothing held back brings nothing', () => {
  const call: Call = { since: at('11:00'), until: at('12:10') };

  expect(dueAt('12:10', {}, at('10:30'), call)).toBeNull();
  expect(dueAt('12:10', {}, NEVER, call)).toBeNull();
});

test('what a call held back stays silent in the quiet hours after it', () => {
  const call: Call = { since: at('20:30'), until: at('21:05') };

  expect(dueAt('21:05', { times: ['20:45'] }, NEVER, call)).toBeNull();
});

test('a call of an earlier day holds back nothing of today', () => {
  const call: Call = { since: at('15:00', '2026-02-27'), until: at('16:00', '2026-02-27') };

  expect(dueAt('12:00', {}, NEVER, call)).toBeNull();
});

test('in spring a time inside the missing hour comes right after it', () => {
  const wanted = asked({ times: ['02:30'], days: [6], quiet: { on: false, from: '', to: '' } });

  // 29 March 2026, Warsaw: 01:59 is followed by 03:00.
  expect(due('2026-03-29T01:59', wanted, NEVER, null)).toBeNull();
  expect(due('2026-03-29T03:00', wanted, NEVER, null)).toBe('2026-03-29T02:30');
});

test('in autumn a time that the clock shows twice comes once', () => {
  const wanted = asked({ times: ['02:30'], days: [6], quiet: { on: false, from: '', to: '' } });
  const handled = due('2026-10-25T02:30', wanted, NEVER, null);

  expect(handled).toBe('2026-10-25T02:30');
  // 02:59 is followed by 02:00, and the half hour comes again.
  for (const again of ['2026-10-25T02:00', '2026-10-25T02:30', '2026-10-25T02:59']) {
    expect(due(again, wanted, handled!, null)).toBeNull();
  }
});
