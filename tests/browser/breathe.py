"""A page that notes when the phases of a breathing exercise change: seen, felt and heard."""

from statistics import median
from typing import Any, NamedTuple

from playwright.sync_api import BrowserContext, Page

from tests.browser.play import wait_for_the_worker
from tests.browser.server import Server

PATTERNS: dict[str, list[tuple[str, float]]] = {
    "cyclic_sighing": [("in", 2), ("top_up", 1), ("out", 6)],
    "box": [("in", 4), ("hold", 4), ("out", 4), ("rest", 4)],
    "coherent": [("in", 5.5), ("out", 5.5)],
    "longer_exhale": [("in", 4), ("out", 6)],
    "four_seven_eight": [("in", 4), ("hold", 7), ("out", 8)],
}

# Runs before the app's own code. The motor, the speaker and the screen's sleep belong to the
# browser; what the app asks of them is noted at the time of asking.
NOTES = """
(() => {
  window.notes = { seen: [], felt: [], heard: [], awake: 0 };
  const note = () => {
    const phase = document.querySelector('main[data-phase]')?.dataset.phase;
    const count = document.querySelector('.count')?.textContent ?? '';
    const last = notes.seen.at(-1);
    if (phase && last?.phase !== phase) notes.seen.push({ phase, count, at: performance.now() });
  };
  new MutationObserver(note).observe(document, {
    subtree: true, childList: true, attributes: true, attributeFilter: ['data-phase'],
  });
  Navigator.prototype.vibrate = (pattern) => {
    if (pattern) notes.felt.push({ pattern, at: performance.now() });
    return true;
  };
  const start = AudioScheduledSourceNode.prototype.start;
  AudioScheduledSourceNode.prototype.start = function (when) {
    notes.context = this.context;
    notes.heard.push(when);
    start.call(this, when);
  };
  const lock = { release: async () => undefined };
  WakeLock.prototype.request = async () => (notes.awake++, lock);
})();
"""

# Where the speaker stands against the page's clock now, not when the tones were ordered.
READ = """() => {
  const { contextTime = 0, performanceTime = 0 } = notes.context?.getOutputTimestamp() ?? {};
  const heard = notes.heard.map((when) => performanceTime + (when - contextTime) * 1000);
  const ball = document.querySelector('.ball')?.getAnimations()[0];
  return { ...notes, context: null, heard, origin: ball?.startTime ?? null };
}"""


class Change(NamedTuple):
    phase: str
    ideal: float
    seen: float

    @property
    def late(self) -> float:
        return self.seen - self.ideal


def forewarned(context: BrowserContext, server: Server) -> None:
    """Somebody whom this phone does not know has opened the app once; now the network is gone."""
    page = context.new_page()
    page.goto(server.url)
    wait_for_the_worker(page)
    page.wait_for_timeout(500)
    page.close()
    server.stop()


def breathe(page: Page, server: Server, address: str) -> None:
    page.add_init_script(NOTES)
    page.goto(f"{server.url}/#/breathe/{address}")
    page.locator("main[data-phase]").wait_for()


def read(page: Page) -> dict[str, Any]:
    noted: dict[str, Any] = page.evaluate(READ)
    return noted


def boundaries(steps: list[tuple[str, float]], count: int) -> list[tuple[str, float]]:
    """The first phases, each with its time in milliseconds from the beginning."""
    found, at = [], 0.0
    for number in range(count):
        phase, seconds = steps[number % len(steps)]
        found.append((phase, at))
        at += seconds * 1000
    return found


def changes(noted: dict[str, Any], steps: list[tuple[str, float]]) -> list[Change]:
    """What was seen against what should have been, from the circle's own beginning."""
    seen = [one for one in noted["seen"] if one["phase"] != "ready"]
    origin = noted["origin"] or seen[0]["at"]
    ideals = boundaries(steps, len(seen))
    assert [one["phase"] for one in seen] == [phase for phase, _ in ideals]
    pairs = zip(seen, ideals, strict=True)
    return [Change(phase, origin + at, one["at"]) for one, (phase, at) in pairs]


def typical(late: list[float]) -> float:
    """One hiccup of a busy machine is no drift."""
    return median(late)
