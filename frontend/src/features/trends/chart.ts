import { noon, weeksBetween } from './days';

export interface Point {
  starts_on: string;
  mean: number;
  half_width: number;
  alert: boolean;
}

export interface Flag {
  letter: string;
  x: number;
}

export interface Chart {
  low: number;
  high: number;
  levels: { y: number; level: number }[];
  days: { x: number; day: Date }[];
  band: string;
  line: string;
  alerts: { x: number; y: number }[];
  flags: Flag[];
}

export interface Frame {
  width: number;
  height: number;
}

export const MARGIN = { left: 28, right: 16, top: 26, bottom: 28 };
const LABEL = 84; // pixels that a day needs to be read

/** The last weeks; 0 shows everything. */
export const lastWeeks = (points: Point[], weeks: number): Point[] => (weeks ? points.slice(-weeks) : points);

/** Everything that is drawn of a line with its band, in pixels. Takes one point at least. */
export function draw(points: Point[], starts: string[], frame: Frame): Chart {
  const [low, high] = range(points);
  const first = points[0]!.starts_on;
  const all = Math.max(1, weeksBetween(first, points.at(-1)!.starts_on));
  const inner = frame.width - MARGIN.left - MARGIN.right;
  const tall = frame.height - MARGIN.top - MARGIN.bottom;
  const x = (day: string): number => round(MARGIN.left + (inner * weeksBetween(first, day)) / all);
  const y = (level: number): number => round(MARGIN.top + (tall * (high - level)) / (high - low));
  const parts = segments(points);
  return {
    low,
    high,
    levels: Array.from({ length: high - low + 1 }, (_, n) => ({ y: y(low + n), level: low + n })),
    days: every(points, Math.ceil((points.length * LABEL) / inner)).map((one) => ({
      x: x(one.starts_on),
      day: noon(one.starts_on),
    })),
    line: parts.map((part) => path(part.map((one) => [x(one.starts_on), y(one.mean)]))).join(''),
    band: parts.map((part) => area(part, x, y)).join(''),
    alerts: points.filter((one) => one.alert).map((one) => ({ x: x(one.starts_on), y: y(one.mean) })),
    flags: starts.flatMap((day, n) => {
      const inside = day >= first && weeksBetween(first, day) <= all;
      return inside ? [{ letter: letterOf(n), x: x(day) }] : [];
    }),
  };
}

export const letterOf = (n: number): string => String.fromCharCode(65 + (n % 26));

/** Whole levels around every band, and never less than two apart: a small step must not look like a cliff. */
function range(points: Point[]): [number, number] {
  const low = Math.max(1, Math.floor(Math.min(...points.map((one) => one.mean - one.half_width))));
  const high = Math.min(5, Math.ceil(Math.max(...points.map((one) => one.mean + one.half_width))));
  if (high - low >= 2) return [low, high];
  const middle = points.reduce((sum, one) => sum + one.mean, 0) / points.length;
  const least = Math.min(3, Math.max(1, Math.round(middle - 1)));
  return [Math.min(low, least), Math.max(high, least + 2)];
}

/** A lost week leaves a gap; nothing is drawn across it. */
function segments(points: Point[]): Point[][] {
  const parts: Point[][] = [];
  for (const one of points) {
    const before = parts.at(-1)?.at(-1);
    if (before && weeksBetween(before.starts_on, one.starts_on) === 1) parts.at(-1)!.push(one);
    else parts.push([one]);
  }
  return parts;
}

function area(part: Point[], x: (day: string) => number, y: (level: number) => number): string {
  const within = (level: number): number => Math.min(5, Math.max(1, level));
  const above = part.map((one): [number, number] => [x(one.starts_on), y(within(one.mean + one.half_width))]);
  const below = part.map((one): [number, number] => [x(one.starts_on), y(within(one.mean - one.half_width))]);
  return `${path([...above, ...below.reverse()])}Z`;
}

const path = (places: [number, number][]): string => `M${places.map((place) => place.join(' ')).join('L')}`;
const round = (pixels: number): number => Math.round(pixels * 10) / 10;

/** One of so many, beginning with the first: evenly spread. */
const every = <One>(all: One[], step: number): One[] => all.filter((_, n) => n % step === 0);
