/** A number as it stood on a page of the line itself or of a public body, and the day on which we read it there. */
interface Checked {
  number: string;
  source: string;
  checked_on: string;
}

export interface Emergency extends Checked {
  what: 'all' | 'ambulance' | 'ambulance_fire' | 'police';
}

export interface HelpLine extends Checked {
  /** As the line calls itself, in its own language. */
  name: string;
  /** Takes text messages at this number. */
  text?: string;
  hours: 'always' | 'most_of_day' | 'not_said';
  /** Those that the source names, or else the one it is written in; the first is the language of the name. */
  languages: string[];
  for: 'anyone' | 'adults';
  /** A part of the country, where it is not for all of it. */
  where?: string;
}

export interface Country {
  country: string;
  emergency: Emergency[];
  lines: HelpLine[];
}

const files = import.meta.glob<Country>('./countries/*.json', { eager: true, import: 'default' });

export const COUNTRIES: ReadonlyMap<string, Country> = new Map(
  Object.values(files).map((one) => [one.country, one] as const),
);

const digits = (number: string): string => number.replace(/\D/g, '');

export const callTo = (number: string): string => `tel:${digits(number)}`;

export const textTo = (number: string): string => `sms:${digits(number)}`;

/** What a person can make sense of: the host, without its usual beginning. */
export const hostOf = (source: string): string => new URL(source).host.replace(/^www\./, '');
