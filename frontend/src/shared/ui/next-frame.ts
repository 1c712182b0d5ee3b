const HIDDEN_ANYWAY = 100;

/** Resolves when the next frame is on the glass; on a page that shows no frames, a tenth of a second later. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, HIDDEN_ANYWAY);
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
