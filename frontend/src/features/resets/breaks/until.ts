import { i18n, t } from '../../../shared/i18n/i18n.svelte';
import { BREAKS, isBreak } from '../kinds';
import { endOf, minutesOf, type Reset } from '../reset';

/** "until 14:35" */
export const untilWords = (reset: Reset): string => t('break.until', { time: i18n.time(new Date(endOf(reset))) });

export const leftWords = (left: number): string => t('break.left', { count: minutesOf(left) });

export const breakWord = ({ kind }: Reset): string => t(isBreak(kind) ? BREAKS[kind].name : 'reset.title');

export const addressOf = ({ kind, id }: Reset): string => `/break/${kind}/${id}`;
