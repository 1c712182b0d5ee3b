"""What people write about abuse stands sealed in the database, and nowhere else at all."""

import io
import logging
import pickle
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings as installed
from django.core import mail
from django.core.cache import cache, caches
from django.core.cache.backends.locmem import LocMemCache
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.rights import RIGHTS
from tests.architecture.routes import ASKED
from tests.incidents import planting
from tests.incidents.canaries import (
    Canaries,
    blobs,
    data_keys,
    dump,
    forms_of,
    opened,
)
from tests.incidents.planting import follow, sent
from tests.incidents.reports import ANONYMOUS, LOOKS, case_url, handles, receipt, said, url
from tests.notifications.phones import Phone, PushService, push_service
from tests.people import ApiClient
from wellbeing import privacy
from wellbeing.core.logs import PlacesOnly
from wellbeing.core.models import DataKey
from wellbeing.core.subjects import apart, subject_of
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import PURPOSE as COUNTED
from wellbeing.notifications.live import group_for
from wellbeing.notifications.mail import tell_by_mail, wish
from wellbeing.notifications.models import OutgoingMail
from wellbeing.support.uses.models import PURPOSE as ASKED_FOR

pytestmark = pytest.mark.django_db(transaction=True)

# Columns of bytes that hold no words but a hash, of a name under a key or of what is sealed.
HASHES = {"Case.receipt_hash", "EvidenceFile.sha256", "Customer.hash", "Sighting.hash"}
WRONG = ("ben", "tara", "mona", "ada", "cole", "far", "eva")
OF_THE_DECISION = {"reason", "no warning", "end", "decision", "appeal", "appeal decision"}
OVER = timedelta(days=400)
ADDRESS = "203.0.113.77"


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    """The limits of other tests are not ours."""
    cache.clear()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The configured handler with everything that it is given, the worker's part as well."""
    (handler,) = (h for h in logging.root.handlers if isinstance(h.formatter, PlacesOnly))
    written = io.StringIO()
    before, level = handler.setStream(written), logging.root.level
    logging.root.setLevel(logging.DEBUG)
    yield written
    handler.setStream(before)
    logging.root.setLevel(level)


@pytest.fixture
def people(person, organisation, site, asha, ben, tara, mona, ada, cole, sam) -> dict[str, User]:
    """Hana and Max handle cases too; Eva may not see this one, and Otto's house is elsewhere."""
    asha.country = "KR"  # whose law asks for steps, which may be set aside in words
    asha.save()
    handlers = {name: person(name) for name in ("hana", "max", "eva")}
    for one in handlers.values():
        handles(one, organisation)
    far = person("far")
    handles(far, type(site).objects.create(kind="site", name="Riga", parent=organisation))
    known = {"asha": asha, "ben": ben, "tara": tara, "mona": mona, "ada": ada, "cole": cole}
    known |= {"sam": sam, "far": far} | handlers
    for name, one in known.items():  # who could be written to, and asked for it
        User.objects.filter(pk=one.pk).update(email=f"{name}@northwind.example")
        wish(one, wanted=True, now=timezone.now())
    return known


@pytest.fixture
def pushes(settings) -> Iterator[PushService]:
    settings.PUSH_INSIDE, settings.PUSH_HOSTS = True, ["*"]
    with push_service() as service:
        yield service


@pytest.fixture
def phones(people, pushes) -> dict[str, Phone]:
    """Everybody's own, which asked to be told."""
    found = {name: Phone(one, origin=pushes.origin) for name, one in people.items()}
    for phone in found.values():
        assert phone.asks_to_be_told().status_code == 201
    return found


class Planted:
    """One signed case and one that nobody signed, with everything in them."""

    def __init__(self, phones: dict[str, Phone], people: dict[str, User]) -> None:
        self.signed, self.unsigned = Canaries(), Canaries()
        self.receipt = forms_of(receipt())
        self.id = planting.report(phones["asha"], self.signed, not_to=people["eva"])
        self.case = planting.handle(phones["sam"], phones["asha"], self.signed, self.id)
        self.action = planting.act(phones, self.signed, self.case)
        self.nobodys = planting.report_without_a_name(ApiClient(), self.unsigned, receipt())

    def found_in(self, *heaps: bytes | str) -> set[str]:
        return self.signed.found_in(*heaps) | self.unsigned.found_in(*heaps)

    @property
    def kept_unsigned(self) -> set[str]:
        """Where nobody signed, what a phone called its file is not kept at all."""
        return set(self.unsigned.fields) - {"file name"}


