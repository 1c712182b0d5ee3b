"""Files in the pack: nothing that a computer would run, nothing that nobody has looked through."""

import pytest

from tests.incidents.evidence.files import hand_in, noise, picture
from tests.incidents.pack.test_take_a_case_along import opened
from tests.incidents.reports import acknowledged, case_url, reported, url
from wellbeing.incidents.evidence.tasks import sweep_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(asha, sam):
    return acknowledged(reported(asha), sam)


@pytest.fixture
def files(case, asha, sam, signed_in):
    phone, desk = signed_in(asha), signed_in(sam)

    def of(who: str) -> dict[str, bytes]:
        address = url(case.uid, "/pack") if who == "reporter" else case_url(case.pk, "/pack")
        found = opened((phone if who == "reporter" else desk).get(address))
        return {name: found[name] for name in found if name.startswith("files/")}

    return phone, of


def test_the_holder_has_what_was_handed_in_and_our_copy(case, files):
    phone, of = files
    content = picture()
    hand_in(phone, case.uid, content, name="my son.png")
    sweep_files()

    assert set(of("handler")) == {"files/1-original.png", "files/1-copy.png"}
    assert of("reporter") == {"files/1-original.png": content}


@pytest.mark.parametrize("ending", ["js", "bat", "hta", "lnk", "html", "csv"])
def test_nothing_is_called_what_a_computer_would_run(ending, case, files):
    phone, of = files
    hand_in(phone, case.uid, noise(0.1), name=f"call log.{ending}")
    sweep_files()

    assert set(of("handler")) == {"files/1-original.txt", "files/1-copy.txt"}


def test_what_is_still_looked_through_goes_to_nobody_but_whoever_handed_it_in(case, files):
    phone, of = files
    content = picture()
    hand_in(phone, case.uid, content)

    assert of("handler") == {}
    assert list(of("reporter").values()) == [content]


def test_what_was_refused_in_doubt_stays_whoevers_handed_it_in(case, files):
    phone, of = files
    hidden = picture() + b"a second file"
    said = hand_in(phone, case.uid, hidden)
    sweep_files()

    assert list(of("reporter").values()) == [hidden]
    assert of("handler") == {}
    phone.delete(url(case.uid, f"/files/{said['id']}"))
    assert of("reporter") == {}


def test_what_is_refused_for_certain_is_not_kept(case, files):
    phone, of = files
    hand_in(phone, case.uid, picture(size=(300, 300))[:700])
    sweep_files()

    assert of("reporter") == {}
