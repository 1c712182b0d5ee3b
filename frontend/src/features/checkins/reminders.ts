import { PERIODIC } from '../../shared/reminders/remind';
import type { Reminders } from '../../shared/reminders/due';

export const MOST_TIMES = 6;

/** What somebody finds who switches reminders on for the first time: theirs to change. */
export const SUGGESTED: Omit<Reminders, 'notice'> = {
  on: false,
  times: ['10:30', '15:30'],
  days: [0, 1, 2, 3, 4],
  quiet: { on: true, from: '21:00', to: '07:00' },
};

interface Periodic {
  register(tag: string, options: { minInterval: number }): Promise<void>;
  unregister(tag: string): Promise<void>;
}

/** Whether this browser promised to wake the app now and then; most grant it to installed apps, or to none. */
export async function letItWake(wanted: boolean): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration();
  const periodic = (registration as { periodicSync?: Periodic } | undefined)?.periodicSync;
  if (!periodic) return false;
  const asked = wanted ? periodic.register(PERIODIC, { minInterval: 15 * 60_000 }) : periodic.unregister(PERIODIC);
  return asked.then(
    () => wanted,
    () => false,
  );
}
