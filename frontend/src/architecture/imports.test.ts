import { expect, test } from 'vitest';
import { firstFile, imports, sources } from './sources';

const part = (path: string): string => path.split('/')[0]!;
const feature = (path: string): string => path.split('/').slice(0, 2).join('/');
const edges = Object.keys(sources).flatMap((path) => imports(path).map((to) => [path, to] as const));

test('no feature imports another', () => {
  const crossing = edges.filter(
    ([from, to]) => part(from) === 'features' && part(to) === 'features' && feature(from) !== feature(to),
  );

  expect(crossing).toEqual([]);
});

test('arrows point down: app, features, shared; the worker knows only what is shared', () => {
  const below: Record<string, string[]> = {
    app: ['app', 'features', 'shared'],
    features: ['features', 'shared'],
    shared: ['shared'],
    sw: ['sw', 'shared'],
  };

  expect(edges.filter(([from, to]) => !below[part(from)]?.includes(part(to)))).toEqual([]);
});

test('notes know no request and no letter', () => {
  const reached = imports('features/checkins/notes.ts');

  expect(reached.filter((to) => /api|letters|flush|outbox|post/.test(to))).toEqual([]);
});

test('nothing writes HTML, inline styles or web storage', () => {
  const forbidden = /\{@html|innerHTML|\sstyle="|localStorage|sessionStorage|document\.write/;

  expect(
    Object.entries(sources)
      .filter(([, source]) => forbidden.test(source))
      .map(([path]) => path),
  ).toEqual([]);
});

test('the first file holds the check-in and nothing of other features', () => {
  const first = firstFile();

  expect(first).toContain('features/checkins/Home.svelte');
  expect(first.filter((path) => part(path) === 'features' && feature(path) !== 'features/checkins')).toEqual([]);
});

test('files stay short', () => {
  const lines = (source: string): number => source.split('\n').length - 1;
  const limit = (path: string): number => (path.endsWith('.svelte') ? 130 : 150);

  expect(
    Object.entries(sources)
      .filter(([path, source]) => lines(source) > limit(path))
      .map(([path, source]) => `${path}: ${lines(source)}`),
  ).toEqual([]);
});
