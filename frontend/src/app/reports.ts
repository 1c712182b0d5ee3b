import type { Component } from 'svelte';
import type { Here } from '../shared/offline/here';

export type ReportLine = Component<{ here: Here }>;

const AFTER = 2500;

/** What waits to be finished; fetched after the first screen stands. Returns how to stop. */
export function reportLine(found: (line: ReportLine) => void): () => void {
  const timer = setTimeout(() => void load().then(found), AFTER);
  return () => clearTimeout(timer);
}

const load = async (): Promise<ReportLine> => (await import('../features/incidents/report/HomeLine.svelte')).default;

/** What was reported without a name goes out by itself, whatever screen is open. Returns how to stop. */
export function sendReports(here: Here): () => void {
  let stop: (() => void) | undefined;
  const timer = setTimeout(async () => {
    const { unnamedOf } = await import('../features/incidents/report/unnamed.svelte');
    stop ??= unnamedOf(here).start();
  }, AFTER);
  return () => {
    clearTimeout(timer);
    stop?.();
    stop ??= () => undefined;
  };
}
