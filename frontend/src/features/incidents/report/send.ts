import { api } from '../../../shared/api/client';
import type { ReportLine } from '../../../shared/api/types';
import type { Here } from '../../../shared/offline/here';
import { filesOf } from '../evidence/mine';
import type { Draft } from './draft';
import { unnamedOf } from './unnamed.svelte';
import { post, unsentReports, type Begun } from './unsent';

const UNSIGNED = '/report/sent';

/** Where it can be seen from now on; null where the draft does not lie here any more as it was seen. */
export async function sendDraft(here: Here, begun: Begun, now: Date): Promise<string | null> {
  const files = filesOf(here);
  await files.look();
  const along = files.of({ of: begun.of });
  if (begun.draft.identity !== 'anonymous')
    return (await post(here, begun, along)) ? `/reports/${begun.draft.id}` : null;
  const unnamed = unnamedOf(here);
  if (!(await unnamed.hold(begun, now, along))) return null;
  if (begun.draft.instead_of) await here.outbox.posted();
  void unnamed.send();
  return UNSIGNED;
}

/** Where a draft went that is gone; null where nobody can tell. The server is not asked about one that nobody signs. */
export async function whereItIs(here: Here, { id, identity }: Draft): Promise<string | null> {
  const [unnamed, unsent] = [unnamedOf(here), await unsentReports(here)];
  await unnamed.look();
  if (unnamed.rows.some(({ draft }) => draft?.id === id)) return UNSIGNED;
  if (unsent.some((one) => one.id === id)) return `/reports/${id}`;
  if (identity === 'anonymous') return null;
  const ours = api<{ results: ReportLine[] }>('/reports', { account: here.account });
  const found = await ours.catch(() => ({ results: [] as ReportLine[] })); // no line: nobody can tell
  return found.results.some((one) => one.id === id) ? `/reports/${id}` : null;
}
