"""Check-ins."""

from uuid import UUID, uuid4

from django.utils import timezone

from accounts.models import User
from tests.architecture.asked import READ, Answers, Asked
from tests.checkins.words import tap
from wellbeing.checkins.services import Answer, record_checkin
from wellbeing.core.subjects import subject_of


def _checkin(person: User) -> UUID:
    now, id = timezone.now(), uuid4()
    answer = Answer(revision=1, answered_at=now, revised_at=now, mood=3)
    record_checkin(subject=subject_of(person.diary), id=id, answer=answer, skew=now - now, now=now)
    return id


ROUTES: dict[str, Asked] = {
    "checkins": Asked(READ),
    "checkin": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 201, 201, body=tap),
            "DELETE": Answers(204, 204, 204),
        },
        row=_checkin,
    ),
    "export-checkins": Asked(READ),
}
