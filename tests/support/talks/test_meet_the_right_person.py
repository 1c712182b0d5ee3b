"""Whom the queue asks, in which order, and whom it never asks."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.models.people import Role
from tests.support.talks.talks import (
    accepted,
    asked,
    fresh,
    offered,
    on_shift,
    peer,
    said,
    somebody_busy,
)
from tests.times import DAY, HOUR, LONG_AGO, MINUTE, NOON, SECOND
from wellbeing.support.kept_apart.models import Exclusion
from wellbeing.support.talks.models import Offer, Supporter, TalkRequest, WaitTime
from wellbeing.support.talks.rules import Need, Volunteer, usual_minutes, who_could
from wellbeing.support.talks.services import answering, queue, talking
from wellbeing.support.talks.services.errors import EnoughForNow, TalkOfferOver


def one(number: int, **more) -> Volunteer:
    given = {"languages": ["en"], "topics": ["abuse"], "there_for": frozenset({1}), **more}
    return Volunteer(id=UUID(int=number), **given)


def turn(*volunteers, language="en", topic="abuse", barred=(), path=(1, 2)) -> list[int]:
    need = Need(language=language, topic=topic, barred=frozenset(barred), path=frozenset(path))
    return [one.id.int for one in who_could(volunteers, need) if one.has_room]


def test_a_language_and_a_topic_in_common():
    assert turn(one(1), one(2, languages=["ru"]), one(3, topics=["home"])) == [1]
    assert turn(one(1, topics=["home"]), topic="any") == [1]


def test_the_least_burdened_is_asked_first():
    busy, rested, fresh_one = one(1, talks=1, at_once=2), one(2, today=2), one(3)

    assert turn(busy, rested, fresh_one) == [3, 2, 1]


def test_nobody_beyond_their_limit_and_nobody_who_rests():
    assert turn(one(1, talks=1), one(2, today=3), one(3, rests_until=NOON)) == []


def test_whoever_is_barred_is_not_asked():
    assert turn(one(1), one(2), barred=[UUID(int=1)]) == [2]


def test_the_usual_wait_needs_ten_and_is_never_nothing():
    assert usual_minutes([10] * 9) is None
    assert usual_minutes([10] * 10) == 1
    assert usual_minutes([10] * 5 + [200] * 6) == 4


def test_whoever_met_nobody_counts_as_longer_than_any_wait():
    assert usual_minutes([50] * 6 + [None] * 4) == 1
    assert usual_minutes([50] * 4 + [300] * 3 + [None] * 3) == 5
    assert usual_minutes([50] * 4 + [None] * 6) is None


def test_only_whoever_is_there_for_the_unit_of_the_asker():
    assert turn(one(1), one(2, there_for=frozenset({3, 9})), path=(1, 2)) == [1]


pytestmark = pytest.mark.django_db


def test_never_the_asker(pia):
    on_shift(pia, now=NOON)

    assert not Offer.objects.filter(request=asked(pia, now=NOON)).exists()


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.MANAGER])
@pytest.mark.parametrize("where", ["team", "department", "site", "organisation"])
def test_never_whoever_leads_the_asker(role, where, asha, pia, request):
    unit = request.getfixturevalue(where)
    RoleGrant.objects.create(person=pia, role=role, unit=unit, starts_at=LONG_AGO)
    on_shift(pia, now=NOON)

    assert not Offer.objects.filter(request=asked(asha, now=NOON)).exists()


def test_a_supervisor_of_another_team_may_be_a_peer_here(asha, pia, department):
    other = type(department).objects.create(kind="team", name="Billing 2", parent=department)
    RoleGrant.objects.create(person=pia, role=Role.SUPERVISOR, unit=other, starts_at=LONG_AGO)
    on_shift(pia, now=NOON)

    assert offered(asked(asha, now=NOON)).to == pia


@pytest.mark.parametrize("owner", ["asha", "pia"])
def test_never_whom_either_side_does_not_want_to_meet(owner, asha, pia):
    pair = {"asha": (asha, pia), "pia": (pia, asha)}[owner]
    Exclusion.objects.create(
        owner=pair[0], id=UUID(int=1), excluded=pair[1], known_as="-", made_on=NOON.date()
    )
    on_shift(pia, now=NOON)

    assert not Offer.objects.filter(request=asked(asha, now=NOON)).exists()


def test_an_offer_that_runs_out_goes_to_the_next_and_never_back(asha, pia, team):
    paul = peer("paul", team)
    for supporter in (pia, paul):
        on_shift(supporter, now=NOON)
    request = asked(asha, now=NOON)
    first = offered(request)

    queue.sweep(now=NOON + 29 * SECOND)
    assert offered(request) == first
    queue.sweep(now=NOON + 30 * SECOND)
    second = offered(request)
    queue.sweep(now=NOON + 61 * SECOND)

    assert {first.to, second.to} == {pia, paul}
    assert fresh(first).answer == fresh(second).answer == "missed"
    assert not Offer.objects.open().exists()


@pytest.mark.parametrize("where", ["team", "department", "site", "organisation"])
def test_whoever_is_there_for_a_unit_above_is_asked(where, asha, request):
    pat = on_shift(peer("pat", request.getfixturevalue(where)), now=NOON)

    assert offered(asked(asha, now=NOON)).to == pat


def test_whoever_is_there_for_others_is_not_asked_and_not_counted(asha, department, signed_in):
    other = type(department).objects.create(kind="team", name="Billing 2", parent=department)
    on_shift(peer("pat", other), now=NOON)

    assert asked(asha, now=NOON).state == "nobody"
    assert signed_in(asha).get("/api/v1/talk-peers").json()["results"] == []


def test_an_asker_of_no_unit_meets_who_is_there_for_everybody(person, team, organisation):
    nina = person("nina")
    User.objects.filter(pk=nina.pk).update(unit=None)
    on_shift(peer("pat", team), now=NOON)
    paula = on_shift(peer("paula", organisation), now=NOON)

    assert offered(asked(fresh(nina), now=NOON)).to == paula


def test_with_nobody_left_to_ask_that_is_said_at_once(asha, pia):
    on_shift(pia, now=NOON)
    request = asked(asha, now=NOON)

    answering.decline(pia, offer_id=offered(request).pk, now=NOON + SECOND)

    assert fresh(request).state == "nobody"
    assert WaitTime.objects.get().seconds is None


def test_nobody_there_at_all_is_said_at_once_and_is_no_wait(asha):
    assert asked(asha, now=NOON).state == "nobody"
    assert not WaitTime.objects.exists()


def test_for_somebody_who_rests_a_little_one_can_wait(asha, ben, pia):
    on_shift(pia, now=NOON, paused_until=NOON + 5 * MINUTE)
    assert asked(asha, now=NOON).state == "waiting"

    Supporter.objects.update(paused_until=NOON + 15 * MINUTE)
    assert asked(ben, now=NOON).state == "nobody"


def test_for_somebody_in_a_talk_one_can_wait_and_who_had_enough_is_nobody(asha, pia, team):
    busy = somebody_busy(team, now=NOON)
    assert asked(asha, now=NOON).state == "waiting"

    today = NOON.date()
    Supporter.objects.create(person=busy, taken=3, taken_on=today)
    queue.sweep(now=NOON + SECOND)
    assert TalkRequest.objects.get(asker=asha).state == "nobody"


def test_who_is_on_shift_is_looked_up_once_a_sweep(team, person):
    somebody_busy(team, now=NOON)

    def shifts_read(askers: int) -> int:
        for n in range(askers):
            asked(person(f"n{askers}-{n}"), now=NOON)
        with CaptureQueriesContext(connection) as read:
            queue.sweep(now=NOON + SECOND)
        return sum("support_shifts_shift" in one["sql"] for one in read)

    assert shifts_read(2) == shifts_read(6) == 1


def test_whoever_looks_moves_on_only_what_they_were_asked(asha, ben, pia, team):
    now = timezone.now()
    on_shift(pia, now=now)
    request = asked(asha, now=now - 31 * SECOND)
    on_shift(peer("paul", team), now=now)
    other = asked(ben, now=now - 31 * SECOND)
    assert offered(other).to != pia

    queue.catch_up(pia, now=now)

    assert fresh(offered_first(request)).answer == "missed"
    assert offered(other).expires_at <= now  # paul's to miss


def offered_first(request) -> Offer:
    return Offer.objects.filter(request=request).earliest("offered_at")


def test_somebody_who_comes_while_it_is_asked_is_asked_then(asha, pia, team):
    somebody_busy(team, now=NOON)
    request = asked(asha, now=NOON)
    on_shift(pia, now=NOON + MINUTE)

    queue.sweep(now=NOON + MINUTE)

    assert offered(request).to == pia


def test_one_supporter_is_asked_one_thing_at_a_time(asha, ben, pia):
    on_shift(pia, now=NOON, at_once=2)
    first, second = asked(asha, now=NOON), asked(ben, now=NOON)

    assert offered(first).to == pia
    assert not Offer.objects.filter(request=second).exists()
    answering.decline(pia, offer_id=offered(first).pk, now=NOON + SECOND)
    queue.sweep(now=NOON + SECOND)
    assert offered(second).to == pia


def test_too_late_is_said(asha, pia):
    on_shift(pia, now=NOON)
    offer = offered(asked(asha, now=NOON))

    with pytest.raises(TalkOfferOver):
        answering.accept(pia, offer_id=offer.pk, now=NOON + 31 * SECOND)


def test_accepted_twice_is_one_talk(asha, pia):
    on_shift(pia, now=NOON)
    offer = offered(asked(asha, now=NOON))

    first = answering.accept(pia, offer_id=offer.pk, now=NOON)

    assert answering.accept(pia, offer_id=offer.pk, now=NOON + MINUTE) == first


def test_three_talks_a_day_are_enough(pia, person):
    on_shift(pia, now=NOON)
    for number in range(3):
        talk = accepted(asked(person(f"a{number}"), now=NOON), now=NOON)
        talking.close(talk, now=NOON)
    assert not Offer.objects.filter(request=asked(person("a3"), now=NOON)).exists()

    on_shift(pia, now=NOON + DAY)
    tomorrow = asked(person("a4"), now=NOON + DAY)
    queue.sweep(now=NOON + DAY)
    assert Offer.objects.open().get().request in {tomorrow, *Offer.objects.none()}


def test_a_limit_lowered_after_the_offer_still_holds(asha, ben, pia):
    on_shift(pia, now=NOON, at_once=2)
    accepted(asked(ben, now=NOON), now=NOON)
    offer = offered(asked(asha, now=NOON))
    Supporter.objects.update(at_once=1)

    with pytest.raises(EnoughForNow):
        answering.accept(pia, offer_id=offer.pk, now=NOON)

    assert fresh(offer).answer == "declined"


def test_a_rest_of_twenty_minutes_follows_a_heavy_talk(asha, ben, pia):
    on_shift(pia, now=NOON)
    talk = accepted(asked(asha, now=NOON), now=NOON)
    said(asha, talk, "Thank you", now=NOON)
    talking.end_talk(pia, conversation_id=talk.pk, now=NOON)
    talking.say_how_it_was(pia, conversation_id=talk.pk, heavy=True, now=NOON)

    request = asked(ben, now=NOON + 15 * MINUTE)
    assert not Offer.objects.filter(request=request).exists()
    queue.sweep(now=NOON + 20 * MINUTE)
    assert offered(request).to == pia


def test_an_agent_is_given_no_rest_by_that_word(asha, pia):
    on_shift(pia, now=NOON)
    talk = accepted(asked(asha, now=NOON), now=NOON)

    talking.say_how_it_was(asha, conversation_id=talk.pk, heavy=True, now=NOON)

    assert not Supporter.objects.filter(person=asha).exists()


def test_off_shift_nobody_is_asked(asha, pia):
    on_shift(pia, now=NOON - 3 * HOUR)

    assert not Offer.objects.filter(request=asked(asha, now=NOON)).exists()
