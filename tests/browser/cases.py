"""Case handlers for the few people of the browser tests, and reports for them to handle."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from playwright.sync_api import Page, expect

from tests.browser.play import DESKTOP, Words, give_an_authenticator, go, press, sign_in
from tests.browser.server import Server
from tests.times import WARSAW

HANDLERS = """
from accounts.models import RoleGrant, Unit, User
from tests.password import PASSWORD
from tests.times import LONG_AGO
company = Unit.objects.get(parent=None)
for number in ("sam", "max"):
    person = User.objects.create_user(
        number, PASSWORD, name=number.title(), unit=company, time_zone="Europe/Warsaw")
    RoleGrant.objects.create(person=person, role="case_handler", unit=company, starts_at=LONG_AGO)
"""
# As long as people write.
STORY = {
    "en": "He shouted that I was useless, and then that he knows where I park my car.",
    "zh-Hans": "他大喊说我一点用都没有，然后说他知道我把车停在哪里。",
    "ru": "Он кричал, что от меня нет никакого толку, а потом — что знает, где я паркую машину.",
}


def bring_handlers(server: Server) -> None:
    server.python(HANDLERS)


def sign_in_as_handler(
    fresh_page, server: Server, words: Words, who: str = "sam", **more: object
) -> Page:
    """With a passkey as the second step, set up on the way."""
    device = more.pop("device", "own")
    page = fresh_page(more.pop("size", DESKTOP), words.language, **more)
    give_an_authenticator(page)
    sign_in(page, server, words, who, device=device)
    go(page, server, "/me")
    page.get_by_role("link", name=words("setup.start")).click()
    press(page, words, "passkey.add")
    press(page, words, "codes.done")
    expect(page.get_by_role("heading", name=who.title(), exact=True)).to_be_visible()
    return page


def ask(page: Page, server: Server, method: str, path: str, body: object = None) -> dict:
    """The API, as this page's own session."""
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    token = next(value for name, value in cookies.items() if name.endswith("csrftoken"))
    headers = {"X-CSRFToken": token}
    url = f"{server.url}/api/v1{path}"
    answer = page.request.fetch(url, method=method, data=body, headers=headers)
    assert answer.ok, answer.text()
    return dict(answer.json())


def report(page: Page, server: Server, language: str = "en", **more: object) -> UUID:
    """As the phone sends it."""
    id = uuid4()
    at = datetime.now(WARSAW) - timedelta(minutes=20)
    said = {"identity": "confidential", "kinds": ["insult", "threat"], "severity": 3}
    said |= {"happened_at": at.isoformat(), "acts": ["intent", "boundary", "ended"]}
    said |= {"story": STORY[language], "reference": "A-1047"}
    ask(page, server, "PUT", f"/reports/{id}", said | more)
    return id
