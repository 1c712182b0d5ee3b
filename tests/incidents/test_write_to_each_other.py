"""Questions and answers, each once and in order, while the case is open."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import RoleGrant
from tests.incidents.reports import acknowledged, case_of, case_url, handles, reported, url
from tests.notifications.phones import Phone
from wellbeing.core.events import react
from wellbeing.core.models import OutboxEvent
from wellbeing.incidents.services import handling, writing
from wellbeing.notifications.models import OutgoingPush

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(asha, sam):
    return acknowledged(reported(asha), sam)


def test_both_read_the_same_in_order(asha, sam, case, signed_in):
    phone, handler = signed_in(asha), signed_in(sam)
    handler.put(case_url(case.pk, f"/messages/{uuid4()}"), {"text": "Which number was it?"})
    phone.put(url(case.uid, f"/messages/{uuid4()}"), {"text": "The one ending in 47."})

    seen = case_of(phone, case.uid)["messages"]

    assert [(one["number"], one["by"], one["text"]) for one in seen] == [
        (1, "Sam", "Which number was it?"),
        (2, None, "The one ending in 47."),
    ]
    assert handler.get(case_url(case.pk)).json()["messages"] == seen


def test_a_device_reads_which_of_its_messages_arrived_and_a_handler_does_not(
    asha, sam, case, signed_in
):
    # Made on the device, an id says the very moment at which it was.
    theirs, ours = str(uuid4()), str(uuid4())
    signed_in(sam).put(case_url(case.pk, f"/messages/{theirs}"), {"text": "Which number?"})
    signed_in(asha).put(url(case.uid, f"/messages/{ours}"), {"text": "The one ending in 47."})

    assert case_of(signed_in(asha), case.uid)["written"] == [ours]
    assert ours not in signed_in(sam).get(case_url(case.pk)).content.decode()


def test_a_repeat_is_one_message(asha, case, signed_in):
    phone, id = signed_in(asha), uuid4()
    codes = [
        phone.put(url(case.uid, f"/messages/{id}"), {"text": "Once"}).status_code for _ in range(3)
    ]

    assert codes == [201, 200, 200]
    assert len(case_of(phone, case.uid)["messages"]) == 1


def test_the_two_sides_may_draw_the_same_id(asha, sam, case, signed_in):
    id = uuid4()
    signed_in(sam).put(case_url(case.pk, f"/messages/{id}"), {"text": "Mine"})
    signed_in(asha).put(url(case.uid, f"/messages/{id}"), {"text": "Mine too"})

    assert len(case_of(signed_in(asha), case.uid)["messages"]) == 2


def test_once_the_holder_handles_no_cases_any_more_the_others_hear(
    asha, sam, person, organisation, case
):
    max_ = person("max")
    handles(max_, organisation)
    for event in OutboxEvent.objects.filter(done_at=None).order_by("pk"):
        react(event.pk, timezone.now())
    for one in (sam, max_):
        Phone(one).asks_to_be_told()
    RoleGrant.objects.filter(person=sam).delete()

    writing.write(case, uid=uuid4(), text="Again.", author=None, now=timezone.now())

    for event in OutboxEvent.objects.filter(done_at=None).order_by("pk"):
        react(event.pk, timezone.now())
    assert {row.subscription.person for row in OutgoingPush.objects.filter(topic="cases")} == {max_}


def test_after_the_end_nobody_writes(asha, sam, case, signed_in):
    handling.close(sam, id=case.pk, outcome="Done.", now=timezone.now())

    for client, address in (
        (signed_in(asha), url(case.uid, f"/messages/{uuid4()}")),
        (signed_in(sam), case_url(case.pk, f"/messages/{uuid4()}")),
    ):
        response = client.put(address, {"text": "One more thing"})
        assert (response.status_code, response.json()["code"]) == (409, "case_is_over")
