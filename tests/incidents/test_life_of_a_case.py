"""Whatever is done with a case in whatever order, it goes only the ways that there are."""

from collections import Counter

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.incidents.life import BEGIN, Life
from tests.incidents.reports import handles, reported
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import CLOSED, NEXT, RECEIVED, STATES, WITHDRAWN
from wellbeing.incidents.services import handling, reporting

pytestmark = pytest.mark.django_db

EVERYTHING = (
    "case_opened", "case_acknowledged", "case_taken_over", "case_given", "case_left",
    "case_paused", "case_resumed", "case_pause_ran_out", "case_message", "message_again",
    "report_again", "case_held", "case_let_go", "hold_reviewed", "case_step_settled",
    "case_closed", "case_reopened", "case_outcome_read", "case_withdrawn", "case_erased",
    "forgotten_after_a_hold", "case_deadline_missed", "case_expired",
)  # fmt: skip


def test_a_case_goes_only_the_ways_that_there_are(asha, sam, person, organisation):
    max_ = person("max")
    handles(max_, organisation)
    asha.country = "KR"
    asha.save(update_fields=["country"])
    Life.people, Life.played = {"asha": asha, "sam": sam, "max": max_}, Counter()

    run_state_machine_as_test(
        Life,
        # What fails is shown as it was played: to make it shorter takes minutes in a database.
        settings=settings(
            phases=[Phase.generate], max_examples=80, stateful_step_count=12, deadline=None,
            suppress_health_check=list(HealthCheck), derandomize=True,
        ),
    )  # fmt: skip
    assert not {act for act in EVERYTHING if not Life.played[act]}, "never played"


ILLEGAL = [(one, other) for one in STATES for other in STATES if one != other]


@pytest.mark.parametrize(
    ("one", "other"), [pair for pair in ILLEGAL if pair[1] not in NEXT[pair[0]]]
)
def test_the_database_refuses_what_no_service_does(one, other, asha, sam):
    """With everything else as it would have to be, so that the way alone is what is refused."""
    case = reported(asha, now=BEGIN)
    if one != RECEIVED:
        handling.acknowledge(sam, id=case.pk, now=BEGIN)
    if one == CLOSED:
        handling.close(sam, id=case.pk, outcome="Done.", now=BEGIN)
    if one == WITHDRAWN:
        reporting.withdraw(case, now=BEGIN)
    fields = {
        RECEIVED: {"acknowledged_at": None, "outcome": None, "ended_at": None},
        "acknowledged": {"acknowledged_at": BEGIN, "ended_at": None},
        CLOSED: {"acknowledged_at": BEGIN, "ended_at": BEGIN, "outcome": b"x", "closed_by": sam},
        WITHDRAWN: {
            "key": None,
            "story": None,
            "reference": None,
            "outcome": None,
            "ended_at": BEGIN,
        },
    }[other]
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state=other, **fields)
