"""Which calls for help exist for whom."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from wellbeing.support.help_now.models import HelpCall, HelpCallReached
from wellbeing.support.help_now.models.calls import HelpCallQuerySet


def calls_by(caller: User) -> HelpCallQuerySet:
    """One's own presses and drills."""
    return HelpCall.objects.filter(caller=caller).select_related("seen_by", "coming_by")


def heard_by(person: User) -> QuerySet[HelpCallReached]:
    """The calls of which this person was told, as long as they are open."""
    rows = HelpCallReached.objects.filter(person=person, call__ended_at=None)
    return rows.select_related("call__caller", "call__seen_by", "call__coming_by").order_by(
        "call__pressed_at", "id"
    )


def told_of(call_id: UUID) -> QuerySet[HelpCallReached]:
    return (
        HelpCallReached.objects.filter(call=call_id)
        .select_related("person")
        .order_by("rung", "told_at", "person__name", "id")
    )
