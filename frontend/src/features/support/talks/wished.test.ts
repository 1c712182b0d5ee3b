import { expect, test } from 'vitest';
import { earliest, latest, whenWord, wished } from './wished';

const at = (time: string): Date => new Date(`2026-11-18T${time}`);

test('the first time that is suggested is a full hour, and not one that is almost here', () => {
  expect(earliest(at('14:20'))).toBe('2026-11-18T15:00');
  expect(earliest(at('14:50'))).toBe('2026-11-18T16:00');
  expect(earliest(at('23:50'))).toBe('2026-11-19T01:00');
});

test('nothing lies further off than two weeks', () => {
  expect(latest(at('14:20'))).toBe('2026-12-02T14:20');
});

test('an empty field is now, and a filled one the moment on this clock', () => {
  expect(wished('')).toBeNull();
  expect(new Date(wished('2026-11-18T15:00')!)).toEqual(at('15:00'));
});

test('a time today is a time, and another has its day', () => {
  const now = at('14:20');
  expect(whenWord(at('15:00').toISOString(), now)).not.toContain('18');
  expect(whenWord(new Date('2026-11-19T15:00').toISOString(), now)).toContain('19');
});
