import { dropMine, keepMine, readMine, type Place } from '../offline/mine';

/** That this device is told while the app is closed, and in which words: a service worker has no catalogue. */
export interface Told {
  notice: string;
}

const NAME = 'push';

/** Where each topic is seen. One that this version does not know opens home. */
const PLACES: Record<string, string> = {
  appointments: '/#/bookings',
  'break-passes': '/#/pass',
  buddies: '/#/support',
  cases: '/#/cases',
  counselling: '/#/counselling',
  'help-call': '/#/help',
  'help-calls': '/#/calls',
  reports: '/#/reports',
  'talk-offers': '/#/peer',
  'talk-report-cases': '/#/talk-reports',
  'talk-reports': '/#/support',
  talks: '/#/support',
};
export const placeOf = (topic: string): string => PLACES[topic] ?? '/#/';

export const readTold = (place: Place): Promise<Told | undefined> => readMine<Told>(place, NAME);

export const keepTold = (place: Place, told: Told, now: Date): Promise<void> => keepMine(place, NAME, told, now);

export const dropTold = (place: Place): Promise<void> => dropMine(place, NAME);
