"""Django's admin works under our policy, in a real browser."""

import os

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.browser.play import ARGUMENTS, CHROMIUM
from tests.people import ApiClient, sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="NO CHROMIUM: browser tests did not run"),
]


@pytest.fixture
def page(live_server, ada):
    client = ApiClient()
    sign_in(client, ada)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs a loop in this thread
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(base_url=live_server.url)
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        yield context.new_page()
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/accounts/user/", "/admin/accounts/rolegrant/add/"]
)
def test_no_page_breaks_the_policy(page: Page, address):
    said: list[tuple[str, str]] = []
    page.on("console", lambda message: said.append((message.text, message.location["url"])))
    page.on("pageerror", lambda error: said.append((str(error), "")))

    response = page.goto(address)
    page.wait_for_load_state("networkidle")

    assert response.status == 200
    assert [one for one in said if not one[1].endswith("favicon.ico")] == []
    assert page.locator("link[rel=stylesheet]").count()


def test_a_person_is_found_while_typing(page: Page):
    page.goto("/admin/accounts/rolegrant/add/")

    page.locator(".field-person .select2-selection").click()
    page.locator(".select2-search__field").fill("Ada")

    page.locator(".select2-results__option", has_text="Ada").wait_for(timeout=5000)