@pytest.fixture
def hints(people) -> Iterator[list[dict[str, Any]]]:
    """All that the open pages of everybody were sent."""
    layer, found = get_channel_layer(), list[dict[str, Any]]()
    channels = []
    for one in people.values():
        channel = async_to_sync(layer.new_channel)()
        async_to_sync(layer.group_add)(group_for(str(one.pk)), channel)
        channels.append(channel)
    layer.loop = None  # nobody's loop runs on
    yield found
    layer.channels.clear()
    layer.groups.clear()


@pytest.fixture
def world(phones, people, log, hints) -> Planted:
    return Planted(phones, people)


def test_the_search_finds_what_is_there(world, log, people):
    """It has to be able to fail: planted in the open, each form of it is found."""
    word = world.signed("story")
    assert world.found_in(dump()) == set()
    for form in (word.encode(), word.encode("utf-16-le"), word.encode().hex().encode()):
        assert world.signed.found_in(b"x" + form + b"y") == {"story"}
    logging.getLogger("aftercall.test").warning("A report: %s", word)
    assert world.found_in(log.getvalue()) == {"story"}

    receipt_seen = world.receipt("receipt")
    logging.getLogger("aftercall.test").warning("A receipt: %s", receipt_seen)
    assert world.receipt.found_in(log.getvalue()) == {"receipt"}
    person, told = people["asha"], {"words": "appointment", "key": "x", "now": timezone.now()}
    tell_by_mail(person_id=person.pk, until=timezone.now() + OVER, **told)
    with pytest.raises(AssertionError):
        _nothing_was_written()

    User.objects.filter(pk=people["ben"].pk).update(name=word)
    Case.objects.filter(pk=world.case.pk).update(outcome=word.encode())
    assert world.found_in(dump()) == {"story"}


def test_whoever_may_read_it_does(world, phones):
    planting.close(phones["sam"], world.signed, world.case)
    own = phones["asha"].get(url(world.id)).content
    files = phones["asha"].get(url(world.id, "/files")).content
    handlers = sent(phones["sam"], "get", case_url(world.case.pk)).content
    action = sent(phones["hana"], "get", f"/api/v1/actions/{world.action}").content

    assert world.signed.found_in(own, files) >= {
        "story", "reference", "question", "answer", "outcome", "file name"
    }  # fmt: skip
    assert world.signed.found_in(handlers) >= {"story", "answer", "hold", "step"}
    assert world.signed.found_in(action) >= {"reason", "no warning", "decision", "appeal", "end"}
    nobodys = ApiClient().post(LOOKS, {"receipt": receipt()}).content
    assert world.unsigned.found_in(nobodys) >= {"story", "reference", "message"}


def test_every_sealed_column_has_its_canary(world, phones):
    """A new column of bytes fails here until something is planted in it."""
    planting.close(phones["sam"], world.signed, world.case)
    keys = data_keys()
    columns = blobs()

    empty = {name for name, rows in columns.items() if not rows} - HASHES
    assert empty == set()
    unread = {name for name, rows in columns.items() if not world.found_in(opened(rows, keys))}
    assert unread == HASHES
    all_rows = [row for rows in columns.values() for row in rows]
    assert world.signed.found_in(opened(all_rows, keys)) == world.signed.fields
    assert world.unsigned.found_in(opened(all_rows, keys)) == world.kept_unsigned


def test_nothing_stands_open_anywhere(world, phones, pushes, log, hints):
    planting.close(phones["sam"], world.signed, world.case)

    outside = [*_outside(phones, pushes, log), *_hinted()]
    assert world.found_in(dump(), *outside) == set()
    assert world.receipt.found_in(dump(), *outside) == set()
    assert world.receipt.found_in(opened(_all_blobs(), data_keys())) == set()
    sizes = {len(push.body) for push in pushes.received}
    assert len(sizes) == 1, "a push says by its length what it is about"


def _outside(phones: dict[str, Phone], pushes: PushService, log: io.StringIO) -> list[bytes | str]:
    """All that leaves the database: logs, tasks, what is cached, pushes closed and open."""
    by_path = {phone.endpoint.removeprefix(pushes.origin): phone for phone in phones.values()}
    told = [str(by_path[push.path].opens(push)) for push in pushes.received]
    tasks = _tasks()
    assert told
    assert tasks
    _nothing_was_written()
    return [log.getvalue(), *told, *tasks, *_cached(), *(push.body for push in pushes.received)]


def _nothing_was_written() -> None:
    """A case never leads to a mail, and so there is none to look into."""
    assert not OutgoingMail.objects.exists()
    assert mail.outbox == []


