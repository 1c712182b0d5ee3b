import { wallClock } from '../../shared/api/clock';
import { isLow, SOURCES, type Entry, type Mood, type Source } from './answers';

export interface Cell {
  weekday: number; // 0 is Monday
  block: number; // the hour at which these two hours begin: 1, 3 ... 23
  count: number;
  mean: number;
  mood: Mood;
}

export interface Cycle {
  weekdays: number[];
  blocks: number[];
  cell: (weekday: number, block: number) => Cell | undefined;
}

export interface Behind {
  source: Source;
  count: number;
  of: number;
}

export const ENOUGH_OVERALL = 10;
const ENOUGH_IN_A_CELL = 3;
const ENOUGH_LOW = 3;

/** Own moods by weekday and two hours, each at the wall clock of its own time; only where there is something. */
export function cycleOf(entries: readonly Entry[]): Cycle {
  const moods = new Map<string, number[]>();
  for (const { answered_at, mood } of entries) {
    const key = keyOf(answered_at);
    moods.set(key, [...(moods.get(key) ?? []), mood]);
  }
  const cells = new Map([...moods].map(([key, found]) => [key, cellOf(key, found)]));
  const rising = (numbers: number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);
  return {
    weekdays: rising([...cells.values()].map(({ weekday }) => weekday)),
    blocks: rising([...cells.values()].map(({ block }) => block)),
    cell: (weekday, block) => cells.get(`${weekday}/${block}`),
  };
}

function keyOf(answered_at: string): string {
  const { hour, weekday } = wallClock(answered_at);
  // Half past midnight on Monday belongs to the two hours that began on Sunday at 23.
  if (hour === 0) return `${(weekday + 6) % 7}/23`;
  return `${weekday}/${hour % 2 ? hour : hour - 1}`;
}

function cellOf(key: string, moods: number[]): Cell {
  const [weekday = 0, block = 0] = key.split('/').map(Number);
  const mean = moods.reduce((sum, mood) => sum + mood, 0) / moods.length;
  return { weekday, block, count: moods.length, mean, mood: Math.round(mean) as Mood };
}

/** The lowest and the highest two hours, when there is enough to say so and they truly differ. */
export function extremes(entries: readonly Entry[]): { lowest: Cell; highest: Cell } | null {
  if (entries.length < ENOUGH_OVERALL) return null;
  const { weekdays, blocks, cell } = cycleOf(entries);
  const full = weekdays
    .flatMap((weekday) => blocks.map((block) => cell(weekday, block)))
    .filter((found): found is Cell => found !== undefined && found.count >= ENOUGH_IN_A_CELL)
    .sort((a, b) => a.mean - b.mean);
  const [lowest, highest] = [full[0], full.at(-1)];
  return lowest && highest && highest.mean - lowest.mean >= 0.5 ? { lowest, highest } : null;
}

/** What is behind the low ones (rough or low), the most frequent first. */
export function behindLow(entries: readonly Entry[], most = 3): Behind[] {
  const low = entries.filter(({ mood }) => isLow(mood));
  if (low.length < ENOUGH_LOW) return [];
  return SOURCES.map((source) => ({
    source,
    count: low.filter(({ sources }) => sources.includes(source)).length,
    of: low.length,
  }))
    .filter(({ count }) => count >= 2)
    .sort((a, b) => b.count - a.count)
    .slice(0, most);
}

/** Entries by their own local day, newest first. */
export function byDay(entries: readonly Entry[]): { day: string; entries: Entry[] }[] {
  const days = new Map<string, Entry[]>();
  const newest = [...entries].sort((a, b) => instant(b) - instant(a));
  for (const entry of newest) {
    const { day } = wallClock(entry.answered_at);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([day, found]) => ({ day, entries: found }));
}

function instant({ answered_at }: Entry): number {
  return new Date(answered_at).getTime();
}
