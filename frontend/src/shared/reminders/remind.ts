import { localIso } from '../api/clock';
import { keepMine, readMine, type Place } from '../offline/mine';
import { due, settled, type Call, type Reminders, type Wall } from './due';

type Shows = Pick<ServiceWorkerRegistration, 'showNotification'>;

/** What the browser calls it when it wakes the worker for us. */
export const PERIODIC = 'reminders';
export const HOME = '/#/';

const WANTED = 'reminders';
const HANDLED = 'reminded';
const CALL = 'call';

const wallOf = (now: Date): Wall => localIso(now).slice(0, 16);

export function wantedBy(place: Place): Promise<Reminders | undefined> {
  return readMine<Reminders>(place, WANTED);
}

/** What lies before this moment is not reminded of: the person is here, setting it. */
export function want(place: Place, wanted: Reminders, now: Date): Promise<void> {
  return alone(async () => {
    await keepMine(place, HANDLED, wallOf(now), now);
    await keepMine(place, WANTED, wanted, now);
  });
}

/** Said anew where the language has changed since; neither the times nor what was handled is touched. */
export function reword(place: Place, notice: string, now: Date): Promise<void> {
  return alone(async () => {
    const wanted = await wantedBy(place);
    if (wanted && notice && wanted.notice !== notice) await keepMine(place, WANTED, { ...wanted, notice }, now);
  });
}

/** The wall-clock time since when the person is on a call, or null. */
export async function onCallSince(place: Place, now: Date): Promise<string | null> {
  const call = await callOf(place, now);
  return call && call.until === null ? call.since.slice(11) : null;
}

/** A switch now, a telephone system later. */
export async function setOnCall(place: Place, on: boolean, now: Date): Promise<void> {
  const call = await callOf(place, now);
  if (on === (call !== null && call.until === null)) return;
  const since = on || !call ? wallOf(now) : call.since;
  await keepMine(place, CALL, { since, until: on ? null : wallOf(now) } satisfies Call, now);
}

/** Show what is due. One tab or the worker at a time, and marked before it is shown: never twice. */
export function remind(place: Place, registration: Shows, now: Date): Promise<boolean> {
  return alone(async () => {
    const wanted = await wantedBy(place);
    if (!wanted?.on || Notification.permission !== 'granted') return false;
    const time = due(wallOf(now), wanted, (await readMine<Wall>(place, HANDLED)) ?? '', await callOf(place, now));
    if (!time) return false;
    await keepMine(place, HANDLED, time, now);
    await registration.showNotification(wanted.notice, {
      tag: PERIODIC,
      icon: '/icons/mark-192.png',
      data: HOME,
    });
    return true;
  });
}

async function callOf(place: Place, now: Date): Promise<Call | null> {
  const call = await readMine<Call>(place, CALL);
  return call ? settled(call, wallOf(now)) : null;
}

function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request('aftercall-reminders', work) as Promise<T>;
}
