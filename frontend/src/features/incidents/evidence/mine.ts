import type { Keeper } from '../../../shared/offline/apart.svelte';
import type { Here } from '../../../shared/offline/here';
import { keptDrafts, readAll, UNNAMED } from '../report/kept-drafts';
import { unsentReports } from '../report/unsent';
import { Files } from './files.svelte';
import { change, dropFile, isOutgoing, type Target } from './kept';

const known = new WeakMap<Here, Files>();

/** The same for every screen of one signed-in person. */
export function filesOf(here: Here): Files {
  const drafts = async (): Promise<string[]> => (await keptDrafts(here, new Date())).map(({ of }) => of);
  const files = known.get(here) ?? new Files(here, (to) => waits(here, to), drafts);
  known.set(here, files);
  return files;
}

/** The same, to be asked about before it is lost. */
export function fileKeeper(here: Here): Keeper {
  const files = filesOf(here);
  return {
    get unsent() {
      return files.rows.filter(isOutgoing).length;
    },
    look: () => files.look(),
    send: () => files.send(),
    giveUp: async () => {
      for (const row of files.rows.filter(isOutgoing)) await dropFile(here, row);
      await files.look();
    },
  };
}

/** A file follows its report, and never comes before it. */
async function waits(here: Here, to: Target): Promise<boolean> {
  if ('report' in to) return (await unsentReports(here)).some(({ id }) => id === to.report);
  if (!('receipt' in to)) return true;
  const unsigned = await readAll<{ receipt: string; draft?: object }>(here, UNNAMED);
  return unsigned.some(([, { receipt, draft }]) => receipt === to.receipt && draft);
}

/** The report goes back to the form, and they go with it. */
export async function moveFiles(here: Here, from: Target, to: Target): Promise<void> {
  const files = filesOf(here);
  await files.look();
  for (const row of files.of(from)) await change(here, { ...row, to }, new Date());
  await files.look();
}
