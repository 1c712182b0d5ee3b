"""Two who both want it look out for each other, until one of them leaves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Unit, User
from accounts.models.people import Role
from tests.notifications.phones import Phone
from tests.times import DAY, NOON, SECOND
from wellbeing import privacy
from wellbeing.notifications.models import OutgoingPush
from wellbeing.support.buddies import privacy as buddies
from wellbeing.support.buddies import tasks
from wellbeing.support.buddies.models import Buddy, Pair, Parted
from wellbeing.support.buddies.rules import Wish, end_of_week, next_nudge, pairs
from wellbeing.support.buddies.selectors import buddy_of
from wellbeing.support.buddies.services import leave, match, nudge, want_a_buddy
from wellbeing.support.kept_apart.models import Exclusion

pytestmark = pytest.mark.django_db
MINE = "/api/v1/buddies/mine"
JANUARY = datetime(2026, 1, 1, tzinfo=UTC)


def want(*people, now=NOON):
    for person in people:
        want_a_buddy(person, now=now)


def test_the_second_who_wants_one_is_found_and_both_see_a_name(asha, ben, signed_in):
    assert signed_in(asha).put(MINE).json() == {"wanted": True, "buddy": None, "reminds": False}
    assert signed_in(ben).put(MINE).json() == {"wanted": True, "buddy": "Asha", "reminds": False}

    assert signed_in(asha).get(MINE).json() == {"wanted": True, "buddy": "Ben", "reminds": False}


def test_wanting_again_changes_nothing(asha, ben, signed_in):
    want(asha, ben)

    assert signed_in(asha).put(MINE).json() == {"wanted": True, "buddy": "Ben", "reminds": False}
    assert Pair.objects.count() == 1


def test_a_third_waits(asha, ben, pia):
    want(asha, ben, pia)

    assert [buddy_of(one) for one in (asha, ben, pia)] == [ben, asha, None]


def test_one_leaves_without_a_word_and_the_other_waits_for_somebody_else(asha, ben, pia, signed_in):
    want(asha, ben)

    for _ in range(2):
        assert signed_in(asha).delete(MINE).status_code == 204

    assert signed_in(asha).get(MINE).json() == {"wanted": False, "buddy": None, "reminds": False}
    assert signed_in(ben).get(MINE).json() == {"wanted": True, "buddy": None, "reminds": False}
    assert not Pair.objects.exists()
    want(pia)
    assert buddy_of(ben) == pia


def test_who_parted_is_not_paired_again_for_a_year(asha, ben):
    want(asha, ben)
    leave(asha, now=NOON)
    want(asha, now=NOON + DAY)
    assert buddy_of(asha) is None

    assert match(now=NOON + timedelta(weeks=52)) == 1
    assert buddy_of(asha) == ben


def test_nobody_gets_their_own_lead(asha, tara):
    want(asha, tara)

    assert buddy_of(asha) is None


@pytest.mark.parametrize("owner", ["asha", "ben"])
def test_who_does_not_want_to_meet_somebody_does_not(owner, asha, ben):
    one, other = (asha, ben) if owner == "asha" else (ben, asha)
    Exclusion.objects.create(
        owner=one, id=uuid4(), excluded=other, known_as="Somebody", made_on=NOON.date()
    )
    want(asha, ben)

    assert buddy_of(asha) is None


def test_they_share_a_site_and_a_language(asha, ben, person, organisation):
    ben.language = "ru"
    ben.save()
    elsewhere = Unit.objects.create(kind=Unit.Kind.SITE, name="Lisboa", parent=organisation)
    lia = person("lia", Role.AGENT, unit=elsewhere)
    want(asha, ben, lia)

    assert not Pair.objects.exists()


def test_who_left_the_company_is_nobodys_buddy(asha, ben):
    want(asha, ben)
    tasks.leave_with_access(str(asha.pk))  # she signed out, no more
    assert buddy_of(ben) == asha

    User.objects.filter(pk=asha.pk).update(is_active=False)
    tasks.leave_with_access(str(asha.pk))
    tasks.leave_with_access(str(asha.pk))

    assert buddy_of(ben) is None
    assert not Buddy.objects.filter(person=asha).exists()


def test_each_is_reminded_once_a_week_on_their_own_clock(asha, ben):
    for person in (asha, ben):
        phone = Phone(person)
        assert phone.asks_to_be_told().status_code == 201
    want(asha, ben, now=timezone.now())
    Buddy.objects.update(nudge_at=timezone.now() - SECOND)

    for _ in range(2):
        tasks.sweep_buddies()

    assert OutgoingPush.objects.filter(topic="buddies").count() == 2
    assert not Buddy.objects.due(timezone.now()).exists()


def test_the_reminder_stands_in_the_app_that_week_until_it_is_put_away(asha, ben, signed_in):
    want(asha, ben, now=timezone.now())
    Buddy.objects.update(nudge_at=timezone.now() - SECOND)
    tasks.sweep_buddies()
    phone, laptop = signed_in(asha), signed_in(asha)
    assert phone.get(MINE).json()["reminds"] is True

    for _ in range(2):
        assert phone.delete(f"{MINE}/reminder").status_code == 204

    assert laptop.get(MINE).json()["reminds"] is False
    assert signed_in(ben).get(MINE).json()["reminds"] is True
    Buddy.objects.filter(person=ben).update(reminds_until=timezone.now() - SECOND)
    assert signed_in(ben).get(MINE).json()["reminds"] is False


def test_it_stands_until_sunday_is_over_where_they_are():
    until = end_of_week(NOON, ZoneInfo("Asia/Manila"))

    assert until.astimezone(ZoneInfo("Asia/Manila")).strftime("%A %H:%M") == "Monday 00:00"
    assert timedelta() < until - NOON <= timedelta(weeks=1)
    assert end_of_week(until, ZoneInfo("Asia/Manila")) - until == timedelta(weeks=1)


@pytest.mark.parametrize("owner", ["asha", "ben"])
def test_who_does_not_want_to_meet_any_more_is_parted_without_a_word_of_why(
    owner, asha, ben, pia, signed_in
):
    now = timezone.now()
    want(asha, ben, now=now)
    one, other = (asha, ben) if owner == "asha" else (ben, asha)
    Exclusion.objects.create(
        owner=one, id=uuid4(), excluded=other, known_as="Somebody", made_on=now.date()
    )
    tasks.sweep_buddies()
    tasks.sweep_buddies()

    for person in (asha, ben):
        nobody = {"wanted": True, "buddy": None, "reminds": False}
        assert signed_in(person).get(MINE).json() == nobody
    assert Parted.objects.count() == 1
    assert not Pair.objects.exists()
    want(pia, now=now)
    assert Pair.objects.count() == 1


def test_an_exclusion_of_somebody_else_parts_nobody(asha, ben, pia):
    want(asha, ben, now=timezone.now())
    Exclusion.objects.create(
        owner=asha, id=uuid4(), excluded=pia, known_as="Pia", made_on=NOON.date()
    )
    tasks.sweep_buddies()

    assert buddy_of(asha) == ben


def test_who_waits_is_reminded_of_nobody(asha):
    want(asha)

    assert not nudge(asha.pk, now=NOON + timedelta(weeks=2))


@given(
    now=st.integers(0, 2 * 365 * 24 * 60).map(lambda n: JANUARY + timedelta(minutes=n)),
    zone=st.sampled_from(["Europe/Warsaw", "America/New_York", "Asia/Shanghai", "UTC"]),
)
def test_the_next_reminder_is_a_tuesday_at_ten_within_a_week(now, zone):
    nudge_at = next_nudge(now, ZoneInfo(zone))

    local = nudge_at.astimezone(ZoneInfo(zone))
    assert (local.weekday(), local.hour, local.minute) == (1, 10, 0)
    assert now < nudge_at <= now + timedelta(days=7, hours=1)  # an hour more in autumn


@given(
    st.lists(
        st.tuples(
            st.integers(1, 2), st.sampled_from(["en", "ru"]), st.sets(st.integers(0, 7), max_size=3)
        ),
        max_size=8,
    )
)
def test_nobody_is_paired_twice_or_with_whom_they_must_not_be(told):
    wishes = [
        Wish(
            person=UUID(int=n), site=site, language=language,
            barred=frozenset(UUID(int=one) for one in barred),
        )
        for n, (site, language, barred) in enumerate(told)
    ]  # fmt: skip
    by_id = {wish.person: wish for wish in wishes}

    found = list(pairs(wishes))

    seated = [one for two in found for one in two]
    assert len(seated) == len(set(seated))
    assert all(by_id[one].fits(by_id[other]) for one, other in found)
    left = [wish for wish in wishes if wish.person not in seated]
    assert not any(one.fits(other) for one in left for other in left)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_no_third_buddy(person):
    people = [person(f"agent-{n}", Role.AGENT) for n in range(8)]

    def act(one: User) -> None:
        want_a_buddy(one, now=NOON)
        match(now=NOON)
        connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(act, people))
    match(now=NOON)

    assert Pair.objects.count() == 4
    assert sorted(Pair.objects.values_list("buddies__seat", flat=True)) == [1] * 4 + [2] * 4
    assert all(buddy_of(buddy_of(one)) == one for one in people)


def test_managers_administrators_and_leads_find_nothing(asha, ben, tara, mona, ada, signed_in):
    want(asha, ben)

    for other in (tara, mona, ada):
        assert signed_in(other).get(MINE).json() == {
            "wanted": False,
            "buddy": None,
            "reminds": False,
        }


def test_it_is_shown_exported_and_forgotten(asha, ben):
    want(asha, ben)

    assert buddies.holdings(asha)["count"] == 1
    assert list(buddies.export(asha)) == [{"wanted_on": NOON.date(), "buddy": "Ben"}]
    privacy.erase(asha, id=uuid4(), now=NOON)
    assert not Buddy.objects.filter(person=asha).exists()
    assert not Parted.objects.exists()
    assert buddy_of(ben) is None
