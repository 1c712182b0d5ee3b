"""A mood for the team and its lead, for today, by choice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Unit
from accounts.models.people import Role
from tests.times import DAY, HOUR, LONG_AGO, MINUTE, NOON, SECOND
from wellbeing import privacy
from wellbeing.core.marks import MARK
from wellbeing.core.subjects import subject_of
from wellbeing.support.huddles import privacy as huddles
from wellbeing.support.huddles.models import HuddlePost
from wellbeing.support.huddles.selectors import boards_of, own_post
from wellbeing.support.huddles.services import NoTeam, post_mood, take_down

pytestmark = pytest.mark.django_db
URL, MINE = "/api/v1/huddles", "/api/v1/huddles/mine"


@pytest.fixture
def other_team(department) -> Unit:
    return Unit.objects.create(kind=Unit.Kind.TEAM, name="Billing 2", parent=department)


def seen_by(person, now=NOON):
    return [
        [(post.mood, post.name) for post in board.posts] for board in boards_of(person, now=now)
    ]


def test_a_name_stands_there_at_once_for_the_team_and_its_lead(asha, ben, tara, signed_in):
    said = signed_in(asha).put(MINE, {"mood": 4, "named": True}).json()

    board = [{"team": "Billing 1", "posts": [{"mood": 4, "name": "Asha"}]}]
    assert said["boards"] == board
    assert said["mine"]["named"] is True
    for other in (ben, tara):
        assert signed_in(other).get(URL).json() == {
            "team": "Billing 1", "mine": None, "boards": board,
        }  # fmt: skip


def test_without_a_name_it_comes_with_the_next_mark(asha, ben):
    post_mood(asha, mood=2, named=False, now=NOON + 10 * SECOND)

    assert seen_by(ben, NOON + MARK - SECOND) == []
    assert seen_by(ben, NOON + MARK) == [[(2, "")]]
    assert own_post(asha, now=NOON + MINUTE).shown_from == NOON + MARK


def test_the_order_says_nothing_of_when(asha, ben, pia):
    for person, mood, named in ((pia, 5, True), (ben, 1, False), (asha, 3, True)):
        post_mood(person, mood=mood, named=named, now=NOON)

    assert seen_by(asha, NOON + MARK) == [[(1, ""), (3, "Asha"), (5, "Pia")]]


def test_a_later_one_takes_its_place_and_one_can_take_it_down(asha, ben, signed_in):
    post_mood(asha, mood=2, named=True, now=NOON)
    post_mood(asha, mood=4, named=True, now=NOON + HOUR)
    assert seen_by(ben, NOON + HOUR) == [[(4, "Asha")]]

    for _ in range(2):
        assert signed_in(asha).delete(MINE).status_code == 204
    assert seen_by(ben, NOON + HOUR) == []


def test_it_is_gone_at_the_end_of_the_posters_day(asha, ben):
    asha.time_zone = "Asia/Tokyo"  # where it is eight in the evening
    post_mood(asha, mood=2, named=True, now=NOON)

    assert seen_by(ben, NOON + 4 * HOUR - SECOND)
    assert not seen_by(ben, NOON + 4 * HOUR)
    privacy.expire(NOON + 4 * HOUR)
    assert not HuddlePost.objects.exists()


def test_a_lead_sees_the_boards_with_something_on_them_the_own_one_first(
    tara, asha, person, other_team, department
):
    tara.role_grants.create(role=Role.SUPERVISOR, unit=other_team, starts_at=LONG_AGO)
    zoe = person("zoe", Role.AGENT, unit=other_team)
    third = Unit.objects.create(kind=Unit.Kind.TEAM, name="A quiet one", parent=department)
    post_mood(asha, mood=3, named=True, now=NOON)
    post_mood(zoe, mood=5, named=True, now=NOON)

    tara.role_grants.create(role=Role.SUPERVISOR, unit=third, starts_at=LONG_AGO)
    boards = boards_of(tara, now=NOON)
    assert [board.unit.name for board in boards] == ["Billing 1", "Billing 2"]
    assert third not in [board.unit for board in boards]


def test_other_teams_managers_and_administrators_find_nothing(
    asha, mona, ada, sam, cole, person, other_team, organisation, signed_in
):
    post_mood(asha, mood=1, named=True, now=timezone.now())
    for one in (mona, ada, sam, cole):
        one.unit = organisation
        one.save()
    zoe = person("zoe", Role.AGENT, unit=other_team)
    lead = person("lena", unit=organisation)
    lead.role_grants.create(role=Role.SUPERVISOR, unit=other_team, starts_at=LONG_AGO)

    for one in (mona, ada, sam, cole, zoe, lead):
        assert signed_in(one).get(URL).json()["boards"] == []


def test_whoever_leads_a_whole_department_or_site_is_not_the_lead_of_a_team(
    asha, person, department, organisation
):
    post_mood(asha, mood=1, named=True, now=NOON)
    above = person("lena", unit=organisation)
    for unit in (department, organisation):
        above.role_grants.create(role=Role.SUPERVISOR, unit=unit, starts_at=LONG_AGO)

    assert seen_by(above) == []


def test_a_role_that_ended_sees_nothing(asha, tara, organisation):
    tara.unit = organisation
    tara.save()
    post_mood(asha, mood=3, named=True, now=NOON)
    assert seen_by(tara)
    tara.role_grants.update(until=NOON)

    assert seen_by(tara) == []


def test_there_is_no_board_beyond_a_team(asha, department, signed_in):
    asha.unit = department
    asha.save()

    with pytest.raises(NoTeam):
        post_mood(asha, mood=3, named=False, now=NOON)
    response = signed_in(asha).put(MINE, {"mood": 3, "named": False})
    assert (response.status_code, response.json()["code"]) == (409, "no_team")
    assert signed_in(asha).get(URL).json() == {"team": None, "mine": None, "boards": []}


@pytest.mark.parametrize(
    "odd", [{"mood": 0, "named": True}, {"mood": 6, "named": True}, {"mood": 3}, {"named": True}]
)
def test_what_is_no_mood_is_refused(asha, signed_in, odd):
    assert signed_in(asha).put(MINE, odd).status_code == 400
    assert not HuddlePost.objects.exists()


def test_the_row_names_nobody_who_did_not_want_it_and_no_check_in(asha):
    post_mood(asha, mood=3, named=False, now=NOON + 17 * SECOND)

    (row,) = HuddlePost.objects.values()
    assert row["name"] == ""
    assert row["whose"] not in {asha.pk, asha.diary, subject_of(asha.diary)}
    assert row["shown_from"] == NOON + MARK
    assert not [f for f in HuddlePost._meta.get_fields() if "person" in f.name or f.name == "at"]


def test_it_is_shown_exported_and_forgotten_for_its_poster_alone(asha, ben):
    for person in (asha, ben):
        post_mood(person, mood=3, named=True, now=NOON)

    assert huddles.holdings(asha)["count"] == 1
    assert [row["mood"] for row in huddles.export(asha)] == [3]
    assert huddles.erase(asha, NOON) == 1
    assert seen_by(ben) == [[(3, "Ben")]]
    take_down(asha)  # nothing is left to take down
    assert HuddlePost.objects.get().gone_at <= NOON + DAY + timedelta(hours=1)
