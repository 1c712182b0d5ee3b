"""Two who are kept apart are never brought together: the next person is asked."""

from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.play import PATIENCE, go, press
from tests.browser.talks import accept, ask_as_alias, at, bring_helpers, write

PAUL = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import RoleGrant, Unit, User
from tests.password import PASSWORD
from tests.times import LONG_AGO
from wellbeing.support.shifts.models import Shift
from wellbeing.support.talks.models import Supporter
company, now = Unit.objects.get(parent=None), timezone.now()
paul = User.objects.create_user("paul", PASSWORD, name="Paul", unit=company)
RoleGrant.objects.create(person=paul, role="peer", unit=company, starts_at=LONG_AGO)
Supporter.objects.create(person=paul, languages=["en"], taken=1, taken_on=now.date())
Shift.objects.create(person=paul, role="peer", starts_at=now, until=now + timedelta(hours=4))
"""  # Pia has taken none today, so she would be asked first


def test_left_out_by_name_pia_is_not_asked_and_paul_is(server, fresh_page, words):
    bring_helpers(server, "peer")
    server.python(PAUL)
    asha = at(fresh_page, server, words, "asha", "/support/apart")
    asha.get_by_label(words("apart.who")).select_option(label="Pia")
    press(asha, words, "apart.do")
    expect(asha.get_by_role("listitem").filter(has_text="Pia")).to_be_visible()
    assert look(asha, "apart") == []
    pia = at(fresh_page, server, words, "pia", "/peer")
    paul = at(fresh_page, server, words, "paul", "/peer")

    go(asha, server, "/support")
    name = ask_as_alias(asha, words)

    accept(paul, words, name)
    expect(asha.get_by_role("heading", name="Paul", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(pia.get_by_role("button", name=words("peer.accept"), exact=True)).to_have_count(0)


def test_blocked_in_a_talk_they_never_meet_again(server, fresh_page, words):
    bring_helpers(server, "peer")
    pia = at(fresh_page, server, words, "pia", "/peer")
    asha = at(fresh_page, server, words, "asha", "/support")
    accept(pia, words, ask_as_alias(asha, words))
    expect(asha.get_by_label(words("talk.write"))).to_be_visible(timeout=PATIENCE)
    write(pia, words, "something unkind")

    press(asha, words, "apart.wrong")
    faults = look(asha, "talk-wrong")
    asha.get_by_role("dialog").get_by_role("button", name=words("apart.do"), exact=True).click()

    expect(pia.get_by_text(words("talk.over")).first).to_be_visible(timeout=PATIENCE)
    server.python(PAUL)
    paul = at(fresh_page, server, words, "paul", "/peer")
    go(pia, server, "/peer")
    go(asha, server, "/support")
    name = ask_as_alias(asha, words)
    accept(paul, words, name)
    expect(asha.get_by_role("heading", name="Paul", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(pia.get_by_role("button", name=words("peer.accept"), exact=True)).to_have_count(0)
    assert faults == []
