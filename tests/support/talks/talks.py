"""Requests, offers and talks as tests set them up."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from accounts.models import Device, RoleGrant, Session, Unit, User
from accounts.models.people import Role
from tests.notifications.phones import browser
from tests.people import ApiClient, sign_in
from tests.times import HOUR, LONG_AGO, MINUTE
from wellbeing.core.sealing import new_key
from wellbeing.notifications.browser import Browser
from wellbeing.notifications.models import PushSubscription
from wellbeing.support.kept_apart.models import Exclusion
from wellbeing.support.shifts.models import Shift
from wellbeing.support.talks.models import (
    Conversation,
    Offer,
    Participant,
    Supporter,
    TalkRequest,
)
from wellbeing.support.talks.services import answering, asking, talking
from wellbeing.support.talks.services.asking import TalkWish

BLUE_HERON = "Blue Heron"


# --- Where things are -------------------------------------------------------------------------
def request_url(id: object) -> str:
    return f"/api/v1/talk-requests/{id}"


def offer_url(id: object) -> str:
    return f"/api/v1/talk-offers/{id}"


def talk_url(id: object, more: str = "") -> str:
    return f"/api/v1/conversations/{id}{more}"


def message_url(talk: object, id: object) -> str:
    return talk_url(talk, f"/messages/{id}")


def exclusion_url(id: object) -> str:
    return f"/api/v1/exclusions/{id}"


# --- What is sent -----------------------------------------------------------------------------
def wish(**more: Any) -> dict[str, Any]:
    return {"kind": "peer", "topic": "any", "language": "en", **more}


def profile(**more: Any) -> dict[str, Any]:
    return {"languages": ["en"], "topics": ["hard_call"], "at_once": 1, **more}


def consent(**more: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "from_start": False, **more}


# --- What people do ---------------------------------------------------------------------------
def on_shift(person: User, role: str = "peer", *, now: datetime, **said: Any) -> User:
    Shift.objects.update_or_create(
        person=person, role=role, defaults={"starts_at": now - HOUR, "until": now + 2 * HOUR}
    )
    if said:
        Supporter.objects.update_or_create(person=person, defaults=said)
    return person


def asked(asker: User, *, now: datetime, **more: Any) -> TalkRequest:
    given = TalkWish(**wish(**more))
    row, _new = asking.ask_for_talk(asker, uid=uuid4(), wish=given, now=now)
    return row


def somebody_busy(unit: Unit, *, now: datetime, role: str = "peer") -> User:
    """On shift and in a talk: so a line goes on, and nobody is offered anything."""
    listener = User.objects.create(personnel_number=uuid4().hex, name="Bea", unit=unit)
    RoleGrant.objects.create(person=listener, role=role, unit=unit, starts_at=LONG_AGO)
    on_shift(listener, role, now=now)
    talk_heard_by(listener)
    return listener


def offered(request: TalkRequest) -> Offer:
    """The one that is open."""
    return Offer.objects.open().get(request=request)


def accepted(request: TalkRequest, *, now: datetime) -> Conversation:
    offer = offered(request)
    return Conversation.objects.get(pk=answering.accept(offer.to, offer_id=offer.pk, now=now))


def said(person: User, talk: Conversation, text: str, *, now: datetime) -> int:
    row, _new = talking.say(person, conversation_id=talk.pk, uid=uuid4(), text=text, now=now)
    return row.number


def phone_of(person: User, *, now: datetime) -> None:
    """One that is told while the app is closed."""
    client = ApiClient()
    sign_in(client, person)
    id, given = uuid4(), Browser(**browser())
    key = Session.objects.filter(person=person).latest("pk").session_key
    Device.objects.create(
        person=person, id=id, kind="own", session_key=key, signed_in_at=now, last_seen_at=now
    )
    sealed = {"sealed": given.sealed(), "endpoint_hash": given.endpoint_hash()}
    PushSubscription.objects.create(person=person, device=id, made_on=now, **sealed)


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def peer(number: str, unit: Unit, **more: Any) -> User:
    """One more peer supporter, there for this unit."""
    user = User.objects.create(personnel_number=number, name=number.title(), unit=unit, **more)
    RoleGrant.objects.create(person=user, role=Role.PEER, unit=unit, starts_at=LONG_AGO)
    return user


# --- Rows for the walk over all routes --------------------------------------------------------
def withdrawn_request(person: User) -> UUID:
    """Taken back, so that the next one may be asked for."""
    now, id = timezone.now(), uuid4()
    asking.ask_for_talk(person, uid=id, wish=TalkWish(**wish()), now=now)
    asking.withdraw(person, uid=id, now=now)
    return id


def offer_to(person: User) -> UUID:
    now = timezone.now()
    asker = User.objects.create(personnel_number=uuid4().hex, name="Nina", unit=person.unit)
    request = TalkRequest.objects.create(
        asker=asker,
        uid=uuid4(),
        kind="peer",
        topic="any",
        language="en",
        shown_as=BLUE_HERON,
        asked_at=now,
        stands_until=now + 10 * MINUTE,
    )
    return Offer.objects.create(
        request=request,
        to=person,
        in_line=True,
        offered_at=now,
        expires_at=now + timedelta(minutes=5),
    ).pk


def talk_of(person: User) -> UUID:
    """One in which this person is the agent, and a counsellor was proposed."""
    return _talk(person, "agent", "peer")


def talk_heard_by(person: User) -> UUID:
    return _talk(person, "peer", "agent")


def _talk(person: User, role: str, across: str) -> UUID:
    now = timezone.now()
    talk = Conversation.objects.create(
        key=new_key(), began_at=now, last_at=now, handover_asked_at=now
    )
    other = User.objects.create(personnel_number=uuid4().hex, name="Nina", unit=person.unit)
    for one, part in ((person, role), (other, across)):
        Participant.objects.create(
            conversation=talk, person=one, role=part, shown_as=one.name, joined_at=now
        )
    TalkRequest.objects.create(
        asker=person if role == "agent" else other,
        uid=uuid4(),
        kind="peer",
        topic="any",
        language="en",
        shown_as=BLUE_HERON,
        asked_at=now,
        stands_until=now + 10 * MINUTE,
        accepted_at=now,
        conversation=talk,
    )
    return talk.pk


def exclusion(person: User) -> UUID:
    other = User.objects.create(personnel_number=uuid4().hex, name="Nina", unit=person.unit)
    row = Exclusion.objects.create(
        owner=person, id=uuid4(), excluded=other, known_as="Nina", made_on=LONG_AGO.date()
    )
    return row.id


def unwanted() -> dict[str, str]:
    """A peer supporter who can be chosen by name."""
    team = Unit.objects.get(kind=Unit.Kind.TEAM)
    return {"colleague": str(peer(uuid4().hex, team).pk)}
