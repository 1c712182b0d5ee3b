import { t } from '../../shared/i18n/i18n.svelte';
import { toaster } from '../../shared/ui/toast.svelte';
import type { Entry } from './answers';
import type { Journal } from './journal.svelte';

/** Ten seconds in which one press takes the tap back. Says "saved" only because it was written before. */
export function offerUndo(journal: Journal, entry: Entry, after: () => void): void {
  const run = async (): Promise<void> => {
    await journal.remove({ id: entry.id, revision: newest(journal, entry) });
    after();
    toaster.show({ text: t('undo.done') });
  };
  const text = t(journal.here.store.lasts ? 'saved.phone' : 'saved.tab');
  toaster.show({ text, act: { word: t('undo'), run: () => void run() } });
}

function newest(journal: Journal, { id, revision }: Entry): number {
  return journal.known(id)?.revision ?? revision;
}
