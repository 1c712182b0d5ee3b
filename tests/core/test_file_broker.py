"""The queue of the one-machine size: in order, each message once, and as fast when it is long."""

from itertools import count
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from wellbeing.core import file_broker


@pytest.fixture
def folder(tmp_path) -> Path:
    for name in ("in", "done", "control"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def channel(folder):
    return open_one(folder)


def open_one(folder: Path):
    options = {
        "data_folder_in": str(folder / "in"), "data_folder_out": str(folder / "in"),
        "processed_folder": str(folder / "done"), "control_folder": str(folder / "control"),
    }  # fmt: skip
    return Connection(transport=file_broker.Transport, transport_options=options).channel()


class Clock:
    """Of its own; each message is a millisecond later than the one before."""

    def __init__(self) -> None:
        self.now = 0.0
        self._written = count(1_700_000_000_000)

    def monotonic(self) -> float:
        return self.now

    def time_ns(self) -> int:
        return next(self._written) * 1_000_000


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(file_broker, "time", found)
    return found


@pytest.fixture
def looks(monkeypatch, clock) -> list[float]:
    """When somebody looked what lies there; each look takes a tenth of a second."""
    found = []

    def listdir(path: str) -> list[str]:
        found.append(clock.now)
        clock.now += 0.1
        return real(path)

    real = file_broker.os.listdir
    monkeypatch.setattr(file_broker.os, "listdir", listdir)
    return found


def taken(channel, queue: str, clock: Clock | None = None) -> list[int]:
    """All of them; with a clock somebody waits long enough before each."""
    found = []
    while True:
        if clock:
            clock.now += 10
        try:
            found.append(channel._get(queue)["n"])
        except Empty:
            return found


def test_each_queue_keeps_its_order(channel, clock):
    for n in range(6):
        channel._put("files" if n % 2 else "celery", {"n": n})

    assert taken(channel, "celery", clock) == [0, 2, 4]
    assert taken(channel, "files", clock) == [1, 3, 5]
    assert taken(channel, "celery", clock) == []


def test_what_comes_meanwhile_comes_after_what_was_there(channel, clock):
    for n in range(3):
        channel._put("celery", {"n": n})
    assert channel._get("celery") == {"n": 0}

    channel._put("celery", {"n": 3})

    assert taken(channel, "celery", clock) == [1, 2, 3]


def test_two_processes_take_each_message_once(folder, channel, clock):
    other = open_one(folder)
    for n in range(10):
        channel._put("celery", {"n": n})

    first, second = [channel._get("celery")["n"]], [other._get("celery")["n"]]
    first += taken(channel, "celery", clock)
    second += taken(other, "celery", clock)

    assert sorted(first + second) == list(range(10))
    assert list(folder.rglob("*.msg")) == []


def test_what_is_not_there_whole_is_not_read(folder, channel):
    (folder / "in" / ".1700000000000_draft.celery.msg").write_text('{"n": ')

    assert taken(channel, "celery") == []


def test_a_long_queue_is_not_gone_through_for_each_message(channel, looks):
    for n in range(500):
        channel._put("celery", {"n": n})

    assert taken(channel, "celery") == list(range(500))
    assert len(looks) == 1


def test_the_more_lies_there_the_more_rarely_somebody_looks(channel, looks, clock):
    """Queues that are empty are asked again and again beside one that is long."""
    for _ in range(1000):
        taken(channel, "files")
        clock.now += 0.01

    assert 4 <= len(looks) <= 6, "looking took half a second of ten"
