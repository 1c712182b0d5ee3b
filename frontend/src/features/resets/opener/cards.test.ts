import { expect, test } from 'vitest';
import { cardAt, CARDS, OPENER_SECONDS, untilNextCard } from './cards';

test('the cards fill the two minutes', () => {
  expect(CARDS.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(OPENER_SECONDS);
});

test('each card stands until its time is over, told by the time since the beginning', () => {
  expect([0, 29_999, 30_000, 60_000, 119_999, 120_000, 500_000].map(cardAt)).toEqual([0, 0, 1, 2, 3, null, null]);
});

test('the next look comes exactly when the card changes', () => {
  for (let elapsed = 0; elapsed < 120_000; elapsed += 731) {
    const next = elapsed + untilNextCard(elapsed);
    expect(cardAt(next - 1)).toBe(cardAt(elapsed));
    expect(cardAt(next)).not.toBe(cardAt(elapsed));
  }
});
