import { expect, test } from 'vitest';
import { COUNTRIES } from './countries';
import { guessCountry } from './guess';

test.each([
  ['Europe/Warsaw', 'PL'],
  ['Europe/London', 'GB'],
  ['Australia/Perth', 'AU'],
  ['America/Chicago', 'US'],
  ['America/Toronto', 'CA'],
  ['Asia/Calcutta', 'IN'],
  ['Asia/Yekaterinburg', 'RU'],
  ['Africa/Johannesburg', 'ZA'],
  ['Europe/Prague', 'EU'],
])('a clock in %s is in %s', (zone, country) => {
  expect(guessCountry(zone, ['en-US'])).toBe(country);
  expect(COUNTRIES.has(country)).toBe(true);
});

test('a clock of a country without numbers is no guess, whatever the phone speaks', () => {
  expect(guessCountry('Asia/Almaty', ['en-US', 'ru-RU'])).toBe('');
});

test('a clock that names no place leaves it to the language', () => {
  expect(guessCountry('UTC', ['en', 'pl-PL'])).toBe('PL');
  expect(guessCountry('Etc/GMT-2', ['zh-Hans-CN'])).toBe('CN');
  expect(guessCountry('', ['ru'])).toBe('');
});