def _tasks() -> list[bytes]:
    return [one.read_bytes() for one in Path(installed.CELERY_BROKER_DIR).rglob("*.msg")]


def _cached() -> list[str]:
    """Names and values, as they lie there."""
    kept = cast("LocMemCache", caches["default"])._cache
    return [f"{key} {pickle.loads(value)!r}" for key, value in kept.items()]  # noqa: S301  our own


def _all_blobs() -> list[bytes]:
    return [row for rows in blobs().values() for row in rows]


def _hinted() -> list[str]:
    queues = get_channel_layer().channels.values()
    found = [str(queue.get_nowait()) for queue in queues for _ in range(queue.qsize())]
    assert found
    return found


@pytest.mark.either_database
@pytest.mark.parametrize("name", WRONG)
def test_no_other_role_is_shown_any_of_it(name, world, phones, log):
    planting.close(phones["sam"], world.signed, world.case)
    for address, heaps in _read_by(phones[name], _ids(world, phones)):
        # What nobody signed is for handlers of the whole house, of whom Eva is one.
        found = world.signed.found_in(*heaps)
        if name != "eva":
            found |= world.unsigned.found_in(*heaps)
        assert found == set(), address
    assert world.found_in(log.getvalue()) == set()


def _ids(world: Planted, phones: dict[str, Phone]) -> list[Any]:
    files = phones["asha"].get(url(world.id, "/files")).json()["results"]
    own = [world.id, world.case.pk, world.action, world.nobodys.pk]
    return own + [one["id"] for one in files]


def _read_by(client: ApiClient, ids: list[Any]) -> Iterator[tuple[str, list[bytes]]]:
    """All that they are answered, wherever they ask."""
    for address in _addresses(ids):
        answer = client.get(address)
        content = answer.getvalue() if answer.streaming else answer.content
        yield f"{address} {answer.status_code}", [content, *_inside(content)]


def _addresses(ids: list[Any]) -> Iterator[str]:
    """Every route that is read, with everything that it could be asked for."""
    for name, asked in ASKED.items():
        if "GET" not in RIGHTS[name]:
            continue
        if asked.row is None:
            yield reverse(name, query=asked.query)
            continue
        for id in ids:
            named = [key for key, value in asked.beside.items() if isinstance(value, UUID)]
            beside = [asked.beside | dict.fromkeys(named, other) for other in ids if named]
            for more in [asked.beside, *beside]:
                yield reverse(name, kwargs={asked.key: id} | more)


def _inside(content: bytes) -> list[bytes]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        return [pack.read(one) for one in pack.namelist()]


def test_a_copy_that_is_looked_at_has_nothing_of_where_it_was_made(world, phones):
    files = phones["asha"].get(url(world.id, "/files")).json()["results"]
    assert {one["state"] for one in files} == {"viewable"}

    for one in files:
        seen = phones["sam"].get(case_url(world.case.pk, f"/files/{one['id']}"))
        assert seen.status_code == 200
        content = seen.getvalue() if seen.streaming else seen.content
        assert world.signed.found_in(content) <= {"content"}


def test_what_is_refused_is_not_repeated(phones, log):
    """A refusal says which field, and nothing of what stood in it."""
    canary = Canaries()
    bad = {"story": canary("story") * 900, "reference": canary("reference") * 90}
    answers = [
        phones["asha"].put(url(uuid4()), said(severity=9, **bad) | {"identity": "named"}),
        phones["asha"].put(url(uuid4()), said(kinds=[canary("kind")]) | {"identity": "named"}),
        phones["asha"].generic(
            "PUT", url(uuid4()), f'{{"story": "{canary("cut")}', "application/json"
        ),
        ApiClient().post(ANONYMOUS, said(receipt=canary("receipt"), story=canary("second"))),
        ApiClient().get(f"/api/v1/{canary('path')}"),
    ]

    assert {one.status_code for one in answers} <= {400, 404}
    assert canary.found_in(*(one.content for one in answers)) == set()
    assert canary.found_in(log.getvalue()) == set()


