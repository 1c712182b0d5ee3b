"""What the law of a country asks for is a list in the case, and a right of whoever reported."""

from datetime import UTC, datetime

import pytest
from django.conf import settings

from tests.incidents.reports import acknowledged, case_of, case_url, handles, reported
from tests.times import DAY
from wellbeing.core.errors import NotFound
from wellbeing.core.models import AuditEntry
from wellbeing.incidents.countries import pack
from wellbeing.incidents.errors import CaseHeldElsewhere, CaseMovedOn, StepsAreLeft
from wellbeing.incidents.models import CaseStep
from wellbeing.incidents.selectors.timing import pack_of
from wellbeing.incidents.services import handling, reporting, steps

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 6, 9, 1, tzinfo=UTC)
STEPS = [one.id for one in pack("kr").steps]
WHY = "She does not want counselling, she said on the phone."


@pytest.fixture
def taken(asha, sam):
    asha.country, asha.time_zone = "KR", "Asia/Seoul"
    asha.save(update_fields=["country", "time_zone"])
    return acknowledged(reported(asha, now=TUESDAY), sam, now=TUESDAY)


def settle(case, handler, step, state="done", reason=""):
    return steps.settle(
        handler, id=case.pk, step=step, state=state, reason=reason, now=TUESDAY + DAY
    )


def close(case, handler):
    return handling.close(handler, id=case.pk, outcome="Done.", now=TUESDAY + DAY)


def test_a_case_cannot_be_closed_while_a_step_is_left(taken, sam):
    for step in STEPS[:-1]:
        settle(taken, sam, step)
    with pytest.raises(StepsAreLeft):
        close(taken, sam)
    taken.refresh_from_db()
    assert (taken.state, taken.outcome) == ("acknowledged", None)

    settle(taken, sam, STEPS[-1], "set_aside", WHY)
    assert close(taken, sam).state == "closed"


def test_a_tick_can_be_taken_back(taken, sam):
    for step in STEPS:
        settle(taken, sam, step)
    settle(taken, sam, STEPS[0], "open")

    with pytest.raises(StepsAreLeft):
        close(taken, sam)


def test_no_step_is_left_where_no_country_asks_for_one(asha, sam):
    assert close(acknowledged(reported(asha, now=TUESDAY), sam, now=TUESDAY), sam).state == "closed"


def test_only_who_holds_it_ticks_and_only_what_the_country_knows(taken, sam, person, organisation):
    max_ = person("max")
    handles(max_, organisation)

    with pytest.raises(CaseHeldElsewhere):
        settle(taken, max_, STEPS[0])
    with pytest.raises(NotFound):
        settle(taken, sam, "reasonable_steps")
    for step in STEPS:
        settle(taken, sam, step)
    close(taken, sam)
    with pytest.raises(CaseMovedOn):
        settle(taken, sam, STEPS[0], "open")


def test_the_handler_sees_who_ticked_what_and_why_not(taken, sam, signed_in):
    desk = signed_in(sam)
    set_aside = {"state": "set_aside", "reason": WHY}
    assert desk.put(case_url(taken.pk, "/steps/care"), {"state": "set_aside"}).status_code == 400
    desk.put(case_url(taken.pk, "/steps/care"), set_aside)

    told = {one["id"]: one for one in desk.get(case_url(taken.pk)).json()["steps"]}

    assert list(told) == STEPS
    assert (told["care"]["state"], told["care"]["by"], told["care"]["reason"]) == (
        "set_aside", "Sam", WHY,
    )  # fmt: skip
    assert (told["rest"]["state"], told["rest"]["by"]) == ("open", None)
    assert WHY.encode() not in bytes(CaseStep.objects.get().reason)
    assert WHY not in str([one.detail for one in AuditEntry.objects.all()])
    assert AuditEntry.objects.filter(act="case_step_settled").count() == 1


@pytest.mark.parametrize(
    ("language", "word"), [("en", "not legal advice"), ("zh-Hans", "休息"), ("ru", "отдых")]
)
def test_the_reporter_reads_their_rights_in_their_language(language, word, taken, asha, signed_in):
    phone = signed_in(asha)

    rules = phone.get(f"/api/v1/reports/{taken.uid}", HTTP_ACCEPT_LANGUAGE=language).json()["rules"]

    assert word in str(rules)
    assert rules["country"] == "kr"
    assert len(rules["rights"]) == len(STEPS)
    assert all(one["source"] and one["address"].startswith("http") for one in rules["rights"])
    assert "steps" not in case_of(phone, taken.uid)


def test_what_nobody_signed_has_the_rules_of_the_house(taken, monkeypatch):
    taken.reporter, taken.country = None, ""
    assert pack_of(taken).code == "none"

    monkeypatch.setattr(settings, "ORGANISATION_COUNTRY", "GB")
    assert pack_of(taken).code == "uk"


def test_what_is_taken_back_takes_the_reasons_along(taken, sam):
    settle(taken, sam, "care", "set_aside", WHY)

    reporting.withdraw(taken, now=TUESDAY + DAY)

    assert not CaseStep.objects.exists()
