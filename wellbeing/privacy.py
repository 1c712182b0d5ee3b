"""Everything that is stored about a person: shown, exported, forgotten."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import device_privacy as devices
from accounts import privacy as accounts
from accounts.models import User
from wellbeing.checkins import privacy as checkins
from wellbeing.core import privacy as core
from wellbeing.core.models import Erasure
from wellbeing.core.subjects import subject_of
from wellbeing.core.sweeping import past_faults
from wellbeing.incidents import count_privacy as report_counts
from wellbeing.incidents import privacy as incidents
from wellbeing.incidents.aftercare import privacy as aftercare
from wellbeing.incidents.customers import privacy as customers
from wellbeing.incidents.evidence import privacy as evidence
from wellbeing.notifications import mail_privacy as mails
from wellbeing.notifications import privacy as pushes
from wellbeing.resets import pass_privacy as break_passes
from wellbeing.resets import privacy as resets
from wellbeing.support.buddies import privacy as buddies
from wellbeing.support.counselling import privacy as appointments
from wellbeing.support.help_now import answer_privacy as help_answers
from wellbeing.support.help_now import privacy as help_calls
from wellbeing.support.huddles import privacy as huddles
from wellbeing.support.shifts import privacy as shifts
from wellbeing.support.talk_reports import privacy as talk_reports
from wellbeing.support.talks import privacy as talks
from wellbeing.support.uses import privacy as uses
from wellbeing.trends import group_privacy as groups
from wellbeing.trends import privacy as digests

_FEATURES = (
    accounts,
    devices,
    checkins,
    resets,
    break_passes,
    digests,
    pushes,
    groups,
    buddies,
    help_calls,
    help_answers,
    huddles,
    shifts,
    talks,
    talk_reports,
    aftercare,
    incidents,
    evidence,
    customers,
    report_counts,
    uses,
    appointments,
    mails,
)
# What a person may have forgotten. The roster is the employer's own list, and the log of who
# looked protects the person whom it names.
_ERASABLE = (
    # Appointments before uses: whoever books holds a diary and then notes a use. What was offered
    # after a report before the report: afterwards nothing says whose it was.
    *(checkins, resets, break_passes, digests, pushes, help_calls, shifts, talks, appointments),
    *(uses, mails, huddles, buddies, talk_reports, aftercare, evidence, customers),
    incidents,
    report_counts,
)


def holdings(person: User) -> list[dict[str, Any]]:
    return [*(feature.holdings(person) for feature in _FEATURES), core.holdings(person.pk)]


def export(person: User) -> dict[str, Iterator[dict[str, Any]]]:
    found = {feature.KIND: feature.export(person) for feature in _FEATURES}
    return found | {core.KIND: core.export(person.pk)}


@transaction.atomic
def erase(person: User, *, id: UUID, now: datetime) -> tuple[Erasure, bool]:
    """Forget once for each id; the second value says whether this was the first time.

    A repeat that waited on a phone forgets nothing that was written since.
    """
    subject = subject_of(person.diary)
    erasure, fresh = Erasure.objects.get_or_create(subject=subject, id=id, defaults={"at": now})
    if fresh:
        erasure.erased = {feature.KIND: feature.erase(person, now) for feature in _ERASABLE}
        erasure.save(update_fields=["erased"])
    return erasure, fresh


def expire(now: datetime) -> None:
    """What one of them runs into keeps none of the others from forgetting in time."""
    for feature in (*_FEATURES, core):
        with past_faults("Expiry of", feature.KIND):
            feature.expire(now)
