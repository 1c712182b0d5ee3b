"""The customer system (CRM) of the house hears who is flagged, when that ends, and no word more."""

import json
import logging
from base64 import b64encode
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connections
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from tests.at_once import at_once
from tests.incidents.customers.handlers import (
    PHONE,
    REASON,
    action_url,
    approved,
    held,
    in_force,
    proposed,
    settle,
)
from tests.notifications.phones import push_service
from tests.times import DAY, MINUTE
from wellbeing.core.models import AuditEntry
from wellbeing.core.sealing import CannotBeOpened
from wellbeing.incidents.customers.models import Action, FlagNotice
from wellbeing.incidents.customers.rules.actions import KINDS
from wellbeing.incidents.customers.rules.flags import FLAGS
from wellbeing.incidents.customers.services import acting, appealing, ending, flagging
from wellbeing.incidents.customers.tasks import sweep_flags
from wellbeing.incidents.services import reporting

pytestmark = pytest.mark.django_db

SECRET = f"whsec_{b64encode(bytes(range(32))).decode()}"


@pytest.fixture
def crm(settings):
    """Another system, which takes what it is sent."""
    with push_service() as system:
        settings.CRM_WEBHOOK = f"{system.origin}/flags"
        settings.CRM_SECRET = SECRET
        yield system


@pytest.fixture
def case(asha, sam):
    return held(asha, sam)


@pytest.fixture
def action(case, sam, max_) -> Action:
    return in_force(case, sam, max_)


def heard(crm) -> list[tuple[str, dict]]:
    """What it can verify, without what it was sent a second time."""
    seen, found = set(), []
    for one in crm.received:
        said = Webhook(SECRET).verify(one.body, one.headers)
        if one.headers["webhook-id"] not in seen:
            found.append((said["type"], said["data"]))
        seen.add(one.headers["webhook-id"])
    return found


def sweep(after: timedelta = timedelta()) -> None:
    """As the worker does, at a later time if wanted."""
    now = timezone.now() + after
    flagging.note_changes(now=now)
    for id in flagging.due_notices(now):
        flagging.send(id, now=now)


def flagged(action: Action) -> tuple[str, dict]:
    customer = {"kind": "phone", "value": "+48512345678"}
    facts = {"customer": customer, "action": action.kind, "until": str(action.ends_on)}
    return "customer.flagged", {"flag_id": str(action.pk), **facts}


def ended(action: Action) -> tuple[str, dict]:
    return "customer.flag_ended", {"flag_id": str(action.pk)}


def lift(action: Action, by) -> None:
    acting.end(by, id=action.pk, reason="He said sorry.", now=timezone.now())


def test_it_hears_once_of_a_flag_and_once_of_its_end(crm, case, sam, max_, signed_in):
    id = proposed(signed_in(sam), case)
    sweep_flags()
    assert crm.received == []

    approved(signed_in(max_), id)
    settle()
    sweep_flags()
    sweep_flags()
    action = Action.objects.get(pk=id)
    assert heard(crm) == [flagged(action)]

    signed_in(max_).put(action_url(id, "/end"), {"reason": "He said sorry."})
    sweep_flags()
    sweep_flags()
    assert heard(crm) == [flagged(action), ended(action)]
    assert len(crm.received) == 2


def test_it_hears_nothing_of_anybody_here(crm, action, case, asha, sam, max_):
    sweep()
    lift(action, max_)
    sweep()

    sent = b"".join(one.body + json.dumps(one.headers).encode() for one in crm.received).decode()
    people = [one for who in (asha, sam, max_) for one in (str(who.pk), who.name)]
    for word in [*people, str(case.pk), str(case.uid), REASON, "sorry", "threat"]:
        assert word not in sent


