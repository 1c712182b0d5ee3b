const TRIES_FOR = 30_000;
export const AGAIN_AFTER = 2000;
/** A second finger that lands where the first one did means nothing yet. */
export const SLIP = 400;

/** Whether a press that was not heard is still worth sending: a late one would bring help to a call long over. */
export const stillTries = (pressedAt: Date, now: Date): boolean => now.getTime() - pressedAt.getTime() < TRIES_FOR;

export const isSlip = (openedAt: number, now: number): boolean => now - openedAt < SLIP;

/** "Tara, Uwe" of whoever was told in the last step that reached somebody. */
export function lastTold(steps: readonly { told: readonly { name: string }[] }[]): string[] {
  return steps.findLast(({ told }) => told.length > 0)?.told.map(({ name }) => name) ?? [];
}
