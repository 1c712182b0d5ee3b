"""An agent asks for a break pass: minutes at once, an honest place in line, or a clear no."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.resets.floors import acceptance, fresh, on_a_pass, policy_of, url
from tests.times import MINUTE, NOON
from wellbeing.resets.models import BreakPass
from wellbeing.resets.services import floors
from wellbeing.resets.services.passes import (
    NoPassesLeft,
    PassIsOver,
    PassOpen,
    ask_for_pass,
    give_back,
)

pytestmark = pytest.mark.django_db

ALLOWANCE = "/api/v1/break-allowances/mine"


@pytest.fixture
def one_place(organisation, ada):
    return policy_of(organisation, ada)


def test_a_free_place_is_a_pass_that_starts_now(asha, one_place, signed_in):
    id = uuid4()

    response = signed_in(asha).put(url(id), {"minutes": 10})

    assert response.status_code == 201
    said = response.json()
    assert (said["state"], said["place_in_line"], said["hold_until"]) == ("running", None, None)
    shown = said["shown"]
    assert set(shown) == {"id", "name", "minutes", "starts_at", "ends_at", "words"}
    assert (shown["id"], shown["name"], shown["minutes"]) == (str(id), "Asha", 10)
    assert shown["words"] == "Under your unit's break policy"
    times = [datetime.fromisoformat(shown[name]) for name in ("starts_at", "ends_at")]
    assert times[1] - times[0] == 10 * MINUTE
    assert len(said["secret"]) >= 43


def test_the_same_request_again_changes_nothing(asha, one_place, signed_in):
    phone, id = signed_in(asha), uuid4()
    first = phone.put(url(id), {"minutes": 10})

    again = phone.put(url(id), {"minutes": 15, "because": "threat"})

    assert again.status_code == 200
    assert again.json() == first.json()
    assert BreakPass.objects.count() == 1


def test_a_full_floor_gives_an_honest_place_and_an_honest_time(asha, ben, one_place, signed_in):
    away = on_a_pass(asha, now=timezone.now())
    id = uuid4()

    said = signed_in(ben).put(url(id), {"minutes": 5}).json()

    assert (said["state"], said["place_in_line"]) == ("waiting", 1)
    assert (said["shown"], said["secret"]) == (None, None)
    due = datetime.fromisoformat(said["expected_at"])
    assert away.ends_at <= due < away.ends_at + MINUTE
    assert due.second == due.microsecond == 0


def test_where_nothing_can_be_said_no_time_is_made_up(asha, ben, pia, one_place, signed_in):
    on_a_pass(asha, now=timezone.now())
    on_a_pass(ben, now=timezone.now())

    said = signed_in(pia).put(url(uuid4()), {"minutes": 5}).json()

    assert (said["place_in_line"], said["expected_at"]) == (2, None)


def test_a_place_is_held_for_the_first_in_line_and_taken_up(asha, ben, one_place, signed_in):
    now, id = timezone.now(), uuid4()
    away = on_a_pass(asha, now=now)
    phone = signed_in(ben)
    phone.put(url(id), {"minutes": 5})
    assert phone.put(acceptance(id)).json()["code"] == "not_your_turn"

    assert signed_in(asha).delete(url(away.id)).status_code == 204
    held = phone.get(url(id)).json()
    taken = phone.put(acceptance(id))

    assert held["state"] == "held"
    assert datetime.fromisoformat(held["hold_until"]) > timezone.now()
    assert held["shown"] is None
    assert taken.status_code == 200
    assert taken.json()["state"] == "running"
    assert phone.put(acceptance(id)).json() == taken.json()


def test_a_missed_hold_goes_to_the_next_in_line(asha, ben, pia, one_place, signed_in):
    long_ago = timezone.now() - 40 * MINUTE
    away, missed, next_one = (on_a_pass(who, now=long_ago) for who in (asha, ben, pia))
    floors.sweep(now=away.ends_at)
    floors.sweep(now=away.ends_at + 3 * MINUTE)

    assert fresh(missed).state(timezone.now()) == "missed"
    assert fresh(next_one).hold_until == away.ends_at + 6 * MINUTE
    refused = signed_in(ben).put(acceptance(missed.id))
    assert (refused.status_code, refused.json()["code"]) == (409, "hold_over")
    assert signed_in(ben).get(url(missed.id)).json()["state"] == "missed"


def test_a_newcomer_never_takes_a_place_past_the_line(asha, ben, pia, one_place):
    away, first = on_a_pass(asha, now=NOON), on_a_pass(ben, now=NOON)

    late = on_a_pass(pia, now=away.ends_at + MINUTE)

    assert late.starts_at is None
    assert fresh(first).state(away.ends_at + MINUTE) == "held"


def test_leaving_the_line_lets_the_next_one_up(asha, ben, pia, one_place, signed_in):
    now = timezone.now()
    on_a_pass(asha, now=now)
    first, second = on_a_pass(ben, now=now), on_a_pass(pia, now=now)

    signed_in(ben).delete(url(first.id))

    assert signed_in(ben).get(url(first.id)).json()["state"] == "gone"
    assert signed_in(pia).get(url(second.id)).json()["place_in_line"] == 1


def test_the_days_passes_are_counted_by_the_day_of_the_policy(asha, organisation, ada):
    ada.time_zone = "Asia/Almaty"  # NOON is five in the afternoon there
    policy_of(organisation, ada, places=1)
    for _ in range(2):
        give_back(asha, id=on_a_pass(asha, now=NOON).id, now=NOON + MINUTE)

    with pytest.raises(NoPassesLeft):
        on_a_pass(asha, now=NOON + 7 * 60 * MINUTE)  # 23:59 or 00:00, by season
    assert on_a_pass(asha, now=NOON + 8 * 60 * MINUTE).starts_at


def test_another_clock_on_ones_own_phone_brings_no_further_passes(asha, one_place):
    for _ in range(2):
        give_back(asha, id=on_a_pass(asha, now=NOON).id, now=NOON + MINUTE)
    asha.time_zone = "Pacific/Kiritimati"  # where it is tomorrow already
    asha.save()

    with pytest.raises(NoPassesLeft):
        on_a_pass(asha, now=NOON + 2 * MINUTE)


def test_a_pass_that_is_gone_is_not_taken_again_by_a_late_repeat(asha, one_place):
    row = on_a_pass(asha, now=NOON)
    give_back(asha, id=row.id, now=NOON + MINUTE)
    BreakPass.objects.forget_what_is_over(NOON + 20 * MINUTE)

    with pytest.raises(PassIsOver):
        ask_for_pass(asha, id=row.id, minutes=5, because=None, now=NOON + 20 * MINUTE)


def test_who_sees_the_floors_number_takes_no_pass_there(tara, asha, one_place, signed_in):
    """From a place in line one could watch others come back between two marks."""
    on_a_pass(asha, now=timezone.now())

    response = signed_in(tara).put(url(uuid4()), {"minutes": 5})

    assert (response.status_code, response.json()["code"]) == (409, "leads_the_floor")
    assert signed_in(tara).get("/api/v1/break-allowances/mine").json()["leads"] is True
    assert signed_in(asha).get("/api/v1/break-allowances/mine").json()["leads"] is False


def test_a_day_that_is_used_up_says_so_in_words(asha, organisation, ada, signed_in):
    policy_of(organisation, ada, passes_a_day=0)

    response = signed_in(asha).put(url(uuid4()), {"minutes": 5})

    assert (response.status_code, response.json()["code"]) == (409, "no_passes_left")
    assert "used" in response.json()["message"]


@pytest.mark.parametrize(("first", "second", "total"), [("threat", "slur", 4), ("slur", "slur", 3)])
def test_extras_never_add_up(asha, one_place, first, second, total):
    """Two a day; a threat entitles to two more and a slur to one, together to two more."""
    taken = 0
    for said in (None, None, first, second, first, second, first):
        try:
            row, _ = ask_for_pass(asha, id=uuid4(), minutes=5, because=said, now=NOON)
        except NoPassesLeft:
            continue
        give_back(asha, id=row.id, now=NOON)
        taken += 1

    assert taken == total


def test_nothing_is_longer_than_the_policy_says(asha, one_place, signed_in):
    response = signed_in(asha).put(url(uuid4()), {"minutes": 20})

    assert (response.status_code, response.json()["code"]) == (409, "too_long")


def test_one_pass_or_place_in_line_at_a_time(asha, one_place, signed_in):
    on_a_pass(asha, now=timezone.now())

    response = signed_in(asha).put(url(uuid4()), {"minutes": 5})

    assert (response.status_code, response.json()["code"]) == (409, "pass_open")


def test_the_database_itself_keeps_one_open_pass_for_each_agent(asha, one_place):
    row = on_a_pass(asha, now=NOON)
    again = BreakPass(
        agent=asha, id=uuid4(), floor=row.floor, turn=99, minutes=5, secret_hash="x", asked_at=NOON
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_one_that_ran_out_unnoticed_on_another_floor_is_in_nobodys_way(asha, one_place, team, ada):
    old = on_a_pass(asha, now=NOON)
    policy_of(team, ada, since=NOON + MINUTE)

    with pytest.raises(PassOpen):
        on_a_pass(asha, now=NOON + 2 * MINUTE)
    assert on_a_pass(asha, now=NOON + 20 * MINUTE).floor_id == team.pk
    assert fresh(old).closed_at == old.ends_at


def test_without_a_policy_the_app_says_so_and_nothing_breaks(asha, signed_in):
    phone = signed_in(asha)

    refused = phone.put(url(uuid4()), {"minutes": 5})
    allowance = phone.get(ALLOWANCE).json()

    assert (refused.status_code, refused.json()["code"]) == (409, "no_break_policy")
    assert (allowance["policy"], allowance["floor"], allowance["choices"]) == (None, None, [])
    assert phone.get("/api/v1/floors/mine").json()["floors"] == []


def test_what_i_am_entitled_to_is_told_before_i_ask(asha, one_place, signed_in):
    phone = signed_in(asha)
    before = phone.get(ALLOWANCE).json()
    id = uuid4()
    phone.put(url(id), {"minutes": 5})
    after = phone.get(ALLOWANCE).json()

    assert before["choices"] == [5, 10, 15]
    assert before["policy"]["passes_a_day"] == 2
    left = ("left_today", "left_after_threat", "left_after_slur")
    assert [before[name] for name in left] == [2, 4, 3]
    assert [after[name] for name in left] == [1, 3, 2]
    assert (before["open"], after["open"]) == (None, str(id))


@pytest.mark.parametrize(
    "body",
    [{}, {"minutes": 7}, {"minutes": "5"}, {"minutes": 5, "because": "mood"}, {"minutes": None}]
    + [{"minutes": 5, "because": 3}, {"minutes": 5, "because": ["threat"]}, {"minutes": True}],
    ids=repr,
)
def test_anything_else_is_refused(asha, one_place, signed_in, body):
    assert signed_in(asha).put(url(uuid4()), body).status_code == 400


def test_the_end_of_the_policy_closes_the_line_and_keeps_what_was_given(
    asha, ben, organisation, one_place, ada, signed_in
):
    now = timezone.now()
    running, waiting = on_a_pass(asha, now=now), on_a_pass(ben, now=now)

    signed_in(ada).put(
        f"/api/v1/break-policies/{uuid4()}", {"unit": organisation.pk, "figures": None}
    )

    assert signed_in(asha).get(url(running.id)).json()["state"] == "running"
    assert signed_in(ben).get(url(waiting.id)).json()["state"] == "gone"