def test_nobody_else_can_have_signed_it(crm, action):
    sweep()

    (said,) = crm.received
    other = Webhook(f"whsec_{b64encode(bytes(32)).decode()}")
    with pytest.raises(WebhookVerificationError):
        other.verify(said.body, said.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(said.body.replace(b"+48", b"+49"), said.headers)
    body = json.loads(said.body)
    assert body["timestamp"] == FlagNotice.objects.get().at.isoformat()


def test_its_last_day_ends_it_there_too(crm, action):
    sweep()
    after = timezone.now() + 201 * DAY

    ending.end_what_is_over(now=after)
    sweep(201 * DAY)

    assert heard(crm) == [flagged(action), ended(action)]


@pytest.mark.parametrize("uphold", [True, False])
def test_it_rests_and_stands_again_there_as_here(uphold, crm, action, sam, hana):
    sweep()
    now = timezone.now()
    said = {"text": "It was not me.", "came_on": now.date(), "suspend": True}
    appealing.enter_appeal(sam, id=action.pk, now=now, **said)
    sweep()
    assert heard(crm) == [flagged(action), ended(action)]

    appealing.decide_appeal(hana, id=action.pk, uphold=uphold, reason="Heard.", now=now)
    sweep()

    again = [] if uphold else [flagged(action)]
    assert heard(crm) == [flagged(action), ended(action), *again]


@pytest.mark.parametrize("answer", [500, 302, 404, 0])
def test_what_was_not_taken_is_sent_again_later_and_in_order(answer, crm, action, max_):
    """302: another address is not followed. 0: it falls silent after it heard everything."""
    crm.will_answer(answer, location="/elsewhere")
    sweep()
    lift(action, max_)
    sweep()
    assert len(crm.received) == 1, "the end waits for the beginning, and that for its time"
    assert heard(crm) == [flagged(action)]

    sweep(MINUTE)
    sweep(MINUTE)

    # Over meanwhile, so it is not begun again; but it may have been heard.
    assert heard(crm) == [flagged(action), ended(action)]


def test_a_flag_that_still_stands_is_sent_again_under_its_id(crm, action):
    crm.will_answer(503)
    sweep()
    sweep(MINUTE)
    sweep(MINUTE)

    first, second = crm.received
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert heard(crm) == [flagged(action)]


def test_away_for_a_day_it_is_asked_ever_more_rarely(settings, crm, action):
    crm_address, settings.CRM_WEBHOOK = settings.CRM_WEBHOOK, "http://127.0.0.1:1/flags"
    tried = [n for n in range(0, 24 * 60, 5) if count_of_tries(n * MINUTE)]
    assert 25 < len(tried) < 40

    settings.CRM_WEBHOOK = crm_address
    sweep(26 * 60 * MINUTE)
    assert heard(crm) == [flagged(action)]


def count_of_tries(after: timedelta) -> int:
    before = sum(FlagNotice.objects.values_list("attempts", flat=True))
    sweep(after)
    return sum(FlagNotice.objects.values_list("attempts", flat=True)) - before


def test_what_was_over_before_it_was_ever_sent_is_never_sent(settings, crm, action, max_):
    flagging.note_changes(now=timezone.now())  # somebody is about to send it
    lift(action, max_)

    sweep()
    sweep(MINUTE)

    assert crm.received == []
    assert set(FlagNotice.objects.values_list("outcome", flat=True)) == {"overtaken"}


@pytest.mark.parametrize("kind", KINDS)
def test_courts_and_the_police_are_none_of_its_business(kind, crm, case, sam, max_, signed_in):
    id = proposed(signed_in(sam), case, kind=kind, **_warned(kind))
    approved(signed_in(max_), id)
    sweep()

    assert [one["action"] for _, one in heard(crm)] == ([kind] if kind in FLAGS else [])
    told = signed_in(max_).get(action_url(id)).json()["customer_system"]
    assert told == ("told" if kind in FLAGS else None)


def _warned(kind: str) -> dict[str, object]:
    ends_on = (timezone.now() + timedelta(days=100)).date().isoformat()
    return {"ends_on": ends_on} | ({} if kind != "warning_letter" else {"warned": False})


@pytest.mark.parametrize(
    ("reference", "customer"),
    [
        ("512 345 678", {"kind": "phone", "value": "+48512345678"}),
        ("+48 512 345 678 ext. 12", {"kind": "phone", "value": "+48512345678;ext=12"}),
        ("Ann@Example.com", {"kind": "email", "value": "ann@example.com"}),
        (" CU-00417 ", {"kind": "id", "value": "CU-00417"}),
    ],
)
def test_a_customer_is_called_as_other_systems_call_them(reference, customer, crm, asha, sam, max_):
    asha.country = "PL"
    asha.save()
    in_force(held(asha, sam, reference), sam, max_)
    sweep()

    assert [said["customer"] for _, said in heard(crm)] == [customer]


@pytest.mark.parametrize("reference", ["the man from yesterday", ""])
def test_nobody_in_particular_is_not_flagged_and_the_handler_reads_it(
    reference, crm, asha, sam, max_, signed_in
):
    action = in_force(held(asha, sam, reference), sam, max_)
    sweep()
    opened = signed_in(sam).get(action_url(action.pk)).json()
    assert opened["customer_system"] == "nobody"

    lift(action, max_)
    sweep()

    assert crm.received == []


def test_the_handler_reads_how_far_it_is(crm, action, sam, signed_in):
    def said() -> object:
        return signed_in(sam).get(action_url(action.pk)).json()["customer_system"]

    assert said() is None
    crm.will_answer(500)
    sweep()
    assert said() == "waiting"
    sweep(MINUTE)
    assert said() == "told"


def test_the_flag_of_a_report_that_is_gone_still_ends(crm, action, case, max_):
    sweep()
    reporting.withdraw(case, now=timezone.now())
    settle()
    lift(Action.objects.get(pk=action.pk), max_)
    sweep()

    assert heard(crm) == [flagged(action), ended(action)]


def test_whom_nobody_knows_any_more_is_called_by_the_flag_alone(crm, action, case, sam, hana):
    sweep()
    now = timezone.now()
    said = {"text": "It was not me.", "came_on": now.date(), "suspend": True}
    appealing.enter_appeal(sam, id=action.pk, now=now, **said)
    sweep()
    reporting.withdraw(case, now=now)
    appealing.decide_appeal(hana, id=action.pk, uphold=False, reason="Heard.", now=now)
    sweep()

    kind, data = heard(crm)[-1]
    assert (kind, data) == (flagged(action)[0], flagged(action)[1] | {"customer": None})


def test_a_system_that_comes_later_hears_of_what_stands(settings, case, sam, max_, asha):
    over, stands = in_force(case, sam, max_), in_force(case, sam, max_)
    sweep_flags()
    assert not FlagNotice.objects.exists()
    lift(over, max_)

    with push_service() as system:
        settings.CRM_WEBHOOK, settings.CRM_SECRET = system.origin, SECRET
        sweep_flags()

    assert heard(system) == [flagged(stands)]


def test_one_that_does_not_open_stops_no_other(crm, case, sam, max_):
    broken, whole = in_force(case, sam, max_), in_force(case, sam, max_)
    flagging.note_changes(now=timezone.now())
    real = flagging.send

    def send(id: UUID, *, now) -> bool:
        if FlagNotice.objects.filter(pk=id, action=broken).exists():
            raise CannotBeOpened
        return real(id, now=now)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flagging, "send", send)
        sweep_flags()

    assert heard(crm) == [flagged(whole)]


def test_that_it_was_told_stands_in_the_log_and_the_number_nowhere(crm, action, caplog):
    caplog.set_level(logging.DEBUG)
    crm.will_answer(500)
    sweep()
    sweep(MINUTE)

    told = AuditEntry.objects.filter(act="customer_system_told")
    assert [(one.role, one.detail["flagged"]) for one in told] == [("system", True)]
    stored = [str(list(model.objects.values())) for model in (AuditEntry, FlagNotice)]
    for number in (PHONE, PHONE.replace(" ", ""), "512345678"):
        assert number not in "".join([caplog.text, *stored])


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_it_once(crm, asha, sam, max_):
    in_force(held(asha, sam), sam, max_)
    flagging.note_changes(now=timezone.now())
    (id,) = FlagNotice.objects.values_list("pk", flat=True)

    def work() -> bool:
        return flagging.send(UUID(str(id)), now=timezone.now())

    assert sorted(at_once(work, work)) == [False, True]
    assert len(crm.received) == 1


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_note_it_once(crm, asha, sam, max_):
    in_force(held(asha, sam), sam, max_)

    at_once(*[lambda: flagging.note_changes(now=timezone.now())] * 3)
    connections.close_all()

    assert FlagNotice.objects.count() == 1
