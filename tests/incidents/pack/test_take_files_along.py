"""Files in the pack: nothing that a computer would run, nothing that nobody has looked through."""

from uuid import uuid4

import pytest

from tests.incidents.evidence.files import hand_in, noise, picture
from tests.incidents.evidence.test_hand_in_without_a_name import announce, send
from tests.incidents.pack.test_take_a_case_along import opened
from tests.incidents.reports import (
    ANONYMOUS,
    acknowledged,
    case_url,
    receipt,
    reported,
    said,
    url,
)
from wellbeing.incidents.evidence.tasks import sweep_files
from wellbeing.incidents.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(asha, sam):
    found = reported(asha)
    Case.objects.filter(pk=found.pk).update(identity="named")
    return acknowledged(found, sam)


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


def test_where_nobody_signed_what_a_phone_wrote_into_its_files_stays_sealed(
    sam, stranger, signed_in
):
    stranger.post(ANONYMOUS, said(receipt=receipt()))
    content, file = picture(), uuid4()
    announce(stranger, content, file), send(stranger, content, file, 0)
    sweep_files()
    case = acknowledged(Case.objects.get(), sam)

    theirs = opened(signed_in(sam).get(case_url(case.pk, "/pack")))
    own = opened(stranger.post("/api/v1/receipt-packs", {"receipt": receipt()}))

    assert [name for name in theirs if name.startswith("files/")] == ["files/1-copy.png"]
    assert "stays sealed" in theirs["case.txt"].decode()
    assert own["files/1-original.png"] == content
    assert "stays sealed" not in own["case.txt"].decode()


def test_in_confidence_the_name_stays_with_those_who_handle_it(asha, sam, case, files, signed_in):
    phone, of = files
    Case.objects.filter(pk=case.pk).update(identity="confidential")
    hand_in(phone, case.uid, picture())
    sweep_files()
    theirs = opened(signed_in(sam).get(case_url(case.pk, "/pack")))
    own = opened(signed_in(asha).get(url(case.uid, "/pack")))

    assert set(of("handler")) == {"files/1-copy.png"}, "the original says whose phone it was"
    assert set(of("reporter")) == {"files/1-original.png"}
    assert "stays sealed" in theirs["case.txt"].decode()
    assert asha.name not in theirs["case.txt"].decode()
    assert "In confidence" in theirs["case.txt"].decode()
    assert asha.name in own["case.txt"].decode()
