"""People, their devices and ways in, and their own data."""

from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from accounts import sign_in_links
from accounts.models import Device, SignInLink, Unit, User
from accounts.roster import imports
from tests.architecture.asked import READ, Answers, Asked
from wellbeing import privacy


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


ROUTES: dict[str, Asked] = {
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
    "holdings": Asked(READ),
    "views": Asked(READ),
    "export-everything": Asked(READ),
    "erasure": Asked({"PUT": Answers(200, 201, 201)}, row=_erasure),
}
