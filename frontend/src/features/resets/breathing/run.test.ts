import { describe, expect, test } from 'vitest';
import { planFor, type Place } from './pattern';
import { LEAD_MS, Run, type Clock } from './run.svelte';

/** Time passes when told; a wake-up comes late by what `late` says, as on a busy phone. */
class FakeClock implements Clock {
  time = 5000.25;
  #waiting = new Map<() => void, number>();

  constructor(private readonly late: () => number = () => 0) {}

  now(): number {
    return this.time;
  }

  wake(at: number, call: () => void): () => void {
    this.#waiting.set(call, Math.max(at, this.time) + this.late());
    return () => this.#waiting.delete(call);
  }

  pass(ms: number): void {
    const until = this.time + ms;
    for (;;) {
      const [next] = [...this.#waiting].sort(([, a], [, b]) => a - b);
      if (!next || next[1] > until) break;
      this.#waiting.delete(next[0]);
      this.time = next[1];
      next[0]();
    }
    this.time = until;
  }

  get idle(): boolean {
    return this.#waiting.size === 0;
  }
}

function start(plan = planFor('box', 60), clock = new FakeClock()) {
  const began = clock.now();
  const steps: { at: number; place: Place }[] = [];
  let ends = 0;
  const run = new Run(plan, clock, {
    step: (place) => steps.push({ at: clock.now() - began - LEAD_MS, place }),
    end: () => void ends++,
  });
  return { run, clock, steps, plan, ends: () => ends };
}

test('the first breath begins after the lead, and the last one ends the session', () => {
  const { run, clock, steps, plan, ends } = start();
  expect(run.place).toBeNull();
  clock.pass(LEAD_MS - 1);
  expect(run.place).toBeNull();
  clock.pass(1);
  expect(run.place?.step.phase).toBe('in');
  clock.pass(plan.totalMs - 1);
  expect(run.state).toBe('running');
  clock.pass(1);

  expect(run.state).toBe('done');
  expect(ends()).toBe(1);
  expect(steps).toHaveLength(16);
  expect(clock.idle).toBe(true);
});

test.each(['cyclic_sighing', 'coherent'] as const)('%s: late wake-ups never add up', (name) => {
  let seed = 1;
  const lateness = (): number => (seed = (seed * 16_807) % 2_147_483_647) % 40;
  const { clock, steps, plan } = start(planFor(name, 300), new FakeClock(lateness));

  clock.pass(plan.totalMs + 2000);

  expect(steps).toHaveLength(plan.cycles * plan.steps.length);
  for (const { at, place } of steps) {
    expect(at).toBeGreaterThanOrEqual(place.startsMs);
    expect(at - place.startsMs).toBeLessThan(50);
  }
});

test('a phone that slept through whole breaths is where it would have been', () => {
  const { run, clock } = start();
  clock.pass(LEAD_MS);
  clock.time += 40_000; // nothing was called meanwhile
  clock.pass(0);

  expect(run.place).toMatchObject({ cycle: 2, index: 2, startsMs: 40_000 });
});

test('what is counted: the seconds of the step and of all', () => {
  const { run, clock } = start();
  expect(run.left).toBe(64);
  clock.pass(LEAD_MS);
  expect([run.count, run.left]).toEqual([4, 64]);
  clock.pass(1000);
  expect([run.count, run.left]).toEqual([3, 63]);
  clock.pass(3000);
  expect([run.count, run.left, run.place?.step.phase]).toEqual([4, 60, 'hold']);
});

describe('when the page goes out of sight', () => {
  test('nothing goes on until somebody says so, and then from the beginning of that breath', () => {
    const { run, clock, steps } = start();
    clock.pass(LEAD_MS + 16_000 + 9000);
    run.pause();
    expect(run.state).toBe('paused');
    const before = steps.length;
    clock.pass(600_000);
    expect(steps).toHaveLength(before);

    run.resume();
    expect([run.state, run.place, run.left]).toEqual(['running', null, 48]);
    clock.pass(LEAD_MS);
    expect(run.place).toMatchObject({ cycle: 1, index: 0 });
    clock.pass(48_000);
    expect(run.state).toBe('done');
  });

  test('before the first breath it begins anew', () => {
    const { run, clock } = start();
    clock.pass(300);
    run.pause();
    run.resume();
    clock.pass(LEAD_MS);

    expect(run.place).toMatchObject({ cycle: 0, index: 0 });
  });

  test('a second pause in the lead after the first keeps the breath', () => {
    const { run, clock } = start();
    clock.pass(LEAD_MS + 33_000);
    run.pause();
    run.resume();
    clock.pass(200);
    run.pause();
    run.resume();
    clock.pass(LEAD_MS);

    expect(run.place).toMatchObject({ cycle: 2, index: 0 });
  });

  test('a session that is over stays over', () => {
    const { run, clock, plan, ends } = start();
    clock.time += LEAD_MS + plan.totalMs + 1; // hidden just as it ended, before the wake-up
    run.pause();
    run.resume();

    expect(run.state).toBe('done');
    expect(ends()).toBe(1);
  });

  test('to pause or resume twice changes nothing', () => {
    const { run, clock } = start();
    clock.pass(LEAD_MS + 5000);
    run.resume();
    expect(run.place).toMatchObject({ index: 1 });
    run.pause();
    run.pause();
    run.resume();
    run.resume();
    clock.pass(LEAD_MS);

    expect(run.place).toMatchObject({ cycle: 0, index: 0 });
  });
});

test('left early, it calls nobody any more', () => {
  const { run, clock, steps, ends } = start();
  clock.pass(LEAD_MS);
  run.stop();
  clock.pass(100_000);

  expect(steps).toHaveLength(1);
  expect(ends()).toBe(0);
});
