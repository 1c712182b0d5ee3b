import { t, type Key } from '../../shared/i18n/i18n.svelte';

const WORDS: Record<string, Key> = {
  aftercare: 'kind.aftercare',
  appointments: 'kind.appointments',
  buddies: 'kind.buddies',
  checkins: 'kind.checkins',
  customer_actions: 'kind.customer_actions',
  break_passes: 'kind.break_passes',
  devices: 'kind.devices',
  digests: 'kind.digests',
  groups: 'kind.groups',
  help_answers: 'kind.help_answers',
  help_calls: 'kind.help_calls',
  huddle_posts: 'kind.huddle_posts',
  mail_wishes: 'kind.mail_wishes',
  push_subscriptions: 'kind.push_subscriptions',
  resets: 'kind.resets',
  roster: 'kind.roster',
  shifts: 'kind.shifts',
  report_files: 'kind.report_files',
  reports: 'kind.reports',
  talk_reports: 'kind.talk_reports',
  talks: 'kind.talks',
  uses: 'kind.uses',
  report_counts: 'kind.report_counts',
  views: 'kind.views',
};

/** A kind that this version of the app has no word for is still named, not hidden. */
export function kindWord(kind: string): string {
  const key = WORDS[kind];
  return key ? t(key) : kind.replaceAll('_', ' ');
}
