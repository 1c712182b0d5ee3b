"""An excluded handler, one who stood back, and one who leads whoever told it in confidence find
nothing of a case by any way that there is.
"""

import json
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.urls import reverse
from django.utils import timezone

from tests.architecture.routes import ASKED
from tests.incidents.reports import CASES, acknowledged, handles, leads, reported
from tests.notifications.phones import Phone
from wellbeing import privacy
from wellbeing.core import events
from wellbeing.core.models import OutboxEvent
from wellbeing.incident_urls import INCIDENT_PATHS
from wellbeing.incidents.models import UrgentAlert
from wellbeing.incidents.rules import ALERT_AGAIN
from wellbeing.incidents.services import alerts, handling
from wellbeing.notifications.live import group_for
from wellbeing.notifications.models import OutgoingPush

pytestmark = pytest.mark.django_db

OF_A_CASE = sorted(name for name in ASKED if name.startswith("case-") and ASKED[name].row)


@pytest.fixture
def max_(person, organisation):
    one = person("max")
    handles(one, organisation)
    return one


WAYS = ("excluded", "stood back", "leads")


@pytest.fixture(params=WAYS)
def hidden(request, asha, sam, max_):
    """One that Max holds and Sam must find nothing of."""
    case = reported(asha, urgent=True)
    keep_away(request.param, case, sam)
    acknowledged(case, max_)
    return case


def keep_away(way, case, handler) -> None:
    if way == "excluded":
        case.exclusions.create(person=handler)
    elif way == "stood back":
        handling.stand_back(handler, id=case.pk, now=timezone.now())
    else:
        leads(handler, case.unit)


def test_every_route_of_a_case_is_asked():
    of_a_case = {
        one.name for one in INCIDENT_PATHS if str(one.pattern).startswith("cases/<uuid:id>")
    }

    assert of_a_case == {"case", *OF_A_CASE}


@pytest.mark.parametrize("name", ["case", *OF_A_CASE])
def test_each_answers_as_if_there_were_none(name, hidden, sam, signed_in):
    handler, asked = signed_in(sam), ASKED[name]
    for method, answers in asked.answers.items():
        said = []
        for id in (hidden.pk, uuid4()):
            path = reverse(name, kwargs={asked.key: id, **asked.beside})
            response = handler.generic(method, path, _body(answers), "application/json")
            said.append((response.status_code, response.content))
        assert said[0] == said[1], (name, method)
        assert said[0][0] == 404, (name, method)


def _body(answers) -> str:
    return json.dumps(answers.body(), default=str)


def test_no_list_count_search_or_table_has_it(hidden, sam, signed_in):
    handler = signed_in(sam)
    for asked in (
        "", f"?id={hidden.pk}", f"?text={hidden.number}", "?text=Max", "?held=nobody",
        "?urgent=true", "?state=acknowledged", "?kind=insult", "?late=true",
    ):  # fmt: skip
        page = handler.get(f"{CASES}{asked}").json()
        assert (page["results"], page["count"], page["more"]) == ([], 0, False), asked
    table = b"".join(handler.get(f"{CASES}/export").streaming_content).decode()
    assert hidden.number not in table
    assert table.count("\r\n") == 1


def listening(person) -> str:
    """As a socket of this person would."""
    layer = get_channel_layer()
    channel: str = async_to_sync(layer.new_channel)()
    async_to_sync(layer.group_add)(group_for(str(person.pk)), channel)
    return channel


def heard(channel: str) -> int:
    found = get_channel_layer().channels.get(channel)
    return found.qsize() if found else 0


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_told_or_hinted(way, asha, sam, max_):
    Phone(sam).asks_to_be_told()
    theirs, colleagues = listening(sam), listening(max_)
    case = reported(asha, urgent=True)
    keep_away(way, case, sam)
    alerts.sweep(now=timezone.now() + 2 * ALERT_AGAIN)
    assert UrgentAlert.objects.get().told == 2
    acknowledged(case, max_)

    for event in OutboxEvent.objects.filter(done_at=None).order_by("pk"):
        events.react(event.pk, timezone.now())

    assert not OutgoingPush.objects.exists()
    assert (heard(theirs), heard(colleagues) > 0) == (0, True)


def test_no_line_of_the_log_leads_to_it(hidden, sam, signed_in):
    held = {kind: list(rows) for kind, rows in privacy.export(sam).items()}

    assert str(hidden.pk) not in str(held)
    assert str(hidden.pk) not in str(signed_in(sam).get("/api/v1/views").json())
