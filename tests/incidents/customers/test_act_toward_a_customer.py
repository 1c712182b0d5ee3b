"""Something is done toward a customer: proposed, decided by another, looked at again, ended."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.at_once import at_once
from tests.incidents.customers.handlers import (
    ACTIONS,
    REASON,
    about,
    action_url,
    approved,
    held,
    in_force,
    proposal,
    proposed,
    settle,
)
from tests.incidents.reports import CASES, acknowledged, handles, reported, url
from tests.notifications.phones import Phone
from tests.times import DAY
from wellbeing.core.errors import DomainError
from wellbeing.core.models import AuditEntry, OutboxEvent
from wellbeing.incidents.customers.models import Action, ActionWord
from wellbeing.incidents.customers.rules.actions import KINDS, LONGEST, NEXT, STATES
from wellbeing.incidents.customers.services import acting, dues, ending
from wellbeing.incidents.services import handling, reporting
from wellbeing.notifications.models import OutgoingPush

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(asha, sam):
    return held(asha, sam)


def waiting(client, what):
    return [one["id"] for one in client.get(f"{ACTIONS}?waiting={what}").json()["results"]]


def published(name):
    return OutboxEvent.objects.filter(name=name).count()


def test_one_proposes_and_another_approves(case, sam, max_, signed_in):
    action = proposed(signed_in(sam), case)
    assert waiting(signed_in(sam), "approval") == []
    assert waiting(signed_in(max_), "approval") == [action]
    reasons = signed_in(max_).get(action_url(action)).json()["words"]
    assert [(one["step"], one["by"], one["text"]) for one in reasons] == [("reason", "Sam", REASON)]

    told = approved(signed_in(max_), action)

    assert (told["state"], told["decided_by"]) == ("in_force", "Max")
    assert waiting(signed_in(max_), "approval") == []
    assert published("CustomerFlagged") == 1


def test_sent_again_it_is_the_same(case, sam, signed_in):
    id, client = uuid4(), signed_in(sam)
    codes = [
        client.put(f"{CASES}/{case.pk}/actions/{id}", proposal()).status_code for _ in range(2)
    ]

    assert codes == [201, 200]
    assert Action.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "warning_letter"},
        {"reason": "Another one."},
        {"warned": False, "no_warning": "It was a threat."},
        {"ends_on": (timezone.now() + timedelta(days=99)).date().isoformat()},
    ],
    ids=lambda one: next(iter(one)),
)
def test_something_else_under_the_same_id_is_refused_and_not_dropped(other, case, sam, signed_in):
    address, client = f"{CASES}/{case.pk}/actions/{uuid4()}", signed_in(sam)
    client.put(address, proposal())

    answer = client.put(address, proposal(**other))

    assert (answer.status_code, answer.json()["code"]) == (409, "proposal_taken")
    assert client.put(address, proposal()).status_code == 200
    assert Action.objects.get().kind == "block"


def test_neither_the_proposer_nor_who_has_the_case_nor_the_reporter_decides(
    case, sam, max_, asha, organisation, signed_in
):
    handles(asha, organisation)
    action = proposed(signed_in(sam), case)
    decision = {"approve": True, "reason": "Right."}

    own = signed_in(sam).put(action_url(action, "/decision"), decision)
    assert (own.status_code, own.json()["code"]) == (403, "somebody_else_decides")
    handling.take_over(max_, id=case.pk, now=timezone.now())
    assert signed_in(max_).put(action_url(action, "/decision"), decision).status_code == 403
    assert signed_in(asha).put(action_url(action, "/decision"), decision).status_code == 404
    assert Action.objects.get().state == "proposed"


def test_whoever_is_kept_away_finds_no_action(case, sam, max_, signed_in):
    action = proposed(signed_in(sam), case)
    case.exclusions.create(person=max_)

    assert waiting(signed_in(max_), "approval") == []
    assert signed_in(max_).get(action_url(action)).status_code == 404


def test_the_database_refuses_what_the_rules_refuse(case, asha, sam, max_):
    action = in_force(case, sam, max_)
    wrong = (
        {"decided_by": sam}, {"decided_by": asha}, {"proposer": asha}, {"vulnerability": False},
        {"ends_on": action.proposed_on}, {"state": "ended"}, {"state": "proposed"},
        {"suspended": True}, {"kind": "lynch"}, {"appeal": "upheld"}, {"appeal_decided_by": max_},
    )  # fmt: skip
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Action.objects.filter(pk=action.pk).update(**change)


def test_nothing_is_proposed_without_having_been_thought_about(case, sam, signed_in):
    client, path = signed_in(sam), f"{CASES}/{case.pk}/actions/{uuid4()}"
    for lacking in ("vulnerability", "adjustments"):
        answer = client.put(path, proposal(**{lacking: False}))
        assert answer.json()["fields"].keys() == {lacking}
    bare = client.put(path, proposal(warned=False))
    assert bare.json()["fields"].keys() == {"no_warning"}

    assert client.put(path, proposal(warned=False, no_warning="A threat.")).status_code == 201
    assert client.put(
        f"{CASES}/{case.pk}/actions/{uuid4()}", proposal(kind="warning_letter", warned=False)
    ).status_code == 201  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_it_lasts_no_longer_than_its_kind_may(kind, case, sam, signed_in):
    today, client = timezone.now().date(), signed_in(sam)
    for days, code in ((LONGEST[kind].days, 201), (LONGEST[kind].days + 1, 422), (0, 422)):
        ends_on = (today + timedelta(days=days)).isoformat()
        said = proposal(kind=kind, ends_on=ends_on)
        assert client.put(f"{CASES}/{case.pk}/actions/{uuid4()}", said).status_code == code


def test_only_whoever_has_the_case_proposes(case, max_, signed_in):
    answer = signed_in(max_).put(f"{CASES}/{case.pk}/actions/{uuid4()}", proposal())

    assert answer.status_code == 409


def test_refused_it_is_over(case, sam, max_, asha, signed_in):
    action = proposed(signed_in(sam), case)
    said = {"approve": False, "reason": "Write a letter first."}

    assert signed_in(max_).put(action_url(action, "/decision"), said).json()["state"] == "refused"
    assert signed_in(max_).put(action_url(action, "/decision"), said).status_code == 200
    assert signed_in(max_).put(action_url(action, "/end"), {"reason": "x"}).status_code == 409
    assert signed_in(asha).get(url(case.uid, "/actions")).json()["results"] == []
    assert published("CustomerFlagged") == 0


def test_lifted_early_it_ends_once(case, sam, max_, signed_in):
    action = in_force(case, sam, max_)

    for client in (signed_in(max_), signed_in(max_)):
        told = client.put(action_url(action.pk, "/end"), {"reason": "He said sorry."}).json()
        assert (told["state"], told["ended_as"]) == ("ended", "lifted")
    assert published("CustomerFlagEnded") == 1


def test_a_proposal_can_be_taken_back(case, sam, signed_in):
    action = proposed(signed_in(sam), case)

    told = signed_in(sam).put(action_url(action, "/end"), {"reason": "Too soon."}).json()

    assert told["ended_as"] == "taken_back"
    assert published("CustomerFlagEnded") == 0


def test_it_ends_by_itself_once_its_last_day_is_over(case, sam, max_):
    now = timezone.now()
    action = in_force(case, sam, max_, now=now, days=30)

    ending.end_what_is_over(now=now + 30 * DAY)
    action.refresh_from_db()
    assert action.state == "in_force"
    for _ in range(2):
        ending.end_what_is_over(now=now + 31 * DAY)

    action.refresh_from_db()
    assert (action.state, action.ended_as, action.ended_by) == ("ended", "expired", None)
    assert published("CustomerFlagEnded") == 1


def test_it_is_looked_at_twice_a_year(case, sam, max_, hana, signed_in):
    now = timezone.now() - 170 * DAY
    case.received_at = now
    action = in_force(case, sam, max_, now=now, days=365)
    assert waiting(signed_in(max_), "review") == [str(action.pk)]
    assert waiting(signed_in(sam), "review") == []

    said = {"keep": True, "reason": "He called again last week."}
    assert signed_in(sam).put(action_url(action.pk, "/review"), said).status_code == 403
    signed_in(max_).put(action_url(action.pk, "/review"), said)
    assert waiting(signed_in(max_), "review") == []
    assert signed_in(hana).get(action_url(action.pk)).json()["dues"][0]["kind"] == "review"

    ended = signed_in(hana).put(action_url(action.pk, "/review"), said | {"keep": False}).json()
    assert (ended["state"], ended["ended_as"]) == ("ended", "reviewed")


def test_each_review_is_told_of_before_and_when_it_is_over_once(case, sam, max_):
    now = timezone.now()
    in_force(case, sam, max_, now=now, days=365)
    for day in range(200):
        dues.sweep(now=now + day * DAY)
        dues.sweep(now=now + day * DAY)

    keys = [row.payload["key"] for row in OutboxEvent.objects.filter(name="ActionDueNear")]
    assert [":".join(key.split(":")[:2]) for key in keys] == ["review:soon", "review:over"]


def test_what_ends_before_is_not_looked_at(case, sam, max_):
    action = in_force(case, sam, max_, days=20)

    assert not action.dues.running().exists()


def _decide(action, by, approve):
    try:
        acting.decide(by, id=action.pk, approve=approve, reason="So.", now=timezone.now())
    except DomainError as refused:
        return refused.code
    return "done"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_in_one_moment_one_does(asha, sam, max_, hana):
    case = held(asha, sam)
    for says in (True, False):
        wanted = acting.Proposal(
            kind="note", reason=REASON, ends_on=timezone.now().date() + 30 * DAY,
            vulnerability=True, adjustments=True, warned=True,
        )  # fmt: skip
        action, _new = acting.propose(
            sam, case_id=case.pk, uid=uuid4(), proposal=wanted, now=timezone.now()
        )

        done = at_once(partial(_decide, action, max_, True), partial(_decide, action, hana, says))

        assert sorted(done) == ["action_moved_on", "done"]
        assert ActionWord.objects.filter(action=action, step="decision").count() == 1


def test_the_reporter_reads_what_was_decided_and_no_reasons(case, asha, ben, sam, max_, signed_in):
    in_force(case, sam, max_, days=100)

    answer = signed_in(asha).get(url(case.uid, "/actions"))

    [told] = answer.json()["results"]
    assert set(told) == {"kind", "decided_at", "ends_on", "over"}
    assert told["ends_on"] == (timezone.now().date() + 100 * DAY).isoformat()
    assert signed_in(ben).get(url(case.uid, "/actions")).status_code == 404


def test_whoever_comes_next_hears_of_it(case, asha, sam, max_, hana):
    for each in (asha, sam, max_, hana):
        assert Phone(each).asks_to_be_told().status_code == 201
    settle()
    OutgoingPush.objects.all().delete()

    def told():
        settle()
        rows = OutgoingPush.objects.filter(key__startswith="action:")
        found = {(row.subscription.person.name, row.topic) for row in rows}
        OutgoingPush.objects.all().delete()
        return found

    wanted = acting.Proposal(
        kind="note", reason=REASON, ends_on=timezone.now().date() + 30 * DAY,
        vulnerability=True, adjustments=True, warned=True,
    )  # fmt: skip
    action, _ = acting.propose(
        sam, case_id=case.pk, uid=uuid4(), proposal=wanted, now=timezone.now()
    )
    assert told() == {("Max", "cases"), ("Hana", "cases")}
    acting.decide(max_, id=action.pk, approve=True, reason="Right.", now=timezone.now())
    assert told() == {("Sam", "cases"), ("Asha", "reports")}


def test_a_proposer_who_stood_back_hears_no_more_and_somebody_else_does(case, sam, max_, hana):
    for each in (sam, max_, hana):
        assert Phone(each).asks_to_be_told().status_code == 201
    action = in_force(case, sam, max_, days=100)
    handling.stand_back(sam, id=case.pk, now=timezone.now())
    settle()
    OutgoingPush.objects.all().delete()

    acting.end(hana, id=action.pk, reason="He said sorry.", now=timezone.now())
    settle()

    told = OutgoingPush.objects.filter(key__startswith="action:")
    assert {row.subscription.person.name for row in told} == {"Max", "Hana"}


def test_each_step_and_each_look_at_the_reasons_leaves_a_line(case, sam, max_, signed_in):
    action = proposed(signed_in(sam), case)
    signed_in(max_).get(action_url(action))
    approved(signed_in(max_), action)
    signed_in(max_).put(action_url(action, "/end"), {"reason": "Enough."})

    acts = AuditEntry.objects.filter(detail__action=action).order_by("pk")
    assert [row.act for row in acts] == [
        "action_proposed", "action_opened", "action_approved", "action_ended",
    ]  # fmt: skip
    assert REASON not in str([row.detail for row in acts])


def looks(handler):
    return AuditEntry.objects.filter(act="action_opened", actor=handler).count()


def test_what_is_sent_again_shows_the_reasons_again_and_leaves_a_line(case, sam, max_, signed_in):
    id, proposes, decides = uuid4(), signed_in(sam), signed_in(max_)

    def proposes_it():
        return proposes.put(f"{CASES}/{case.pk}/actions/{id}", proposal()).json()

    action = proposes_it()["id"]
    assert looks(sam) == 0
    right, enough = {"approve": True, "reason": "Right."}, {"reason": "Enough."}
    steps = [
        (proposes_it, sam),
        (lambda: decides.put(action_url(action, "/decision"), right).json(), max_),
        (lambda: decides.put(action_url(action, "/end"), enough).json(), max_),
    ]

    for step, who in steps:
        step()
        before = looks(who)
        assert REASON in str(step()["words"])
        assert looks(who) == before + 1


def test_taken_back_the_report_takes_what_waits_along(asha, sam, max_, signed_in):
    case = held(asha, sam)
    standing = in_force(case, sam, max_)
    waits = proposed(signed_in(sam), case)

    case.refresh_from_db()
    reporting.withdraw(case, now=timezone.now())
    settle()

    assert not ActionWord.objects.filter(action=waits).exists()
    assert Action.objects.get(pk=waits).ended_as == "taken_back"
    standing.refresh_from_db()
    assert standing.state == "in_force"  # what the customer did was not undone
    said = {"keep": True, "reason": "x"}
    kept = signed_in(max_).put(action_url(standing.pk, "/review"), said)
    assert {one["step"] for one in kept.json()["words"]} == {"reason", "decision", "review"}
    assert signed_in(max_).put(action_url(standing.pk, "/end"), {"reason": "x"}).status_code == 200


def test_only_what_may_follow_follows():
    assert set(NEXT) == set(STATES)
    assert NEXT["refused"] == NEXT["ended"] == frozenset()


def test_of_another_house_there_is_nothing(case, sam, person, site, signed_in):
    far = type(site).objects.create(kind="site", name="Riga", parent=site.parent)
    local = person("local")
    handles(local, far)
    action = proposed(signed_in(sam), case)

    assert signed_in(local).get(action_url(action)).status_code == 404
    assert waiting(signed_in(local), "approval") == []
    assert acknowledged(reported(local), sam).pk
    assert about(local).pk
