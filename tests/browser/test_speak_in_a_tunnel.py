"""A phone keeps every screen in the one language that it speaks; another needs the network once."""

from playwright.sync_api import Page, expect

from tests.browser.play import PATIENCE, Words, go, sign_in, wait_for_the_worker


def kept(page: Page) -> dict[str, set[str]]:
    """The languages of the catalogues that lie in the cache, by part of the app."""
    names = page.evaluate(
        "caches.keys().then((all) => Promise.all(all.map((name) => caches.open(name))))"
        ".then((all) => Promise.all(all.map((cache) => cache.keys())))"
        ".then((all) => all.flat().map(({ url }) => url.split('/').at(-1)))"
    )
    found: dict[str, set[str]] = {}
    for name in names:
        if name.startswith("words."):
            _, part, language_and_hash, _ = name.split(".")
            found.setdefault(part, set()).add(language_and_hash[: -len("-12345678")])
    return found


def see_kept(page: Page, languages: set[str]) -> None:
    for _ in range(50):
        if set(kept(page)) >= {"app", "accounts", "pattern", "resets"} and all(
            found == languages for found in kept(page).values()
        ):
            return
        page.wait_for_timeout(100)
    raise AssertionError(kept(page))


def choose(page: Page, words: Words, language: str) -> None:
    page.get_by_label(words("language"), exact=True).select_option(language)


def test_another_language_is_fetched_whole_and_a_third_one_waits(server, open_phone, words):
    page = open_phone().pages[0]
    sign_in(page, server, words)
    wait_for_the_worker(page)
    see_kept(page, {"en"})

    russian = Words("ru")
    go(page, server, "/me")
    choose(page, words, "ru")
    expect(page.get_by_role("button", name=russian("signout.do"))).to_be_visible()
    see_kept(page, {"en", "ru"})

    server.stop()
    page.reload()
    choose(page, russian, "zh-Hans")
    expect(page.get_by_text(russian("language.later"))).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_label(russian("language"), exact=True)).to_have_value("ru")
    go(page, server, "/reset")
    expect(page.get_by_role("heading", name=russian("reset.title"))).to_be_visible()
    server.start()
