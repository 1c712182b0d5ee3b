"""A small window on a floor that bans phones, by keyboard alone."""

from playwright.sync_api import expect

from tests.browser.play import eventually, go, sign_in
from tests.browser.server import Server

SMALL = {"width": 320, "height": 480}
# What this browser remembers of them: writing it takes a moment that a reload does not wait for.
SINGLE_KEYS = """async () => {
  const { name, version } = (await indexedDB.databases())[0];
  const db = await new Promise((done) => {
    const opening = indexedDB.open(name, version);
    opening.onsuccess = () => done(opening.result);
  });
  const asked = db.transaction('device').objectStore('device').get('this');
  const record = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  db.close();
  return record.shortcuts;
}"""


def moods(server: Server) -> list[int]:
    return [mood for _, mood, *_ in server.checkins()]


def test_two_check_ins_an_undo_and_a_blank_screen_without_a_mouse(server, fresh_page, words):
    page = fresh_page(SMALL)
    sign_in(page, server, words)
    go(page, server, "/desk")
    question = page.get_by_role("heading", name=words("home.question"))
    expect(question).to_be_visible()
    assert page.title() == words("title.notes")

    page.keyboard.press("2")
    expect(page.get_by_text(words("desk.saved", mood=words("mood.2")))).to_be_visible()
    page.keyboard.press("4")
    expect(page.get_by_text(words("desk.saved", mood=words("mood.4")))).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_text(words("undo.done"))).to_be_visible()
    eventually(lambda: moods(server), [2])

    page.keyboard.press("b")
    cover = page.get_by_role("dialog", name=words("title.notes"))
    expect(cover).to_have_js_property("open", True)
    box = cover.bounding_box()
    assert box == {"x": 0, "y": 0, **SMALL}  # nothing but the cover can be seen
    assert page.title() == words("title.notes")
    page.keyboard.press("4")
    page.keyboard.press("b")
    expect(page.get_by_role("heading", name=words("home.question"))).to_be_visible()
    page.keyboard.press("b")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name=words("home.question"))).to_be_visible()

    page.get_by_role("checkbox", name=words("desk.single_keys")).focus()
    page.keyboard.press("Space")
    page.keyboard.press("3")
    eventually(lambda: page.evaluate(SINGLE_KEYS), False)
    page.reload()
    expect(page.get_by_role("checkbox", name=words("desk.single_keys"))).not_to_be_checked()
    page.keyboard.press("3")
    page.get_by_role("button", name=words("mood.5"), exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(words("desk.saved", mood=words("mood.5")))).to_be_visible()
    eventually(lambda: moods(server), [2, 5])
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
