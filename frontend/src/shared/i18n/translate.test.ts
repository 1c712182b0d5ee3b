import { expect, test } from 'vitest';
import { translate } from './translate';

test('a sentence that ends with a date has one full stop, also where the date brings its own', () => {
  const text = 'Хранится до {when}. Потом спросим.';

  expect(translate(text, 'ru', { when: '29 нояб.' })).toBe('Хранится до 29 нояб. Потом спросим.');
  expect(translate(text, 'ru', { when: 'завтра' })).toBe('Хранится до завтра. Потом спросим.');
});

test('a count chooses the form of its language and is written with its digits', () => {
  const entry = { one: '{count} минута', few: '{count} минуты', many: '{count} минут', other: '{count} минуты' };

  expect([1, 3, 12, 1_200].map((count) => translate(entry, 'ru', { count }))).toEqual([
    '1 минута',
    '3 минуты',
    '12 минут',
    '1\u00a0200 минут',
  ]);
});

test('a place that nothing fills stays to be seen', () => {
  expect(translate('At {when}.', 'en')).toBe('At {when}.');
});
