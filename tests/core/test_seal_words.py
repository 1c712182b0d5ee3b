"""Words of a case open with its key alone, in their own place; the ring changes while all runs."""

import json

import pytest
from django.core.management import CommandError, call_command

from wellbeing.core.keys import load_keys
from wellbeing.core.models import DataKey
from wellbeing.core.sealing import CannotBeOpened, destroy, name_of, new_key, open_sealed, seal

pytestmark = pytest.mark.django_db
WORDS = "Он кричал на меня. 他骂我。"


@pytest.fixture
def ring(settings, tmp_path):
    """ring(): every process was restarted with the file as it is now."""
    settings.KEY_FILE = tmp_path / "keys.json"
    load_keys(settings.KEY_FILE)

    def restarted() -> list[str]:
        settings.SEALING_KEYS = load_keys(settings.KEY_FILE).ring
        return settings.SEALING_KEYS

    restarted()
    return restarted


def test_what_was_sealed_opens_again_and_is_never_sealed_alike():
    key = new_key()
    sealed, again = seal(key, WORDS, place="talk.text:1"), seal(key, WORDS, place="talk.text:1")

    kept = DataKey.objects.get(pk=key.pk)
    assert open_sealed(kept, sealed, place="talk.text:1") == WORDS
    assert sealed != again
    assert WORDS.encode() not in sealed


@pytest.mark.parametrize("place", ["talk.text:2", "talk.topic:1", ""])
def test_it_opens_in_its_own_place_alone(place):
    key = new_key()

    with pytest.raises(CannotBeOpened):
        open_sealed(key, seal(key, WORDS, place="talk.text:1"), place=place)


@pytest.mark.parametrize("cut", [0, 5, 12, 20, -1])
def test_what_was_cut_or_changed_does_not_open(cut):
    key = new_key()
    sealed = seal(key, WORDS, place="p")

    for odd in (sealed[:cut], sealed[:-1] + bytes([sealed[-1] ^ 1])):
        with pytest.raises(CannotBeOpened):
            open_sealed(key, odd, place="p")


def test_another_case_has_another_key():
    with pytest.raises(CannotBeOpened):
        open_sealed(new_key(), seal(new_key(), WORDS, place="p"), place="p")


def test_a_key_in_another_row_opens_nothing():
    key, other = new_key(), new_key()
    sealed = seal(key, WORDS, place="p")
    other.wrapped = key.wrapped

    with pytest.raises(CannotBeOpened):
        open_sealed(other, sealed, place="p")


def test_the_database_alone_opens_nothing(settings, tmp_path):
    key = new_key()
    sealed = seal(key, WORDS, place="p")
    settings.SEALING_KEYS, settings.KEY_FILE = ["f" * 64], tmp_path / "keys.json"

    with pytest.raises(CannotBeOpened):
        open_sealed(key, sealed, place="p")


def test_a_destroyed_key_is_gone():
    key = new_key()
    destroy(key)

    assert not DataKey.objects.exists()


def test_the_ring_rotates_while_everything_stays_readable(ring):
    key = new_key()
    sealed = seal(key, WORDS, place="p")
    (first,) = ring()

    for step in ("add", "use", "drop"):
        call_command("rotate_keys", step)
        # A process that runs on with the ring of before, and one that was restarted.
        for _ in range(2):
            kept = DataKey.objects.get(pk=key.pk)
            assert open_sealed(kept, sealed, place="p") == WORDS, step
            new_key()
            ring()

    assert len(ring()) == 1
    assert ring() != [first]
    assert not DataKey.objects.filter(wrapped_by=name_of(first)).exists()


def test_a_file_without_the_key_of_something_is_not_made_smaller(ring, settings):
    key = new_key()
    settings.KEY_FILE.unlink()
    load_keys(settings.KEY_FILE)  # somebody put another machine's file here
    ring()
    call_command("rotate_keys", "add")
    kept = ring()

    with pytest.raises(CannotBeOpened):
        call_command("rotate_keys", "drop")

    assert ring() == kept
    assert DataKey.objects.get(pk=key.pk).wrapped_by == key.wrapped_by


@pytest.mark.parametrize("step", ["use", "drop"])
def test_one_key_is_never_taken_away(ring, step):
    (only,) = ring()

    with pytest.raises(CommandError):
        call_command("rotate_keys", step)

    assert ring() == [only]


def test_what_cannot_be_written_changes_nothing(ring, settings, monkeypatch):
    before = settings.KEY_FILE.read_text()

    def refuse(*args: object) -> int:
        raise PermissionError

    monkeypatch.setattr("os.open", refuse)  # the disk, mounted for reading alone
    with pytest.raises(PermissionError):
        call_command("rotate_keys", "add")

    assert settings.KEY_FILE.read_text() == before
    assert json.loads(before)["ring"] == ring()
