"""Putting a mood on the board, and taking it down."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from wellbeing.core.errors import DomainError
from wellbeing.core.marks import MARK, day_of, mark_before
from wellbeing.support.huddles.models import HuddlePost, whose
from wellbeing.support.huddles.selectors import team_of


class NoTeam(DomainError):
    code = "no_team"
    message = _("You are in no team here, so there is no board.")


def post_mood(person: User, *, mood: int, named: bool, now: datetime) -> None:
    """For today; a later one takes its place. Raises NoTeam."""
    team = team_of(person)
    if team is None:
        raise NoTeam
    post = HuddlePost(
        whose=whose(person.diary),
        unit=team,
        mood=mood,
        name=person.name if named else "",
        # Those without a name come onto the board together: nobody sees whose hand just moved.
        shown_from=mark_before(now) if named else mark_before(now) + MARK,
        gone_at=day_of(now, ZoneInfo(person.time_zone))[1],
    )
    HuddlePost.objects.bulk_create(
        [post],
        update_conflicts=True,
        unique_fields=["whose"],
        update_fields=["unit", "mood", "name", "shown_from", "gone_at"],
    )


def take_down(person: User) -> None:
    """Again changes nothing."""
    HuddlePost.objects.of(person.diary).delete()
