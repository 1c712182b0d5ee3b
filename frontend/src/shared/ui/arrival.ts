/** Set once the person has moved between screens; the first screen leaves focus where the browser put it. */
export const arrival = { moved: false };

export function focusOnArrival(heading: HTMLElement): void {
  if (arrival.moved) heading.focus();
}
