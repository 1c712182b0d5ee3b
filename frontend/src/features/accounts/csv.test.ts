import { expect, test } from 'vitest';
import { harmless, parseCsv, writeCsv } from './csv';
import { withNotes } from './exports';

test('what is written can be read again, commas, quotes and lines included', () => {
  const rows = [
    ['id', 'note'],
    ['1', 'she said "no",\nthen left'],
    ['2', ''],
  ];

  expect(parseCsv(writeCsv(rows))).toEqual(rows);
});

test('a note that looks like a formula stays a text', () => {
  expect(harmless('=HYPERLINK("x")')).toBe(`'=HYPERLINK("x")`);
  expect(harmless('quiet day')).toBe('quiet day');
});

test('notes join the exported check-ins on the device, by id', () => {
  const csv = '\uFEFFid,mood\r\na,2\r\nb,4\r\n';

  expect(withNotes(csv, new Map([['b', '-1 for the queue']]))).toBe(
    "\uFEFFid,mood,note\r\na,2,\r\nb,4,'-1 for the queue\r\n",
  );
});
