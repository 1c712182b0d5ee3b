import type { EvidenceFile } from '../../../shared/api/types';
import { t, type Key } from '../../../shared/i18n/i18n.svelte';
import type { KeptFile } from './kept';

const STATES: Record<EvidenceFile['state'], Key> = {
  arriving: 'evidence.state.arriving',
  checking: 'evidence.state.checking',
  viewable: 'evidence.state.viewable',
  refused: 'evidence.state.refused',
};

/** What became of a file that the server has. */
export const handedWord = (state: EvidenceFile['state'], reason: string): string =>
  state === 'refused' ? `${t(STATES[state])}. ${reason}` : t(STATES[state]);

/** How far one is that still lies on this device. `later` is why the server has no place for it yet. */
export function waitingWord({ size, refused, removed }: KeptFile, sent: number | undefined, later = ''): string {
  if (refused !== undefined) return refused || t('evidence.not_kept');
  if (removed) return t('evidence.state.removing');
  if (later) return later;
  if (sent === undefined) return t('evidence.state.waits');
  return t('evidence.state.sending', { percent: Math.floor((100 * sent) / size) });
}

const FOR_HANDLERS: Record<EvidenceFile['state'], Key> = {
  ...STATES,
  arriving: 'evidence.arriving_here',
  checking: 'evidence.checking_here',
  viewable: 'evidence.ready',
};

/** The same for whoever handles the case. */
export const standingWord = ({ state, reason }: EvidenceFile): string =>
  state === 'refused' ? `${t(STATES[state])}. ${reason}` : t(FOR_HANDLERS[state]);
