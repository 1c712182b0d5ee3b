import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Session, type Outcome } from './session.svelte';

const BEGAN = new Date('2026-03-02T10:00:00Z');
const minutes = (count: number): number => count * 60_000;
const clock = ({ started_at, ended_at }: Outcome): [string, string] =>
  [started_at, ended_at].map((time) => time.toISOString().slice(11, 19)) as [string, string];

let outcomes: Outcome[];
const begin = (): Session =>
  new Session({ pattern: 'box', seconds: 60, skipHolds: false }, (outcome) => outcomes.push(outcome));

beforeEach(() => {
  outcomes = [];
  vi.useFakeTimers({ now: BEGAN });
});
afterEach(() => vi.useRealTimers());

test('what is kept is the time somebody breathed, not the hours the phone lay in a pocket', () => {
  const session = begin();
  vi.advanceTimersByTime(30_000);
  session.hidden();
  vi.advanceTimersByTime(minutes(120));
  session.resume();
  vi.advanceTimersByTime(minutes(2));

  const [outcome] = outcomes;
  expect(outcome!.stopped_early).toBe(false);
  const lasted = outcome!.ended_at.getTime() - outcome!.started_at.getTime();
  expect(lasted).toBeGreaterThanOrEqual(60_000);
  expect(lasted).toBeLessThan(minutes(2));
  expect(outcome!.ended_at.getTime()).toBeGreaterThan(BEGAN.getTime() + minutes(120));
});

test('whoever leaves it paused ended when it was paused', () => {
  const session = begin();
  vi.advanceTimersByTime(30_000);
  session.hidden();
  session.hidden(); // covered again
  vi.advanceTimersByTime(minutes(45));
  session.leave();

  expect(clock(outcomes[0]!)).toEqual(['10:00:00', '10:00:30']);
});

test('holds that are skipped during the pause begin the rest, and the pause is not kept', () => {
  const session = begin();
  vi.advanceTimersByTime(30_000);
  session.hidden();
  vi.advanceTimersByTime(minutes(20));
  session.skip(true);
  vi.advanceTimersByTime(minutes(2));

  const [outcome] = outcomes;
  const lasted = outcome!.ended_at.getTime() - outcome!.started_at.getTime();
  expect(outcome!.stopped_early).toBe(false);
  expect(lasted).toBeGreaterThan(45_000);
  expect(lasted).toBeLessThan(minutes(2));
});

test('it ends once', () => {
  const session = begin();
  vi.advanceTimersByTime(15_000);
  session.leave();
  session.leave({ gone: true });

  expect(outcomes).toHaveLength(1);
  expect(outcomes[0]).toMatchObject({ stopped_early: true, gone: false });
});
