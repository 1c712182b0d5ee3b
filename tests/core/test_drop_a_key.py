"""A key of the ring is dropped while others seal: nothing is ever sealed with what is gone."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from wellbeing.core.keys import load_keys
from wellbeing.core.models import DataKey, RingKey
from wellbeing.core.sealing import NothingToSealWith, drop, name_of, new_key, open_sealed, seal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def turned(settings, tmp_path):
    """(new, old): everything but the last step of a rotation is done."""
    settings.KEY_FILE = tmp_path / "keys.json"
    load_keys(settings.KEY_FILE)
    for step in ("add", "use"):
        settings.SEALING_KEYS = load_keys(settings.KEY_FILE).ring
        call_command("rotate_keys", step)
    settings.SEALING_KEYS = load_keys(settings.KEY_FILE).ring
    return settings.SEALING_KEYS


def test_a_process_that_was_not_restarted_seals_with_what_is_left(turned, settings):
    new, old = turned
    call_command("rotate_keys", "drop")
    settings.SEALING_KEYS = [old]  # as it was before anything was added

    key = new_key()

    assert key.wrapped_by == name_of(new)
    assert open_sealed(key, seal(key, "words", place="p"), place="p") == "words"


def test_whoever_has_only_what_is_gone_seals_nothing(turned, settings, tmp_path):
    _new, old = turned
    call_command("rotate_keys", "drop")
    settings.SEALING_KEYS, settings.KEY_FILE = [old], tmp_path / "none.json"

    with pytest.raises(NothingToSealWith):
        new_key()
    assert not DataKey.objects.exists()


def test_whoever_is_sealing_is_waited_for(turned, settings):
    """The one has sealed with the old key and not stored it yet when the other drops that key."""
    new, old = turned
    sealed, dropping = Event(), Event()

    def seals() -> None:
        settings.SEALING_KEYS = [old, new]
        with transaction.atomic():
            new_key()
            settings.SEALING_KEYS = [new, old]
            sealed.set()
            dropping.wait(1)
            # Long enough for the other to look: it has to wait for this end.
            dropping.wait(0.5)
        connections.close_all()

    def drops() -> bool:
        sealed.wait(10)
        dropping.set()
        done = drop([old], keep=new, now=timezone.now())
        connections.close_all()
        return done

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(seals), pool.submit(drops)
        first.result(30)
        assert second.result(30)

    assert DataKey.objects.get().wrapped_by == name_of(new)
    assert RingKey.objects.get(name=name_of(old)).dropped_at


def test_many_seal_while_a_key_is_dropped_and_all_of_it_opens(turned, settings):
    new, old = turned
    settings.SEALING_KEYS = [old, new]
    rounds = 5 if connection.vendor == "sqlite" else 20

    def seals() -> None:
        for _ in range(rounds):
            new_key()
        connections.close_all()

    def drops() -> bool:
        done = drop([old], keep=new, now=timezone.now())
        connections.close_all()
        return done

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(seals) for _ in range(3)]
        assert pool.submit(drops).result(60)
        for job in jobs:
            job.result(60)

    settings.SEALING_KEYS = [new]
    assert DataKey.objects.count() == 3 * rounds
    for key in DataKey.objects.all():
        assert open_sealed(key, seal(key, "words", place="p"), place="p") == "words"
    assert not DataKey.objects.filter(wrapped_by=name_of(old)).exists()
