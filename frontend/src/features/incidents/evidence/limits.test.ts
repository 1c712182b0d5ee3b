import { expect, test } from 'vitest';
import { i18n } from '../../../shared/i18n/i18n.svelte';
import { kindOf, sizeWord, tooMuch } from './limits';

const MB = 1024 * 1024;
const file = (name: string, type: string, size = 10): File => ({ name, type, size }) as File;

test.each([
  ['a.jpg', 'image/jpeg', 'image'],
  ['a', 'audio/x-m4a', 'audio'],
  ['a.pdf', 'application/pdf', 'pdf'],
  ['a.csv', 'text/csv', 'text'],
  ['call.AMR', '', 'audio'],
  ['a.heic', 'image/heic', null],
  ['a.svg', 'image/svg+xml', null],
  ['a.mp4', 'video/mp4', null],
  ['a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', null],
  ['a', '', null],
] as const)('%s of type "%s" is %s', (name, type, kind) => {
  expect(kindOf({ name, type })).toBe(kind);
});

test.each([
  [file('a.jpg', 'image/jpeg', 15 * MB), [], null],
  [file('a.jpg', 'image/jpeg', 15 * MB + 1), [], 'evidence.too_big'],
  [file('a.mp3', 'audio/mpeg', 25 * MB), [], null],
  [file('a.txt', 'text/plain', MB + 1), [], 'evidence.too_big'],
  [file('a.txt', 'text/plain', 0), [], 'evidence.empty'],
  [file('a.txt', 'text/plain'), Array.from({ length: 5 }, () => ({ size: 1 })), 'evidence.too_many'],
  [file('a.mp3', 'audio/mpeg', 25 * MB), [{ size: 35 * MB }], null],
  [file('a.mp3', 'audio/mpeg', 25 * MB), [{ size: 35 * MB + 1 }], 'evidence.too_big_together'],
])('what is too much is said before it is sent', (one, others, why) => {
  expect(tooMuch(one, others)).toBe(why);
});

test.each([
  [10, '1 kB'],
  [340 * 1024, '340 kB'],
  [1.25 * MB, '1.3 MB'],
])('%s bytes are %s', (bytes, word) => {
  i18n.language = 'en';
  expect(sizeWord(bytes)).toBe(word);
});
