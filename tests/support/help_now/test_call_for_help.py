"""One press reaches whoever is on shift; the caller sees each step, and a late press is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.services import free_port
from tests.support.help_now.words import (
    ANSWERS,
    CALLS,
    MINE,
    answered,
    fresh,
    heard_by,
    on_shift,
    pressed,
    sent,
    told,
)
from tests.times import HOUR, MINUTE, NOON, SECOND
from wellbeing.support.help_now.models import HelpCall
from wellbeing.support.help_now.services.pressing import HelpCallOpen, press
from wellbeing.support.uses.models import Use

pytestmark = pytest.mark.django_db


def test_the_supervisor_on_shift_hears_of_it_with_name_and_unit(asha, tara_there, signed_in):
    response = sent(signed_in(asha))

    assert response.status_code == 201
    (call,) = signed_in(tara_there).get(ANSWERS).json()["results"]
    assert (call["caller"], call["unit"], call["state"]) == ("Asha", "Billing 1", "reaching")
    assert not call["drill"]


def test_it_comes_also_while_the_cache_is_away(asha, tara_there, signed_in, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"redis://127.0.0.1:{free_port()}",
        }
    }

    assert sent(signed_in(asha)).status_code == 201
    assert len(signed_in(tara_there).get(ANSWERS).json()["results"]) == 1


def test_the_caller_sees_exactly_who_was_told(asha, tara_there, uwe, signed_in):
    said = sent(signed_in(asha)).json()

    (step,) = said["steps"]
    assert step["who"] == "supervisors_of_unit"
    assert [one["name"] for one in step["told"]] == ["Tara"]


def test_who_supervises_above_the_unit_covers_it_too(asha, tara, uwe):
    on_shift(tara, uwe)

    assert told(pressed(asha)) == ["Tara", "Uwe"]


def test_the_caller_sees_seen_coming_there_and_done(asha, tara_there, signed_in):
    phone, tara = signed_in(asha), signed_in(tara_there)
    id = uuid4()
    sent(phone, id)
    (call,) = tara.get(ANSWERS).json()["results"]

    states = [phone.get(f"{CALLS}/{id}").json()["state"]]
    for answer in ("seen", "coming", "there", "done"):
        assert answered(tara, call["id"], answer).status_code == 200
        states.append(phone.get(f"{CALLS}/{id}").json()["state"])

    assert states == ["reaching", "seen", "coming", "there", "done"]
    end = phone.get(f"{CALLS}/{id}").json()
    assert (end["seen_by"], end["coming_by"]) == ("Tara", "Tara")
    assert tara.get(ANSWERS).json()["results"] == []


def test_sent_again_it_is_the_same_call(asha, tara_there, signed_in):
    phone, id = signed_in(asha), uuid4()
    assert sent(phone, id).status_code == 201
    assert sent(phone, id).status_code == 200

    assert HelpCall.objects.count() == 1


def test_whoever_calls_already_is_told_which_call_is_open(asha, tara_there, signed_in):
    phone, id = signed_in(asha), uuid4()
    sent(phone, id)

    second = sent(phone)
    assert (second.status_code, second.json()["code"]) == (409, "help_call_open")
    assert phone.get(MINE).json()["open"] == str(id)


def test_the_database_keeps_one_open_call_for_each_caller(asha, tara):
    call = pressed(asha)

    with pytest.raises(HelpCallOpen):
        press(asha, id=uuid4(), pressed_at=NOON, now=NOON)
    call.pk, call.press = uuid4(), uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        call.save(force_insert=True)


def test_a_press_that_comes_too_late_is_not_delivered(asha, tara_there, signed_in):
    response = sent(signed_in(asha), at=timezone.now() - 2 * MINUTE - SECOND)

    assert (response.status_code, response.json()["code"]) == (422, "pressed_too_long_ago")
    assert not HelpCall.objects.exists()
    assert not Use.objects.exists()


@pytest.mark.parametrize("wrong_by", [timedelta(hours=-5), timedelta(days=400), 90 * SECOND])
def test_a_wrong_clock_changes_neither_age_nor_delivery(asha, tara_there, signed_in, wrong_by):
    wrong = timezone.now() + wrong_by
    ask = lambda ago: signed_in(asha).put(  # noqa: E731
        f"{CALLS}/{uuid4()}",
        {"pressed_at": (wrong - ago).isoformat()},
        headers={"Device-Time": wrong.isoformat()},
    )

    assert ask(3 * MINUTE).json()["code"] == "pressed_too_long_ago"
    assert ask(20 * SECOND).status_code == 201
    assert abs(HelpCall.objects.get().pressed_at - (timezone.now() - 20 * SECOND)) < 5 * SECOND


def test_withdrawn_it_is_gone_from_whoever_was_told(asha, tara_there, signed_in):
    phone, id = signed_in(asha), uuid4()
    sent(phone, id)

    assert phone.delete(f"{CALLS}/{id}").status_code == 204
    assert phone.delete(f"{CALLS}/{id}").status_code == 204
    assert signed_in(tara_there).get(ANSWERS).json()["results"] == []
    assert phone.get(f"{CALLS}/{id}").json()["state"] == "withdrawn"
    assert sent(phone).status_code == 201


def test_somebody_without_a_unit_is_told_that_nobody_can_be_reached(asha, signed_in):
    asha.unit = None
    asha.save()
    phone = signed_in(asha)

    assert sent(phone).json()["code"] == "no_unit"
    assert phone.get(MINE).json() == {"available": False, "phone": "", "open": None}


def test_that_it_was_used_is_noted_by_the_day(asha, tara):
    pressed(asha)

    assert list(Use.objects.values_list("kind", "used_on")) == [("supervisor", NOON.date())]


def test_only_the_first_who_says_so_comes(asha, tara, uwe, signed_in):
    on_shift(tara, uwe)
    call = pressed(asha)

    assert answered(signed_in(tara), heard_by(tara, call).id, "coming").status_code == 200
    second = answered(signed_in(uwe), heard_by(uwe, call).id, "coming")
    assert (second.status_code, second.json()["code"]) == (409, "somebody_is_coming")
    (shown,) = signed_in(uwe).get(ANSWERS).json()["results"]
    assert (shown["by"], shown["mine"], shown["state"]) == ("Tara", False, "coming")


def test_only_who_comes_can_be_there_or_done(asha, tara, uwe, signed_in):
    on_shift(tara, uwe)
    call = pressed(asha)
    answered(signed_in(tara), heard_by(tara, call).id, "coming")

    for answer in ("there", "done"):
        refused = answered(signed_in(uwe), heard_by(uwe, call).id, answer)
        assert (refused.status_code, refused.json()["code"]) == (409, "not_coming_yet")
    assert fresh(call).state() == "coming"


def test_what_nobody_closed_closes_itself(asha, tara, signed_in):
    from wellbeing.support.help_now.services.answering import come
    from wellbeing.support.help_now.services.climbing import sweep

    on_shift(tara)
    call = pressed(asha)
    come(tara, id=heard_by(tara, call).id, now=NOON)

    sweep(now=NOON + HOUR)
    assert fresh(call).ended_at is None
    sweep(now=NOON + 3 * HOUR)
    assert fresh(call).state() == "left_open"


def test_who_waits_in_vain_for_somebody_who_said_so_may_press_again(asha, tara, uwe, signed_in):
    on_shift(tara, uwe)
    first = pressed(asha)
    answered(signed_in(tara), heard_by(tara, first).id, "coming")

    again = pressed(asha, NOON + MINUTE)

    assert fresh(first).state() == "withdrawn"
    assert told(again) == ["Tara", "Uwe"]
