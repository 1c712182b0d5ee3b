import type { There } from '../features/incidents/aftercare/offers';
import { api } from '../shared/api/client';
import { isTrouble } from '../shared/api/errors';
import type { BreakAllowance, FreeTimes, TalkAvailability } from '../shared/api/types';
import { i18n } from '../shared/i18n/i18n.svelte';

/** What this house has for somebody today, asked of each feature anew: what comes later is offered from then on. */
export async function whatThereIs(): Promise<There[]> {
  const [pass, peer, counsellor] = await Promise.all([breakAt(), anybody('peer'), counsellorAt()]);
  return [
    { offer: 'break', href: pass },
    ...(peer ? [{ offer: 'peer' as const, href: '#/support' }] : []),
    ...(counsellor ? [{ offer: 'counsellor' as const, href: counsellor }] : []),
  ];
}

/**
 * After a report without a name nothing is asked as somebody: beside the request that brought it, that could tell whose
 * it was. The places themselves say who is there.
 */
export function whatNeedsNoAsking(signedIn: boolean): There[] {
  if (!signedIn) return [{ offer: 'break', href: '#/breathe' }];
  return [
    { offer: 'break', href: '#/reset' },
    { offer: 'peer', href: '#/support' },
    { offer: 'counsellor', href: '#/support' },
  ];
}

/** A pass where there is a policy; minutes of one's own are there without any, and without a line. */
async function breakAt(): Promise<string> {
  const allowance = await asked<BreakAllowance>('/break-allowances/mine');
  return allowance?.policy && !allowance.leads ? '#/pass' : '#/reset';
}

async function counsellorAt(): Promise<string | null> {
  if (await anybody('counsellor')) return '#/support';
  return (await asked<FreeTimes>('/free-times'))?.counsellors.length ? '#/book' : null;
}

async function anybody(kind: 'peer' | 'counsellor'): Promise<boolean> {
  const about = new URLSearchParams({ kind, topic: 'any', language: i18n.language });
  return !!(await asked<TalkAvailability>(`/talk-availability?${about}`))?.there;
}

/** Who cannot be asked has nothing to offer now. */
function asked<T>(path: string): Promise<T | null> {
  return api<T>(path).catch((cause: unknown) => {
    if (!isTrouble(cause)) throw cause;
    return null;
  });
}
