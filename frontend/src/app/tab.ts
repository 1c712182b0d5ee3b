const MARK = '/icons/mark.svg';
const NEUTRAL = '/icons/notes.svg';

/**
 * What a passer-by reads on the tab: where anybody may look, a neutral word and a neutral picture. With `null` the
 * picture stays as it is, because a browser asks the server for another one, and that would tell.
 */
export function showTab(title: string, discreet: boolean | null): void {
  document.title = title;
  if (discreet === null) return;
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  const href = discreet ? NEUTRAL : MARK;
  if (icon && icon.getAttribute('href') !== href) icon.href = href;
}
