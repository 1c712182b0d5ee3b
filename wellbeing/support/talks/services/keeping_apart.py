"""Two people who are not to be brought together again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.core.errors import NotFound
from wellbeing.support.kept_apart.models import Exclusion
from wellbeing.support.talks.models import Offer, TalkRequest
from wellbeing.support.talks.selectors.people import local_day, peers
from wellbeing.support.talks.selectors.talks import across, seat_of
from wellbeing.support.talks.services import queue
from wellbeing.support.talks.services.closing import end_offers
from wellbeing.support.talks.services.errors import NotMet
from wellbeing.support.talks.services.talking import close


@transaction.atomic
def keep_apart(
    owner: User, *, id: UUID, colleague: UUID | None, conversation_id: UUID | None, now: datetime
) -> tuple[Exclusion, bool]:
    """Never again: a peer by name, or whoever sits across in a talk, which ends here.

    Raises NotMet and NotFound.
    """
    if known := Exclusion.objects.filter(owner=owner, id=id).first():
        return known, False
    if conversation_id:
        whom, known_as = _across(owner, conversation_id, now)
    else:
        whom, known_as = _named(owner, colleague, now)
    row, new = Exclusion.objects.get_or_create(
        owner=owner,
        id=id,
        defaults={"excluded": whom, "known_as": known_as, "made_on": local_day(owner, now)},
    )
    _ask_somebody_else(owner, whom, now)
    return row, new


def _ask_somebody_else(asker: User, whom: User, now: datetime) -> None:
    """Instead of whom the asker does not want to meet.

    Not the other way round: what ends while its holder names one colleague after the other would
    tell them who is behind an alias.
    """
    asked = Offer.objects.open().filter(to=whom, in_line=True)
    mine = TalkRequest.objects.select_for_update(of=("self",)).filter(asker=asker)
    for request in mine.filter(offers__in=asked).order_by("serial"):
        end_offers(request, "gone", Offer.objects.all())
        queue.advance(request.pk, now=now)


def _across(owner: User, conversation_id: UUID, now: datetime) -> tuple[User, str]:
    seat = seat_of(owner, conversation_id, now=now)
    # Whoever is there now, or was there last.
    other = across(seat).order_by("-joined_at").select_related("person").first()
    if other is None:
        raise NotMet
    if seat.left_at is None:
        close(seat.conversation, now=now)
    return other.person, other.shown_as


def _named(owner: User, colleague: UUID | None, now: datetime) -> tuple[User, str]:
    found = peers(owner, now=now).filter(pk=colleague).first() if colleague else None
    if found is None:
        raise NotMet
    return found, found.name


def bring_together(owner: User, *, id: UUID) -> None:
    """Take it back. Raises NotFound."""
    count, _rows = Exclusion.objects.filter(owner=owner, id=id).delete()
    if not count:
        raise NotFound
