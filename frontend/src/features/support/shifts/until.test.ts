import { expect, test } from 'vitest';
import { choicesFrom, usual } from './until';

const at = (text: string): Date => new Date(`2026-11-18T${text}`);
const clock = (date: Date): string => date.toTimeString().slice(0, 5);

test('full hours from the next that is worth it, and none beyond twelve hours', () => {
  const choices = choicesFrom(at('09:20'));

  expect(choices.map(clock).slice(0, 3)).toEqual(['10:00', '11:00', '12:00']);
  expect(choices.map(clock).at(-1)).toBe('21:00');
  expect(clock(choicesFrom(at('09:31'))[0]!)).toBe('11:00');
  expect(clock(choicesFrom(at('09:30'))[0]!)).toBe('10:00');
});

test('past midnight it is the next day', () => {
  expect(clock(choicesFrom(at('22:40')).at(-1)!)).toBe('10:00');
  expect(choicesFrom(at('22:40')).at(-1)!.getDate()).toBe(19);
});

test('the switch alone means about half a working day', () => {
  expect(clock(usual(at('09:20')))).toBe('13:00');
});
