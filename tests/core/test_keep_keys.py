"""The key file is made once; an installation that upgrades keeps every key that it has."""

import json
import os
from pathlib import Path

import pytest

from wellbeing.core.keys import load_keys

OLD = {"session": "a" * 64, "subject": "b" * 64}


@pytest.fixture
def file(tmp_path) -> Path:
    """As it was before there were keys for pushes and for what is sealed."""
    path = tmp_path / "keys.json"
    path.write_text(json.dumps(OLD))
    path.chmod(0o640)
    return path


def test_the_first_start_makes_keys_and_the_next_reads_them(tmp_path):
    made = load_keys(tmp_path / "keys.json")

    assert load_keys(tmp_path / "keys.json") == made
    assert len({made.session, made.subject, made.push, made.audit, made.customer, *made.ring}) == 6


def test_an_older_file_gets_what_it_lacks_and_keeps_the_others(file):
    keys = load_keys(file)

    assert json.loads(file.read_text()) == {
        **OLD,
        "push": keys.push,
        "audit": keys.audit,
        "customer": keys.customer,
        "ring": keys.ring,
    }
    assert (keys.session, keys.subject) == (OLD["session"], OLD["subject"])
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in file.parent.iterdir()] == ["keys.json"]


def test_every_machine_with_a_copy_arrives_at_the_same(file, tmp_path):
    copy = tmp_path / "other" / "keys.json"
    copy.parent.mkdir()
    copy.write_text(file.read_text())

    assert load_keys(copy) == load_keys(file)


def test_a_file_that_cannot_be_written_is_read_all_the_same(file, monkeypatch):
    def refuse(*args: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)  # the disk, mounted for reading alone

    first, second = load_keys(file), load_keys(file)

    assert first == second
    assert json.loads(file.read_text()) == OLD


def test_no_other_key_is_ever_made_up(file):
    file.write_text(json.dumps({"session": "a" * 64}))

    with pytest.raises(TypeError):
        load_keys(file)
