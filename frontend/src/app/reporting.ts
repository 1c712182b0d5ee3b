/** Everything about one's own reports, as one file: the first one names it once. */
export { default as HomeLine } from '../features/incidents/report/HomeLine.svelte';
export { unnamedOf } from '../features/incidents/report/unnamed.svelte';
export { default as OwnReport } from './screens/OwnReportScreen.svelte';
export { default as Receipt } from './screens/ReceiptScreen.svelte';
export { default as Report } from './screens/ReportScreen.svelte';
export { default as Reports } from './screens/ReportsScreen.svelte';
export { default as Unsigned } from './screens/UnsignedScreen.svelte';
