import { i18n, type Key } from '../../../shared/i18n/i18n.svelte';

/** As in wellbeing/incidents/evidence/rules.py, so that it is said before anything is sent. */
export type Kind = 'image' | 'pdf' | 'audio' | 'text';

export const PART = 256 * 1024;
export const MOST_FILES = 5;
export const LONGEST_NAME = 255;
const MB = 1024 * 1024;
const LARGEST: Record<Kind, number> = { image: 15 * MB, pdf: 15 * MB, audio: 25 * MB, text: MB };
const LARGEST_TOGETHER = 60 * MB;
// A phone that is asked for JPEG makes one of the photos that it keeps in a form of its own.
export const PICTURES = 'image/jpeg,image/png,image/gif,image/webp';
export const ACCEPTED = `${PICTURES},audio/*,application/pdf,text/plain,.txt,.log,.csv`;
const NEVER = /^image\/(svg|hei[cf]|avif)/;
const ENDINGS: Record<string, Kind> = {
  jpg: 'image',
  jpeg: 'image',
  png: 'image',
  gif: 'image',
  webp: 'image',
  pdf: 'pdf',
  mp3: 'audio',
  m4a: 'audio',
  ogg: 'audio',
  oga: 'audio',
  opus: 'audio',
  wav: 'audio',
  flac: 'audio',
  aac: 'audio',
  amr: 'audio',
  txt: 'text',
  log: 'text',
  csv: 'text',
};

/** What the browser or the name says; the server looks at what is in it. */
export function kindOf({ name, type }: { name: string; type: string }): Kind | null {
  if (NEVER.test(type)) return null;
  const [main] = type.split('/');
  if (main === 'image' || main === 'audio') return main;
  if (type === 'application/pdf') return 'pdf';
  if (type === 'text/plain' || type === 'text/csv') return 'text';
  return ENDINGS[name.split('.').pop()!.toLowerCase()] ?? null;
}

/** Why this one cannot go along, beside those that do; null where it can. */
export function tooMuch(file: File, others: readonly { size: number }[]): Key | null {
  const kind = kindOf(file);
  const together = others.reduce((sum, { size }) => sum + size, file.size);
  if (!kind) return 'evidence.wrong_kind';
  if (!file.size) return 'evidence.empty';
  if (file.size > LARGEST[kind]) return 'evidence.too_big';
  if (others.length >= MOST_FILES) return 'evidence.too_many';
  return together > LARGEST_TOGETHER ? 'evidence.too_big_together' : null;
}

/** "340 kB", "1.2 MB". */
export function sizeWord(bytes: number): string {
  const unit = bytes < MB ? 'kilobyte' : 'megabyte';
  const value = unit === 'kilobyte' ? Math.max(1, Math.round(bytes / 1024)) : bytes / MB;
  const options = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(i18n.language, options).format(value);
}
