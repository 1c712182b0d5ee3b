import { dropMine, keepMine, readMine, type Place } from '../../../shared/offline/mine';

/** What somebody began to write in a talk: on this device alone, and gone when it was sent. */
const nameOf = (talk: string): string => `talk-draft/${talk}`;

export const draftOf = async (place: Place, talk: string): Promise<string> =>
  (await readMine<string>(place, nameOf(talk))) ?? '';

export const keepDraft = (place: Place, talk: string, text: string): Promise<void> =>
  text ? keepMine(place, nameOf(talk), text, new Date()) : dropMine(place, nameOf(talk));
