"""What each route needs to be asked, and what it says to someone who may ask: data, no code paths.

`own`, `other` and `none` are the statuses for one's own row, somebody else's and no such row; a
route without an id has `own` alone. Who may ask at all stands in accounts/rights.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from accounts import sign_in_links
from accounts.models import Device, RoleGrant, SignInLink, Unit, User
from accounts.models.people import Role
from accounts.roster import imports
from tests.checkins.words import tap
from tests.notifications.phones import browser
from tests.resets.floors import FIGURES, policy_of
from tests.resets.words import session
from tests.support.counselling.diary import booked, sees_people
from tests.support.talks import talks
from wellbeing import privacy
from wellbeing.checkins.services import Answer, record_checkin
from wellbeing.core.subjects import subject_of
from wellbeing.notifications.browser import Browser
from wellbeing.notifications.models import PushSubscription
from wellbeing.resets.models import BreakPass, BreakPolicy, Floor
from wellbeing.resets.services import passes
from wellbeing.resets.services.sessions import Session, record_reset
from wellbeing.support.counselling.models import Booking, Hours, KeptTime, Practice, SpecialDay
from wellbeing.support.counselling.selectors.times import free_times
from wellbeing.support.help_now.models import HelpCall, HelpCallReached, Ladder
from wellbeing.support.help_now.rules import Rung
from wellbeing.support.help_now.services import pressing

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@dataclass(frozen=True)
class Answers:
    own: int
    other: int | None = None
    none: int | None = None
    led: int | None = None  # other and none, where a supervisor asks who leads that floor
    body: Callable[[], Any] = dict


@dataclass(frozen=True)
class Asked:
    """`row` makes a row of one person and returns its id."""

    answers: dict[str, Answers]
    row: Callable[[User], object] | None = None
    key: str = "id"
    nobodys: Callable[[], object] = uuid4
    beside: dict[str, object] = field(default_factory=dict)  # further parts of the path


def _checkin(person: User) -> UUID:
    now, id = timezone.now(), uuid4()
    answer = Answer(revision=1, answered_at=now, revised_at=now, mood=3)
    record_checkin(subject=subject_of(person.diary), id=id, answer=answer, skew=now - now, now=now)
    return id


def _reset(person: User) -> UUID:
    now, id = timezone.now(), uuid4()
    said = Session(revision=1, kind="box", started_at=now, revised_at=now, planned_seconds=60)
    record_reset(subject=subject_of(person.diary), id=id, session=said, skew=now - now, now=now)
    return id


def _break_pass(person: User) -> UUID:
    """Granted and given back, so that the next one may be asked for."""
    id = _running_pass(person)
    passes.give_back(person, id=id, now=timezone.now())
    return id


def _running_pass(person: User) -> UUID:
    """Not asked for: who leads the floor may hold one only from before they came to lead it."""
    organisation, now = Unit.objects.get(kind=Unit.Kind.ORGANISATION), timezone.now()
    if not organisation.break_policies.exists():
        policy_of(organisation, person, places=9)
    running = BreakPass.objects.create(
        agent=person,
        id=uuid4(),
        floor=Floor.objects.get_or_create(unit=organisation)[0],
        turn=10**9 + BreakPass.objects.count(),  # far from those that are given out
        minutes=5,
        secret_hash=uuid4().hex,
        asked_at=now,
        starts_at=now,
        ends_at=now + timedelta(minutes=5),
    )
    return running.id


def _break_policy(person: User) -> UUID:
    site, id = Unit.objects.get(kind=Unit.Kind.SITE), uuid4()
    policy_of(site, person, since=timezone.now())
    BreakPolicy.objects.filter(by=person).update(id=id)
    return id


def _policy() -> dict[str, Any]:
    return {"unit": Unit.objects.get(kind=Unit.Kind.SITE).pk, "figures": FIGURES}


def _help_call(person: User) -> UUID:
    """Withdrawn, so that the next one may be pressed."""
    id, now = uuid4(), timezone.now()
    pressing.press(person, id=id, pressed_at=now, now=now)
    pressing.withdraw(person, id=id, now=now)
    return id


def _heard(person: User) -> UUID:
    """Of somebody of their own: each may have one open call alone."""
    unit, now = Unit.objects.get(kind=Unit.Kind.TEAM), timezone.now()
    caller = User.objects.create_user(uuid4().hex, None, name="Caller", unit=unit)
    call, _ = pressing.press(caller, id=uuid4(), pressed_at=now, now=now)
    row, _ = HelpCallReached.objects.get_or_create(
        call=call, person=person, defaults={"rung": 0, "told_at": now}
    )
    id: UUID = row.id
    return id


def _pressed() -> dict[str, str]:
    HelpCall.objects.update(ended_at=timezone.now(), end="withdrawn", climbs_at=None)
    return {"pressed_at": timezone.now().isoformat()}


def _drilled() -> dict[str, int]:
    HelpCall.objects.update(ended_at=timezone.now(), end="withdrawn", climbs_at=None)
    return {"unit": Unit.objects.get(kind=Unit.Kind.TEAM).pk}


def _help_ladder(person: User) -> UUID:
    site, id = Unit.objects.get(kind=Unit.Kind.SITE), uuid4()
    Ladder.objects.create(
        by=person, id=id, unit=site, valid_from=timezone.now(), rungs=[Rung(who="phone").written()]
    )
    return id


def _ladder() -> dict[str, Any]:
    rung = {"who": "supervisors_of_unit", "wait_seconds": 60}
    return {"unit": Unit.objects.get(kind=Unit.Kind.SITE).pk, "rungs": [rung]}


def _nobodys_pass() -> dict[str, str]:
    return {"id": str(uuid4()), "secret": "s" * 43}


def _erasure(person: User) -> UUID:
    erasure, _ = privacy.erase(person, id=uuid4(), now=timezone.now())
    id: UUID = erasure.id
    return id


def _device(person: User) -> UUID:
    id, now = uuid4(), timezone.now()
    Device.objects.create(
        person=person, id=id, kind="own", session_key=id.hex, signed_in_at=now, last_seen_at=now
    )
    return id


def _push_subscription(person: User) -> UUID:
    given = Browser(**browser())
    row = PushSubscription.objects.create(
        person=person,
        device=uuid4(),
        sealed=given.sealed(),
        endpoint_hash=given.endpoint_hash(),
        made_on=timezone.now(),
    )
    return row.device


def _counsellor() -> User:
    """Somebody new, so that each appointment stands in a diary of its own."""
    company = Unit.objects.get(kind=Unit.Kind.ORGANISATION)
    counsellor = User.objects.create_user(uuid4().hex, None, name="Cole", unit=company)
    RoleGrant.objects.create(person=counsellor, role=Role.COUNSELLOR, unit=company)
    sees_people(counsellor, hours=(1, 23))
    return counsellor


def _free(counsellor: User, client: User) -> Any:
    now = timezone.now()
    practice = Practice.objects.filter(pk=counsellor.pk)
    return free_times(practice, client, now=now)


def _booking(person: User) -> UUID:
    counsellor = _counsellor()
    times = _free(counsellor, person)
    row = booked(person, counsellor, times[20].slot.starts_at, now=timezone.now())
    return row.id


def _offered_booking(person: User) -> UUID:
    """With an earlier time kept for it."""
    row = Booking.objects.get(client=person, id=_booking(person))
    first, now = _free(row.counsellor, person)[5].slot, timezone.now()
    KeptTime.objects.create(
        booking=row,
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        pause=first.pause,
        until=now + timedelta(minutes=5),
    )
    return row.id


def _booking_wish() -> dict[str, Any]:
    counsellor = _counsellor()
    asking = User.objects.filter(personnel_number__in=("visitor", "ada"))
    anybody = asking.order_by("-personnel_number")[0]  # the visitor of the walk, if there is one
    at = _free(counsellor, anybody)[40].slot.starts_at
    return {"counsellor": str(counsellor.pk), "starts_at": at.isoformat()}


def _appointment(person: User) -> UUID:
    """Of this person as a counsellor, with somebody else."""
    company = Unit.objects.get(kind=Unit.Kind.ORGANISATION)
    if not RoleGrant.objects.filter(person=person, role=Role.COUNSELLOR).exists():
        return _made(person)
    client = User.objects.create_user(uuid4().hex, None, name="New", unit=company)
    sees_people(person, hours=(1, 23))
    at = _free(person, client)[9].slot.starts_at
    return booked(client, person, at, now=timezone.now()).ref


def _made(person: User) -> UUID:
    """In the diary of somebody who is no counsellor any more."""
    company = Unit.objects.get(kind=Unit.Kind.ORGANISATION)
    client = User.objects.create_user(uuid4().hex, None, name="New", unit=company)
    sees_people(person)
    now = timezone.now()
    row = Booking.objects.create(
        client=client,
        id=uuid4(),
        counsellor=person,
        starts_at=now + timedelta(days=1),
        ends_at=now + timedelta(days=1, minutes=30),
        pause=0,
        secret_hash=uuid4().hex,
        made_at=now,
        changed_at=now,
    )
    return row.ref


def _hours(person: User) -> UUID:
    sees_people(person)
    return Hours.objects.get(counsellor=person).id


def _special_day(person: User) -> UUID:
    sees_people(person)
    day = timezone.now().date() + timedelta(days=3)
    return SpecialDay.objects.create(counsellor=person, id=uuid4(), day=day).id


def _practice() -> dict[str, Any]:
    figures = {"time_zone": "Europe/Warsaw", "notice_minutes": 120, "horizon_days": 28}
    return figures | {"place": "Room 3.14", "languages": ["en"]}


def _some_hours() -> dict[str, Any]:
    window = {"from_time": "09:00", "to_time": "17:00", "minutes": 50, "pause": 10}
    return window | {"weekdays": [0, 2], "valid_from": str(timezone.now().date())}


def _day_off() -> dict[str, Any]:
    return {"day": str(timezone.now().date() + timedelta(days=4))}


def _link(person: User) -> UUID:
    """Shown on a desktop and claimed by a phone with the number 42."""
    id = uuid4()
    sign_in_links.offer_link(person, id=id, now=timezone.now())
    SignInLink.objects.filter(owner=person, id=id).update(claim_id=uuid4(), number="42")
    return id


def _import(person: User) -> UUID:
    id = uuid4()
    imports.preview(person, id=id, now=timezone.now(), **_file())
    return id


def _file() -> dict[str, Any]:
    return {
        "file_name": "people.csv",
        "text": "personnel_number,name,site\nn1,New,Kraków\n",
        "absent_leave": False,
    }


def _newcomer() -> dict[str, str]:
    unit = Unit.objects.get(kind=Unit.Kind.TEAM)
    new = User.objects.create_user(uuid4().hex, None, name="New", unit=unit)
    return {"person": str(new.pk)}


def _nobodys_secret() -> dict[str, str]:
    return {"secret": "s" * 43}


def _change() -> dict[str, Any]:
    team = Unit.objects.get(kind=Unit.Kind.TEAM)
    starts_on = timezone.now().date() + timedelta(days=22)
    starts_on -= timedelta(days=starts_on.weekday())
    return {"unit": team.pk, "actions": ["A longer huddle"], "starts_on": str(starts_on)}


READ = {"GET": Answers(200)}

ASKED: dict[str, Asked] = {
    "schema": Asked(READ),
    "sign-in-options": Asked(READ),
    "me": Asked({"GET": Answers(200), "PATCH": Answers(200, body=lambda: {"language": "ru"})}),
    "devices": Asked({"GET": Answers(200), "DELETE": Answers(204)}),
    "device": Asked(
        {
            "PUT": Answers(200, 201, 201, body=lambda: {"kind": "own"}),
            "DELETE": Answers(204, 404, 404),
        },
        row=_device,
    ),
    "sign-in-link": Asked(
        {"GET": Answers(200, 404, 404), "PUT": Answers(200, 201, 201)}, row=_link
    ),
    "sign-in-link-approval": Asked(
        {"PUT": Answers(200, 404, 404, body=lambda: {"number": "42"})}, row=_link
    ),
    # Without an account it is the secret alone that opens these, whatever the id.
    "sign-in-link-claim": Asked(
        {"PUT": Answers(404, 404, 404, body=_nobodys_secret)}, row=lambda person: uuid4()
    ),
    "invitation-claim": Asked(
        {"PUT": Answers(404, 404, 404, body=_nobodys_secret)}, row=lambda person: uuid4()
    ),
    "invitation": Asked(
        {"PUT": Answers(201, 201, 201, body=_newcomer)}, row=lambda person: uuid4()
    ),
    "people": Asked(READ),
    # An administrator of the whole organisation opens everybody in it.
    "person": Asked({"GET": Answers(200, 200, 404)}, row=lambda person: person.pk),
    "roster-import": Asked({"PUT": Answers(200, 201, 201, body=_file)}, row=_import),
    "roster-application": Asked({"PUT": Answers(200, 404, 404)}, row=_import),
    "roster-invitations": Asked({"GET": Answers(200, 404, 404)}, row=_import),
    "checkins": Asked(READ),
    "checkin": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 201, 201, body=tap),
            "DELETE": Answers(204, 204, 204),
        },
        row=_checkin,
    ),
    "resets": Asked(READ),
    "reset": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 201, 201, body=session),
            "DELETE": Answers(204, 204, 204),
        },
        row=_reset,
    ),
    "my-break-allowance": Asked(READ),
    "break-pass": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 201, 201, led=409, body=lambda: {"minutes": 5}),
            "DELETE": Answers(204, 404, 404),
        },
        row=_break_pass,
    ),
    "break-pass-acceptance": Asked({"PUT": Answers(200, 404, 404)}, row=_running_pass),
    # The secret alone opens it; test_show_a_pass_to_the_desk.py has one.
    "break-pass-checks": Asked({"POST": Answers(404, body=_nobodys_pass)}),
    "floors": Asked(READ),
    "my-floor": Asked(READ),
    "break-policies": Asked(READ),
    "break-policy": Asked({"PUT": Answers(200, 201, 201, body=_policy)}, row=_break_policy),
    "break-policy-units": Asked(READ),
    "my-push": Asked(READ),
    # These visitors are on no phone of their own; test_ask_to_be_told.py is.
    "push-subscription": Asked(
        {"PUT": Answers(409, 409, 409, body=browser), "DELETE": Answers(204, 404, 404)},
        row=_push_subscription,
    ),
    "my-help": Asked(READ),
    "help-call": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 201, 201, body=_pressed),
            "DELETE": Answers(204, 404, 404),
        },
        row=_help_call,
    ),
    "help-drill": Asked({"PUT": Answers(200, 201, 201, body=_drilled)}, row=_help_call),
    "help-drill-units": Asked(READ),
    "help-answers": Asked(READ),
    "help-answer": Asked(
        {"PUT": Answers(200, 404, 404, body=lambda: {"answer": "seen"})}, row=_heard
    ),
    "help-ladders": Asked(READ),
    "help-ladder": Asked({"PUT": Answers(200, 201, 201, body=_ladder)}, row=_help_ladder),
    "help-ladder-units": Asked(READ),
    "my-shifts": Asked(
        {"GET": Answers(200), "PUT": Answers(200, body=lambda: {"role": "peer", "until": None})}
    ),
    "my-talks": Asked(READ),
    "talk-availability": Asked({"GET": Answers(400)}),  # test_ask_for_somebody.py says what for
    "talk-supervisors": Asked(READ),
    "talk-peers": Asked(READ),
    "talk-request": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 201, 201, body=talks.wish),
            "DELETE": Answers(204, 404, 404),
        },
        row=talks.withdrawn_request,
    ),
    "talk-offers": Asked(READ),
    "talk-offer": Asked(
        {"PUT": Answers(200, 404, 404), "DELETE": Answers(204, 404, 404)}, row=talks.offer_to
    ),
    "my-supporter": Asked({"GET": Answers(200), "PUT": Answers(200, body=talks.profile)}),
    "exclusions": Asked(READ),
    "exclusion": Asked(
        {
            "PUT": Answers(200, 201, 201, body=talks.unwanted),
            "DELETE": Answers(204, 404, 404),
        },
        row=talks.exclusion,
    ),
    "conversation": Asked(
        {"GET": Answers(200, 404, 404), "DELETE": Answers(204, 404, 404)}, row=talks.talk_of
    ),
    "conversation-messages": Asked({"GET": Answers(200, 404, 404)}, row=talks.talk_of),
    "conversation-message": Asked(
        {"PUT": Answers(201, 404, 404, body=lambda: {"text": "Hello"})},
        row=talks.talk_of,
        beside={"message": uuid4()},
    ),
    "conversation-reading": Asked(
        {"PUT": Answers(204, 404, 404, body=lambda: {"up_to": 1})}, row=talks.talk_of
    ),
    "conversation-typing": Asked({"PUT": Answers(204, 404, 404)}, row=talks.talk_of),
    "conversation-weight": Asked(
        {"PUT": Answers(204, 404, 404, body=lambda: {"heavy": True})}, row=talks.talk_of
    ),
    "conversation-proposal": Asked({"PUT": Answers(204, 404, 404)}, row=talks.talk_heard_by),
    "conversation-handover": Asked(
        {
            "PUT": Answers(204, 404, 404, body=talks.consent),
            "DELETE": Answers(204, 404, 404),
        },
        row=talks.talk_of,
    ),
    "my-mail-wish": Asked(
        {"GET": Answers(200), "PUT": Answers(200, body=lambda: {"wanted": True})}
    ),
    "free-times": Asked(READ),
    "bookings": Asked(READ),
    "booking": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 201, 201, body=_booking_wish),
            "DELETE": Answers(204, 404, 404),
        },
        row=_booking,
    ),
    # Moved to where it cannot be: test_move_and_cancel.py moves to where it can.
    "booking-time": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(409, 404, 404, body=lambda: {"starts_at": timezone.now().isoformat()}),
        },
        row=_booking,
    ),
    "booking-wishes": Asked({"PUT": Answers(200, 404, 404)}, row=_booking),
    "booking-wait": Asked(
        {"PUT": Answers(200, 404, 404), "DELETE": Answers(204, 404, 404)}, row=_booking
    ),
    "booking-offer": Asked(
        {"PUT": Answers(200, 404, 404), "DELETE": Answers(204, 404, 404)}, row=_offered_booking
    ),
    "booking-calendar": Asked({"GET": Answers(200, 404, 404)}, row=_booking),
    # The secret alone opens these; test_move_by_link.py has one.
    "appointment-looks": Asked({"POST": Answers(404, body=_nobodys_secret)}),
    "appointment-moves": Asked(
        {
            "POST": Answers(
                404, body=lambda: _nobodys_secret() | {"starts_at": timezone.now().isoformat()}
            )
        }
    ),
    "appointment-cancellations": Asked({"POST": Answers(404, body=_nobodys_secret)}),
    "appointments": Asked(READ),
    "appointment": Asked({"DELETE": Answers(204, 404, 404)}, row=_appointment, key="ref"),
    "appointment-note": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 404, 404, body=lambda: {"text": "Slept better."}),
        },
        row=_appointment,
        key="ref",
    ),
    "appointment-calendar": Asked({"GET": Answers(200, 404, 404)}, row=_appointment, key="ref"),
    "my-practice": Asked({"GET": Answers(200), "PUT": Answers(200, body=_practice)}),
    "practice-hours": Asked(
        {"PUT": Answers(200, 201, 201, body=_some_hours), "DELETE": Answers(204, 404, 404)},
        row=_hours,
    ),
    "special-day": Asked(
        {"PUT": Answers(200, 201, 201, body=_day_off), "DELETE": Answers(204, 404, 404)},
        row=_special_day,
    ),
    "my-buddy": Asked(READ | {"PUT": Answers(200), "DELETE": Answers(204)}),
    "huddles": Asked(READ),
    "my-huddle-post": Asked(
        {"PUT": Answers(200, body=lambda: {"mood": 3, "named": False}), "DELETE": Answers(204)}
    ),
    "trends": Asked(READ),
    "trend-closings": Asked(READ),
    "trend-digest": Asked(
        {"GET": Answers(200), "PUT": Answers(200, body=lambda: {"wanted": True})}
    ),
    # Nothing can be chosen or compared in a company of five people.
    "trend-strength": Asked({"PUT": Answers(409, body=lambda: {"preset": "strict"})}),
    "intervention": Asked({"PUT": Answers(422, 422, 422, body=_change)}, row=lambda p: uuid4()),
    "export-trends": Asked(READ),
    "export-ledger": Asked(READ),
    "holdings": Asked(READ),
    "views": Asked(READ),
    "export-everything": Asked(READ),
    "export-checkins": Asked(READ),
    "erasure": Asked({"PUT": Answers(200, 201, 201)}, row=_erasure),
}


# --- Routes that are not ours to answer by the table -------------------------------------------
@dataclass(frozen=True)
class Outside:
    """A route beside the table: why, and its only methods with their statuses."""

    why: str
    answers: dict[str, int]


OUTSIDE: dict[str, Outside] = {
    "app": Outside("the same page for everybody", {"GET": 200, "HEAD": 200}),
    "service-worker": Outside("the same file for everybody", {"GET": 200, "HEAD": 200}),
    "share": Outside("drops what is shared, unread, and opens the app", {"POST": 302}),
    "health": Outside("asked by load balancers; tells nothing", {"GET": 200, "HEAD": 200}),
}

# --- django-allauth answers these by itself ------------------------------------------------------
MINE, ANYBODY, CLOSED = "for somebody signed in", "also for a stranger", "not offered here"
ALLAUTH: dict[str, str] = {
    "config": ANYBODY,
    "account:current_session": MINE,
    "account:reauthenticate": MINE,
    "account:confirm_login_code": CLOSED,
    "account:request_password_reset": ANYBODY,
    "account:reset_password": ANYBODY,
    "account:login": ANYBODY,
    "account:signup": CLOSED,
    "account:verify_email": CLOSED,
    "account:resend_email_verification_code": CLOSED,
    "account:verify_phone": CLOSED,
    "account:resend_phone_verification_code": CLOSED,
    "account:change_password": MINE,
    "account:manage_email": CLOSED,
    "account:manage_phone": CLOSED,
    "socialaccount:manage_providers": MINE,
    "socialaccount:provider_signup": CLOSED,
    "socialaccount:redirect_to_provider": ANYBODY,
    "socialaccount:provider_token": CLOSED,
    "mfa:authenticate": ANYBODY,
    "mfa:reauthenticate": MINE,
    "mfa:authenticate_webauthn": ANYBODY,
    "mfa:reauthenticate_webauthn": MINE,
    "mfa:login_webauthn": ANYBODY,
    "mfa:authenticators": MINE,
    "mfa:manage_totp": MINE,
    "mfa:manage_recovery_codes": MINE,
    "mfa:manage_webauthn": MINE,
}
# What a stranger gets out of them without a password, a code or a passkey.
FOR_A_STRANGER: dict[tuple[str, str], int] = {
    ("config", "GET"): 200,
    ("config", "HEAD"): 200,
    ("mfa:login_webauthn", "GET"): 200,  # the challenge that a passkey answers
    ("mfa:login_webauthn", "HEAD"): 200,
    ("socialaccount:redirect_to_provider", "POST"): 302,  # back to our own sign-in page
}
# Where the company's own sign-in comes back to; they exist only for a configured provider.
COMPANY_SIGN_IN = {
    "saml_acs",
    "saml_finish_acs",
    "saml_sls",
    "saml_metadata",
    "saml_login",
    "openid_connect_login",
    "openid_connect_callback",
}
# Django's admin, kept by accounts/admin_site.py for administrators with a second factor.
ADMIN = "admin:"
