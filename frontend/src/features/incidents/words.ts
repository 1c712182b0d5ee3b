import type { CaseSeen, ReportLine } from '../../shared/api/types';
import { i18n, t, type Key } from '../../shared/i18n/i18n.svelte';

export type Kind = CaseSeen['kinds'][number];
export type Channel = CaseSeen['channel'];
export type Act = CaseSeen['acts'][number];
export type Identity = 'named' | 'confidential' | 'anonymous';
export type State = ReportLine['state'];

const KINDS: Record<Kind, Key> = {
  insult: 'abuse.kind.insult',
  shouting: 'abuse.kind.shouting',
  profanity: 'abuse.kind.profanity',
  threat: 'abuse.kind.threat',
  sexual: 'abuse.kind.sexual',
  hate: 'abuse.kind.hate',
  stalking: 'abuse.kind.stalking',
  other: 'abuse.kind.other',
};
const SEVERITIES = ['abuse.severity.0', 'abuse.severity.1', 'abuse.severity.2', 'abuse.severity.3'] as const;
const CHANNELS: Record<Channel, Key> = {
  phone: 'abuse.channel.phone',
  chat: 'abuse.channel.chat',
  email: 'abuse.channel.email',
  message: 'abuse.channel.message',
  video: 'abuse.channel.video',
  in_person: 'abuse.channel.in_person',
  other: 'abuse.channel.other',
};
const ACTS: Record<Act, Key> = {
  intent: 'abuse.act.intent',
  boundary: 'abuse.act.boundary',
  warned: 'abuse.act.warned',
  ended: 'abuse.act.ended',
  handed_over: 'abuse.act.handed_over',
};
const IDENTITIES: Record<Identity, Key> = {
  named: 'abuse.identity.named',
  confidential: 'abuse.identity.confidential',
  anonymous: 'abuse.identity.anonymous',
};
const STATES: Record<State, Key> = {
  received: 'abuse.state.received',
  acknowledged: 'abuse.state.acknowledged',
  closed: 'abuse.state.closed',
  withdrawn: 'abuse.state.withdrawn',
};

const options = <Value extends string>(keys: Record<Value, Key>): { value: Value; word: string }[] =>
  (Object.entries(keys) as [Value, Key][]).map(([value, key]) => ({ value, word: t(key) }));

export const kinds = (): { value: Kind; word: string }[] => options(KINDS);
export const severities = (): { value: number; word: string }[] =>
  SEVERITIES.map((key, value) => ({ value, word: t(key) }));
export const channels = (): { value: Channel; word: string }[] => options(CHANNELS);
export const acts = (): { value: Act; word: string }[] => options(ACTS);
export const identities = (): { value: Identity; word: string }[] => options(IDENTITIES);

/** "Insults, threat". A list format of the browser puts no comma in Russian or Chinese, or puts an "and". */
function list([first = '', ...more]: string[]): string {
  const rest = more.map((word) => word.toLocaleLowerCase(i18n.language));
  return [first, ...rest].join(i18n.language === 'zh-Hans' ? '、' : ', ');
}

export const kindsWord = (kinds: readonly Kind[]): string => list(kinds.map((kind) => t(KINDS[kind])));
export const severityWord = (severity: number): string => t(SEVERITIES[severity] ?? SEVERITIES[0]);
export const channelWord = (channel: Channel): string => t(CHANNELS[channel]);
export const actsWord = (acts: readonly Act[]): string => list(acts.map((act) => t(ACTS[act])));
export const stateWord = (state: State): string => t(STATES[state]);

const WHEN: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' };
export const whenWord = (moment: string): string => i18n.day(new Date(moment), WHEN);
