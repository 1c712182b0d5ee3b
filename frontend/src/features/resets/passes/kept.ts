import type { BreakPass, ShownPass } from '../../../shared/api/types';
import { dropMine, keepMine, readMine, type Place } from '../../../shared/offline/mine';

/** A granted pass stays on this device until it is over, so that it can be shown without a connection. */
export interface KeptPass {
  shown: ShownPass;
  secret: string;
}

const NAME = 'break-pass';
const LINE = 'break-pass-line';

export async function keptPass(place: Place, now: Date): Promise<KeptPass | null> {
  const kept = await readMine<KeptPass>(place, NAME);
  if (!kept) return null;
  if (isOver(kept.shown, now)) await dropMine(place, NAME);
  return isOver(kept.shown, now) ? null : kept;
}

/** What is running is kept, anything else is none. */
export async function keepPass(place: Place, pass: BreakPass | null, now: Date): Promise<void> {
  const kept = running(pass);
  await (kept ? keepMine(place, NAME, kept, now) : dropMine(place, NAME));
}

/** Where this device last stood in line: whoever comes back too late is told, and not left to wonder. */
export const keptLine = (place: Place): Promise<string | undefined> => readMine<string>(place, LINE);

export async function keepLine(place: Place, pass: BreakPass | null, now: Date): Promise<void> {
  const waits = pass?.state === 'waiting' || pass?.state === 'held';
  await (waits ? keepMine(place, LINE, pass.id, now) : dropMine(place, LINE));
}

export function running(pass: BreakPass | null): KeptPass | null {
  return pass?.state === 'running' && pass.shown && pass.secret ? { shown: pass.shown, secret: pass.secret } : null;
}

export const isOver = ({ ends_at }: ShownPass, now: Date): boolean => new Date(ends_at) <= now;

/** What the desk's camera reads. The part after `#` is never sent, so that the secret stands in no log. */
export const linkOf = ({ shown, secret }: KeptPass, origin: string): string =>
  `${origin}/#/pass-check/${shown.id}.${secret}`;

/** Whole minutes, the begun one counted: "1 minute left" until it is over. */
export function minutesLeft(until: string, now: Date): number {
  return Math.max(0, Math.ceil((new Date(until).getTime() - now.getTime()) / 60_000));
}
