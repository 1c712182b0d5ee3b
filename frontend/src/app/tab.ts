const MARK = '/icons/mark.svg';
const NEUTRAL = '/icons/notes.svg';

/** What a passer-by reads on the tab: where anybody may look, a neutral word and a neutral picture. */
export function showTab(title: string, discreet: boolean): void {
  document.title = title;
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  const href = discreet ? NEUTRAL : MARK;
  if (icon && icon.getAttribute('href') !== href) icon.href = href;
}
