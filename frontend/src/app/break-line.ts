import type { Component } from 'svelte';
import type { Here } from '../shared/offline/here';

export type Line = Component<{ here: Here; path: string; hidden: boolean }>;

const AFTER = 2000;

/** A running break and its end, on every screen; fetched after the first one stands. Returns how to stop. */
export function breakLine(found: (line: Line) => void): () => void {
  const timer = setTimeout(() => void load().then(found), AFTER);
  return () => clearTimeout(timer);
}

const load = async (): Promise<Line> => (await import('../features/resets/breaks/BreakLine.svelte')).default;
