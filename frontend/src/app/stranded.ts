import type { Here } from '../shared/offline/here';

/** Whether unsent things live in this tab's memory alone, and would be lost if another session took their place. */
export async function strands({ account, store, outbox }: Here, next: string): Promise<boolean> {
  if (store.lasts) return false;
  if (account === next) await outbox.flush(); // the same person, now with another kind of device
  await outbox.count();
  return outbox.unsent > 0;
}
