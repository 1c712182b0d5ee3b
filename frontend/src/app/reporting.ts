/** Everything about one's own reports, as one file: the first one names it once. */
import { fileKeeper, filesOf } from '../features/incidents/evidence/mine';
import { unnamedOf } from '../features/incidents/report/unnamed.svelte';
import type { Keeper } from '../shared/offline/apart.svelte';
import type { Here } from '../shared/offline/here';

export { default as HomeLine } from '../features/incidents/report/HomeLine.svelte';
export { default as OwnReport } from './screens/OwnReportScreen.svelte';
export { default as Receipt } from './screens/ReceiptScreen.svelte';
export { default as Report } from './screens/ReportScreen.svelte';
export { default as Reports } from './screens/ReportsScreen.svelte';
export { default as Unsigned } from './screens/UnsignedScreen.svelte';

/** What of it never lies in the outbox. */
export const keepersOf = (here: Here): readonly Keeper[] => [unnamedOf(here), fileKeeper(here)];

/** Reports without a name, and then the files of all. Returns how to stop. */
export function startSending(here: Here): () => void {
  void here.apart.look();
  const stops = [unnamedOf(here).start(), filesOf(here).start()];
  return () => stops.forEach((stop) => stop());
}
