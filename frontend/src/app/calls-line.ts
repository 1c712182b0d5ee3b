import type { Component } from 'svelte';
import type { Here } from '../shared/offline/here';

export type CallsLine = Component<{ here: Here; path: string; bare: boolean; leads: boolean }>;

const AFTER = 1500;

/** That somebody needs help, on every screen; fetched after the first one stands. Returns how to stop. */
export function callsLine(found: (line: CallsLine) => void): () => void {
  const timer = setTimeout(() => void load().then(found), AFTER);
  return () => clearTimeout(timer);
}

const load = async (): Promise<CallsLine> => (await import('../features/support/helpnow/CallsLine.svelte')).default;
