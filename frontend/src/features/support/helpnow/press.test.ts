import { expect, test } from 'vitest';
import { isSlip, lastTold, stillTries } from './press';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 18, 12, 0, seconds));

test('a press is sent again for half a minute and never after', () => {
  expect(stillTries(at(0), at(29))).toBe(true);
  expect(stillTries(at(0), at(30))).toBe(false);
});

test('what comes right after the sheet opened was not meant for it', () => {
  expect(isSlip(1000, 1399)).toBe(true);
  expect(isSlip(1000, 1400)).toBe(false);
});

test('the names are those of the last step that reached somebody', () => {
  const tara = { told: [{ name: 'Tara' }, { name: 'Uwe' }] };

  expect(lastTold([tara, { told: [] }])).toEqual(['Tara', 'Uwe']);
  expect(lastTold([{ told: [] }])).toEqual([]);
});
