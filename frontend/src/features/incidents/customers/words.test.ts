import { afterEach, expect, test, vi } from 'vitest';
import { dayAfter, dayWord, lastDay, monthWord, today } from './words';

afterEach(() => vi.unstubAllEnvs());

test.each(['America/Los_Angeles', 'UTC', 'Asia/Seoul'])('a day is the same day in %s', (zone) => {
  vi.stubEnv('TZ', zone);
  expect(dayWord('2026-11-01')).toContain('1');
  expect(dayWord('2026-11-01')).toContain('November');
  expect(monthWord('2026-11-01')).toContain('November');
});

test('the days to choose from are those of the place where somebody sits', () => {
  vi.stubEnv('TZ', 'Asia/Seoul');
  const late = Date.parse('2026-11-01T20:00:00Z'); // Monday the second in Seoul
  expect([today(late), dayAfter(late), lastDay('note', late)]).toEqual(['2026-11-02', '2026-11-03', '2027-11-02']);
});
