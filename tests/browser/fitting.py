"""Whether a screen still holds what is on it when the text is twice as large."""

from playwright.sync_api import Page

from tests.browser.play import PHONE

TALL = {
    "width": PHONE["width"],
    "height": 3200,
}  # pages scroll inside, so a picture needs all of it
UNFIT = """() => {
  const found = [...document.querySelectorAll('main *, dialog[open] *')]
    .filter((one) => one.checkVisibility() && one.getClientRects().length && !one.closest('svg'));
  const right = (one) => one.getBoundingClientRect().right;
  const sideways = (one) => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX)
    && one.scrollWidth > one.clientWidth;
  const beyond = found.filter((one) => {
    for (let up = one.parentElement; up; up = up.parentElement)
      if (sideways(up)) return false; // a table that scrolls by itself
    const card = one.parentElement.closest('main section, main form, main, dialog');
    return right(one) > innerWidth + 1 || right(one) > right(card) + 1;
  }).map((one) => 'beyond: ' + one.outerHTML.slice(0, 90));
  const lines = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
  };
  const torn = found.flatMap((one) => [...one.childNodes]).filter(({ nodeType }) => nodeType === 3)
    .flatMap((node) => [...node.data.matchAll(/[\\p{Letter}]{4,}/gu)]
      .filter((word) => lines(node, word.index, word.index + word[0].length) > 2)
      .map((word) => 'torn: ' + word[0]));
  return [...beyond, ...torn];
}"""


def unfit(page: Page) -> list[str]:
    """What reaches over the screen or its card, and words in more than two pieces, at 200 %."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.set_viewport_size(TALL)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(250)
    found: list[str] = page.evaluate(UNFIT)
    return found


def as_before(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.evaluate("document.documentElement.style.fontSize = ''")