@pytest.mark.parametrize("end", ["taken back", "forgotten", "expired"])
def test_what_is_over_is_read_by_nobody_who_has_the_key_file_and_an_old_copy(
    end, world, phones, pushes, log, hints
):
    ids = _ids(world, phones)
    sent(phones["sam"], "delete", case_url(world.case.pk, "/hold"))
    if end != "taken back":
        planting.close(phones["sam"], world.signed, world.case)
    copied = _all_blobs()
    assert world.signed.found_in(opened(copied, data_keys())) == world.signed.fields

    if end == "taken back":
        sent(phones["asha"], "delete", url(world.id))
    elif end == "forgotten":
        sent(phones["asha"], "put", f"/api/v1/erasures/{uuid4()}")
    else:
        privacy.expire(now=timezone.now() + OVER)
    follow()

    # What was decided about a customer outlives the report, under its own key: they may appeal.
    outlives = set() if end not in {"taken back", "forgotten"} else OF_THE_DECISION
    assert world.signed.found_in(opened([*copied, *_all_blobs()], data_keys())) == outlives
    assert world.found_in(dump(), *_outside(phones, pushes, log), *_hinted()) == set()
    # Nobody is shown it any more, nor who was before; handlers only what outlives it.
    for name in ("ben", "eva", "asha", "sam"):
        for address, heaps in _read_by(phones[name], ids):
            shown = outlives if name == "sam" else set()
            assert world.signed.found_in(*heaps) <= shown, (name, address)
    assert world.found_in(log.getvalue()) == set()


@pytest.mark.parametrize("end", ["closed", "untouched"])
def test_what_nobody_signed_is_gone_with_its_key(end, world, phones, pushes, log, hints):
    """A year after it was closed; until then it is there, however old it is."""
    case, key = world.nobodys, world.nobodys.key_id
    if end == "closed":
        sent(phones["sam"], "put", case_url(case.pk, "/acknowledgement"))
        planting.close(phones["sam"], world.unsigned, case)
    copied = _all_blobs()
    assert world.unsigned.found_in(opened(copied, data_keys())) == world.kept_unsigned

    privacy.expire(now=timezone.now() + OVER)
    follow()

    gone = end == "closed"
    assert Case.objects.filter(pk=case.pk).exists() is not gone
    assert DataKey.objects.filter(pk=key).exists() is not gone
    found = world.unsigned.found_in(opened([*copied, *_all_blobs()], data_keys()))
    assert found == (set() if gone else world.kept_unsigned)
    looked = ApiClient().post(LOOKS, {"receipt": receipt()})
    assert looked.status_code == (404 if gone else 200)
    assert world.found_in(dump(), *_outside(phones, pushes, log), *_hinted()) == set()


def test_nothing_says_who_sent_what_nobody_signed(phones, people, person, pushes, log, hints):
    """From a phone on which they are signed in, and which sends every cookie that it has."""
    sender = person(f"N{uuid4().hex[:12]}", name=f"Zoë {uuid4().hex}")
    phone = Phone(sender, origin=pushes.origin)
    phone.defaults["REMOTE_ADDR"] = ADDRESS
    follow()
    who = _marks_of(sender, phone)
    before, cached, written = set(dump().splitlines()), set(_cached()), len(log.getvalue())
    tasks = set(_tasks())

    planting.report_without_a_name(phone, Canaries(), receipt())
    assert phone.post(LOOKS, {"receipt": receipt()}).status_code == 200
    pack = phone.post("/api/v1/receipt-packs", {"receipt": receipt()})
    heaps = [pack.getvalue(), *_inside(pack.getvalue())]
    follow()

    def new() -> list[bytes | str]:
        rows = set(dump().splitlines()) - before
        assert rows
        return [*rows, *(set(_cached()) - cached), *(set(_tasks()) - tasks)]

    assert who.found_in(*heaps, *new(), *_hinted(), log.getvalue()[written:]) == set()

    # The search is able to find them: in the log, and in what they send under their name.
    logging.getLogger("aftercall.test").warning("%s from %s", sender.name, ADDRESS)
    assert who.found_in(log.getvalue()[written:]) == {"name", "address"}
    planting.report(phone, Canaries(), not_to=people["eva"])
    assert who.found_in(*(set(dump().splitlines()) - before)) & {"person", "person, bare"}
    assert who.found_in(*(set(_cached()) - cached)) >= {"person"}


def _marks_of(sender: User, phone: Phone) -> Canaries:
    """All by which somebody is known here; ids as both databases write them."""
    subject = subject_of(sender.diary)
    ids = {"person": sender.pk, "diary": sender.diary, "subject": subject, "device": phone.device}
    purposes = (COUNTED, ASKED_FOR, "kept_away")
    ids |= {f"apart for {one}": apart(subject, one) for one in purposes}
    words = {"number": sender.personnel_number, "name": sender.name}
    words |= {"session": phone.session.session_key or "", "address": ADDRESS}
    assert all(words.values())
    dashed = {name: str(id) for name, id in ids.items()}
    return Canaries(**words, **dashed, **{f"{name}, bare": id.hex for name, id in ids.items()})
