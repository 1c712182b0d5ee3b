import type { Here } from '../shared/offline/here';

const AFTER = 3000;

/** Reminders that the person set on this device, and whether it is told while closed; fetched after the first screen stands. Returns how to stop. */
export function remindHere(here: Here): () => void {
  let stop: (() => void) | undefined;
  const timer = setTimeout(async () => {
    const { watchReminders } = await import('../features/checkins/reminding');
    if (!stop) stop = watchReminders(here);
    await (await import('../shared/push/telling')).keepTelling(here);
  }, AFTER);
  return () => {
    clearTimeout(timer);
    stop?.();
    stop ??= () => undefined;
  };
}
