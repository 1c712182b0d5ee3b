import type { Here } from '../shared/offline/here';

/** Whether unsent things live in this tab's memory alone, and would be lost if another session took their place. */
export async function strands({ account, store, outbox, apart }: Here, next: string): Promise<boolean> {
  if (store.lasts) return false;
  if (account === next) await Promise.all([outbox.flush(), apart.send()]); // the same person, now with another kind of device
  await Promise.all([outbox.count(), apart.look()]);
  return outbox.unsent + apart.unsent + apart.unsaved > 0;
}
