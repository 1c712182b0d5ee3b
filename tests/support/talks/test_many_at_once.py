"""In the same moment: one supporter gets a request, one talk begins, numbers have no gap."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from tests.people import ApiClient, sign_in
from tests.resets.test_two_hundred_at_once import at_once
from tests.support.talks.talks import (
    accepted,
    asked,
    message_url,
    offer_url,
    offered,
    on_shift,
    peer,
    request_url,
    talk_url,
    wish,
)
from tests.times import SECOND
from wellbeing.core.errors import DomainError
from wellbeing.core.models import DataKey, OutboxEvent
from wellbeing.support.talks.models import (
    Conversation,
    Message,
    Offer,
    Participant,
    Supporter,
    TalkRequest,
)
from wellbeing.support.talks.services import answering, handing_over, queue
from wellbeing.support.talks.services.asking import withdraw

pytestmark = pytest.mark.django_db(transaction=True)


def phone(person: User) -> ApiClient:
    client = ApiClient()
    sign_in(client, person, second_factor=False)
    return client


def put(client: ApiClient, address: str, body: object = None):
    return lambda: client.put(address, body or {})


def delete(client: ApiClient, address: str):
    return lambda: client.delete(address)


def sweep(now):
    return lambda: queue.sweep(now=now)


def twins(person: User, count: int) -> list[ApiClient]:
    cookie = phone(person).cookies["sessionid"].value
    made = [ApiClient() for _ in range(count)]
    for twin in made:
        twin.cookies["sessionid"] = cookie
    return made


@pytest.fixture
def peers(department):
    return [on_shift(peer(f"peer{n}", department), now=timezone.now()) for n in range(8)]


@pytest.fixture
def askers(department):
    unit = type(department).objects.create(kind="team", name="Billing 2", parent=department)
    return User.objects.bulk_create(
        User(personnel_number=f"n{n}", name=f"Agent {n}", unit=unit) for n in range(24)
    )


def test_each_supporter_is_offered_one_request_and_each_request_once(askers, peers):
    at_once(*[put(phone(one), request_url(uuid4()), wish()) for one in askers])
    at_once(*[sweep(timezone.now())] * 4)

    open_ones = Offer.objects.open()
    assert open_ones.count() == len(peers)
    assert len(set(open_ones.values_list("to", flat=True))) == len(peers)
    assert len(set(open_ones.values_list("request", flat=True))) == len(peers)


def test_what_sleeps_wakes_once_however_many_look(askers, peers):
    now = timezone.now()
    at = now + 60 * SECOND
    rows = [asked(asker, now=now, at=at) for asker in askers[:6]]
    OutboxEvent.objects.all().delete()

    at_once(*[sweep(at)] * 4)

    assert {TalkRequest.objects.get(pk=row.pk).state for row in rows} == {"waiting"}
    assert Offer.objects.count() == 6
    assert OutboxEvent.objects.filter(name="TalkRequestMoved").count() == 6


def test_accepted_many_times_at_once_it_is_one_talk(askers, peers):
    request = asked(askers[0], now=timezone.now())
    offer = offered(request)

    said = at_once(*[put(twin, offer_url(offer.pk)) for twin in twins(offer.to, 8)])

    assert len({one.json()["conversation"] for one in said}) == 1
    assert Conversation.objects.count() == DataKey.objects.count() == 1
    assert Participant.objects.count() == 2


def test_taken_and_taken_back_at_once_one_of_them_holds(askers, peers):
    for asker in askers[:8]:
        request = asked(asker, now=timezone.now())
        offer = offered(request)
        at_once(
            put(phone(offer.to), offer_url(offer.pk)),
            delete(phone(asker), request_url(request.uid)),
        )

        row = TalkRequest.objects.get(pk=request.pk)
        assert row.state in {"accepted", "withdrawn"}
        assert (row.conversation_id is not None) == (row.state == "accepted")
        assert not Offer.objects.open().filter(request=request).exists()


def test_an_offer_that_runs_out_while_it_is_accepted_goes_one_way(askers, peers):
    for asker in askers[:6]:
        request = asked(asker, now=timezone.now() - 29 * SECOND)
        offer = offered(request)
        then = timezone.now() + 2 * SECOND
        at_once(put(phone(offer.to), offer_url(offer.pk)), sweep(then), sweep(then))

        row = TalkRequest.objects.get(pk=request.pk)
        taken = Offer.objects.filter(request=request, answer="accepted").count()
        assert taken == (1 if row.accepted_at else 0)
        assert Offer.objects.open().filter(request=request).count() <= 1
        withdraw(asker, uid=row.uid, now=then)


def test_one_person_on_two_phones_asks_once(askers, peers):
    same = uuid4()
    ids = [same] * 4 + [uuid4() for _ in range(4)]

    pairs = zip(twins(askers[0], 8), ids, strict=True)
    said = at_once(*[put(twin, request_url(one), wish()) for twin, one in pairs])

    assert TalkRequest.objects.count() == 1
    assert {one.status_code for one in said} <= {200, 201, 409}


def test_words_written_at_once_have_numbers_without_a_gap(askers, peers):
    talk = accepted(asked(askers[0], now=timezone.now()), now=timezone.now())
    two = [phone(seat.person) for seat in talk.participants.select_related("person")]
    ids = [uuid4() for _ in range(30)]
    # Each id by one of the two; the first ten once more, as a phone does that heard no answer.
    acts = [
        put(two[n % 2], message_url(talk.pk, one), {"text": str(n)})
        for n, one in enumerate([*ids, *ids[:10]])
    ]

    numbers = [answer.json()["number"] for answer in at_once(*acts)]

    assert sorted(set(numbers)) == list(range(1, 31))
    assert Message.objects.count() == 30
    assert numbers[30:] == numbers[:10]


def test_ended_while_it_is_written_in_nothing_comes_after_the_end(askers, peers):
    talk = accepted(asked(askers[0], now=timezone.now()), now=timezone.now())
    two = [phone(seat.person) for seat in talk.participants.select_related("person")]

    words = [put(two[0], message_url(talk.pk, uuid4()), {"text": "x"}) for _ in range(6)]
    answers = at_once(*words, delete(two[1], talk_url(talk.pk)))

    said = [answer.status_code for answer in answers]
    row = Conversation.objects.get(pk=talk.pk)
    assert row.closed_at is not None
    assert row.last_number == Message.objects.count() == said.count(201)


def test_forgotten_while_it_is_accepted_no_key_stays_behind(askers, peers):
    for asker in askers[:6]:
        offer = offered(asked(asker, now=timezone.now()))
        answers = at_once(
            put(phone(offer.to), offer_url(offer.pk)),
            put(phone(asker), f"/api/v1/erasures/{uuid4()}"),
        )

        assert not [one for one in answers if one.status_code >= 500]
        assert not TalkRequest.objects.filter(asker=asker).exists()
    assert DataKey.objects.count() == Conversation.objects.count() == 0


def test_a_counsellor_comes_while_the_agent_forgets_everything_and_neither_waits_for_ever(
    askers, peers, cole, dana
):
    for asker in askers[:6]:
        now = timezone.now()
        talk = accepted(asked(asker, now=now), now=now)
        Supporter.objects.update(taken=0)
        on_shift(cole, "counsellor", now=now)
        given = {"conversation_id": talk.pk, "now": now}
        pat = talk.participants.get(role="peer").person
        handing_over.propose_counsellor(pat, **given)
        handing_over.agree_to_counsellor(asker, uid=uuid4(), from_start=True, **given)
        offer = Offer.objects.open().get(to=cole)
        answers = at_once(
            lambda offer=offer, now=now: _status(
                answering.accept, cole, offer_id=offer.pk, now=now
            ),
            put(phone(asker), f"/api/v1/erasures/{uuid4()}"),
        )

        assert answers[0] in {"done", "TalkOfferOver", "NotFound"}
        assert answers[1].status_code < 300
    assert DataKey.objects.count() == Conversation.objects.count() == 0


def _status(act, *given, **more) -> str:
    try:
        act(*given, **more)
    except DomainError as refused:
        return type(refused).__name__
    return "done"
