import type { Component } from 'svelte';
import type { Here } from '../shared/offline/here';

export type ReportLine = Component<{ here: Here }>;

const AFTER = 2500;
const load = (): Promise<typeof import('./reporting')> => import('./reporting');

/** What waits to be finished; fetched after the first screen stands. Returns how to stop. */
function reportLine(found: (line: ReportLine) => void): () => void {
  const timer = setTimeout(() => void load().then(({ HomeLine }) => found(HomeLine)), AFTER);
  return () => clearTimeout(timer);
}

/** What was reported without a name goes out by itself, and files, whatever screen is open. Returns how to stop. */
function sendReports(here: Here): () => void {
  let stop: (() => void) | undefined;
  const timer = setTimeout(() => void load().then(({ startSending }) => (stop ??= startSending(here))), AFTER);
  return () => {
    clearTimeout(timer);
    stop?.();
    stop ??= () => undefined;
  };
}

export { load, reportLine, sendReports };
