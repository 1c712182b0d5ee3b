import { describe, expect, test } from 'vitest';
import { ageInDays, GOOD_FOR_DAYS, isOld } from './age';
import { callTo, COUNTRIES, hostOf, textTo } from './countries';

// The only test that looks at the real clock: numbers that nobody has read again for half a year stop every build.
const TODAY = new Date();
const HOW = 'docs/operations.md, "Helplines", says how to renew them';

const written = [...COUNTRIES.values()].flatMap(({ country, emergency, lines }) =>
  [...emergency, ...lines].map((one) => ({ ...one, where_it_is: `${country} ${one.number}` })),
);

describe.each(written)('$where_it_is', ({ number, source, checked_on: checkedOn }) => {
  test('was read again within the last half year', () => {
    expect(isOld(checkedOn, TODAY), HOW).toBe(false);
    expect(ageInDays(checkedOn, TODAY), 'read in the future').toBeGreaterThanOrEqual(0);
  });

  test('has a day, a source that is a page, and the shape of a number', () => {
    expect(checkedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(Number.isNaN(Date.parse(checkedOn))).toBe(false);
    expect(new URL(source).protocol).toMatch(/^https?:$/);
    expect(number).toMatch(/^\d[\d ]{1,14}\d$/);
    expect(number.replaceAll(' ', '').length).toBeLessThanOrEqual(13);
  });
});

describe.each([...COUNTRIES.values()])('$country', ({ country, emergency, lines }) => {
  test('says something, once, of kinds that the page has words for', () => {
    expect(country).toMatch(/^[A-Z]{2}$/);
    expect(emergency.length + lines.length).toBeGreaterThan(0);
    for (const list of [emergency, lines]) expect(new Set(list.map((one) => one.number)).size).toBe(list.length);
    for (const one of emergency) expect(['all', 'ambulance', 'ambulance_fire', 'police']).toContain(one.what);
    for (const one of lines) {
      expect(one.name.trim()).not.toBe('');
      expect(one.languages.length).toBeGreaterThan(0);
      expect(one.languages).toEqual(Intl.getCanonicalLocales(one.languages));
      expect(['always', 'most_of_day', 'not_said']).toContain(one.hours);
      expect(['anyone', 'adults']).toContain(one.for);
    }
  });
});

test('a file is named after its country', () => {
  const files = Object.entries(import.meta.glob<{ country: string }>('./countries/*.json', { eager: true }));

  expect(files.filter(([path, { country }]) => path !== `./countries/${country}.json`)).toEqual([]);
});

test('a number is good for half a year and not a day longer', () => {
  const after = (days: number): Date => new Date(Date.UTC(2026, 0, 1 + days, 23, 59));

  expect(isOld('2026-01-01', after(GOOD_FOR_DAYS))).toBe(false);
  expect(isOld('2026-01-01', after(GOOD_FOR_DAYS + 1))).toBe(true);
  expect(ageInDays('2026-01-02', after(0))).toBe(-1);
});

test('a phone dials digits; a person reads where a number was found', () => {
  expect(callTo('0800 111 0 111')).toBe('tel:08001110111');
  expect(textTo('988')).toBe('sms:988');
  expect(hostOf('https://www.krakow.pl/page?id=1')).toBe('krakow.pl');
});
