"""A device asks for what changed since its cursor and ends with everything."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from tests.checkins.words import tap, url
from tests.times import MINUTE, SECOND
from wellbeing.checkins import selectors
from wellbeing.checkins.models import CheckIn
from wellbeing.checkins.selectors import OVERLAP, changes_since
from wellbeing.core.api import CursorField
from wellbeing.core.subjects import subject_of

pytestmark = pytest.mark.django_db

LIST = "/api/v1/checkins"


def stored(person, changed_at, *, id: UUID | None = None) -> CheckIn:
    return CheckIn.objects.create(
        subject=subject_of(person.diary), id=id or uuid4(), revision=1, mood=3, utc_offset=0,
        answered_at=changed_at, received_at=changed_at, changed_at=changed_at,
    )  # fmt: skip


def read_all(phone, since: str | None = None) -> tuple[list[dict], str, int]:
    rows, pages, more = [], 0, True
    while more:
        page = phone.get(LIST, {"since": since} if since else {}).json()
        rows, since, more, pages = rows + page["results"], page["cursor"], page["more"], pages + 1
    return rows, since, pages


def test_a_new_phone_gets_everything_oldest_change_first(asha, signed_in):
    phone, ids = signed_in(asha), [str(uuid4()) for _ in range(3)]
    for id in ids:
        phone.put(url(id), tap())

    rows, cursor, _ = read_all(phone)

    assert [row["id"] for row in rows] == ids
    assert cursor


def test_somebody_without_check_ins_gets_an_empty_page(asha, signed_in):
    assert signed_in(asha).get(LIST).json() == {"results": [], "cursor": None, "more": False}


def test_many_rows_come_in_pages_each_once(asha, signed_in, monkeypatch):
    monkeypatch.setattr(selectors, "PAGE", 7)
    start = timezone.now() - 60 * MINUTE
    made = [stored(asha, start + (n // 3) * SECOND).id for n in range(30)]  # three at each moment

    rows, _, pages = read_all(signed_in(asha))

    assert pages == 5
    assert sorted(row["id"] for row in rows) == sorted(str(id) for id in made)
    assert len({row["id"] for row in rows}) == 30


def test_only_what_changed_since_comes_again(asha, signed_in):
    phone = signed_in(asha)
    long_ago = timezone.now() - 10 * MINUTE
    old = [stored(asha, long_ago + n * SECOND) for n in range(3)]
    _, cursor, _ = read_all(phone)
    fresh = uuid4()
    phone.put(url(fresh), tap())

    rows, _, _ = read_all(phone, cursor)

    # Rows of the very moment of the cursor are read again; a device that has them changes nothing.
    assert [row["id"] for row in rows] == [str(old[-1].id), str(fresh)]


def test_a_forgotten_row_is_told_as_an_id_alone(asha, signed_in):
    phone, id = signed_in(asha), uuid4()
    phone.put(url(id), tap())
    _, cursor, _ = read_all(phone)
    phone.delete(url(id))

    rows, _, _ = read_all(phone, cursor)

    assert rows == [{"id": str(id), "forgotten": True}]


def test_a_slow_write_that_began_before_the_cursor_is_still_found(asha):
    """Its changed_at is older than what the device saw; the last half minute is read again."""
    now, subject = timezone.now(), subject_of(asha.diary)
    stored(asha, now)
    _, cursor, _ = changes_since(subject, None, now=now)
    late = stored(asha, now - OVERLAP + SECOND)

    rows, _, _ = changes_since(subject, cursor, now=now + SECOND)

    assert late.id in {row.id for row in rows}


def test_a_cursor_never_runs_ahead_of_the_overlap(asha):
    now = timezone.now()
    stored(asha, now)

    _, cursor, _ = changes_since(subject_of(asha.diary), None, now=now)

    assert cursor[0] <= now - OVERLAP


def test_the_cursor_of_one_person_shows_another_only_their_own(asha, ben, signed_in):
    signed_in(asha).put(url(uuid4()), tap())
    _, cursor, _ = read_all(signed_in(asha))

    assert signed_in(ben).get(LIST, {"since": cursor}).json()["results"] == []


@pytest.mark.parametrize(
    "since",
    ["x", "1", "-", "1-", "1-x", "-1-" + "0" * 32, "9" * 40 + "-" + "0" * 32, "١-" + "0" * 32]
    + ["1-" + "0" * 31, "1e3-" + "0" * 32, "\x00", "1-{" + "0" * 32 + "}", "0_1-" + "0" * 32],
)
def test_a_cursor_that_is_not_ours_is_refused(asha, signed_in, since):
    response = signed_in(asha).get(LIST, {"since": since})

    assert response.status_code == 400
    assert response.json()["code"] == "invalid"


def test_a_cursor_survives_its_own_form():
    field = CursorField()
    moment, id = timezone.now(), uuid4()

    assert field.to_internal_value(field.to_representation((moment, id))) == (moment, id)
    assert timedelta(microseconds=1) > timedelta()
