import * as records from '../../shared/offline/fetch-records';
import { CHECKINS, type Place } from './diary';

/** Fetch what was written since the last time, on whichever device. True when something changed here. */
export const sync = (here: Place, now: Date): Promise<boolean> => records.sync(CHECKINS, here, now);

/** Let go of what the server no longer keeps either. True when something went. */
export const prune = (here: Place, now: Date): Promise<boolean> => records.prune(CHECKINS, here, now);
