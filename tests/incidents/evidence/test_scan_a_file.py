"""Where there is a scanner nothing is viewable before it has said so; a real ClamAV, with one
signature of our own instead of its eight million.
"""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.incidents.evidence.files import files, hand_in, noise, picture
from tests.incidents.reports import reported
from tests.services import free_port
from wellbeing.incidents.evidence.models import EvidenceFile, EvidencePart
from wellbeing.incidents.evidence.services import checking

pytestmark = pytest.mark.django_db

HARMFUL = b"this sentence stands for something harmful"


class Scanner:
    """A clamd that ends with its tests."""

    def __init__(self, folder: Path) -> None:
        binary = shutil.which("clamd", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
        if not binary:
            pytest.skip("ClamAV is not on this machine: nobody scanned anything")
        self.port = free_port()
        (folder / "ours.ndb").write_text(f"Ours.Harmful:0:*:{HARMFUL.hex()}\n")
        (folder / "clamd.conf").write_text(
            f"Foreground yes\nDatabaseDirectory {folder}\nTemporaryDirectory {folder}\n"
            f"TCPSocket {self.port}\nTCPAddr 127.0.0.1\nStreamMaxLength 30M\n"
        )
        self._process = subprocess.Popen(
            [binary, "-c", folder / "clamd.conf"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            assert self._process.poll() is None, "it ended at once"
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise RuntimeError("The scanner did not answer within a minute.")

    def stop(self) -> None:
        self._process.kill()
        self._process.wait(10)


@pytest.fixture(scope="module")
def scanner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scanner]:
    started = Scanner(tmp_path_factory.mktemp("scanner"))
    yield started
    started.stop()


@pytest.fixture
def scanned(scanner, settings):
    settings.CLAMAV = f"127.0.0.1:{scanner.port}"


@pytest.fixture
def no_scanner(settings):
    settings.CLAMAV = f"127.0.0.1:{free_port()}"


@pytest.fixture
def case(asha):
    return reported(asha)


@pytest.fixture
def phone(asha, signed_in):
    return signed_in(asha)


def check(after: timedelta = timedelta(0)) -> EvidenceFile:
    checking.check(EvidenceFile.objects.get().pk, now=timezone.now() + after)
    return EvidenceFile.objects.get()


def test_what_is_harmful_is_refused_and_not_kept(phone, case, scanned):
    hand_in(phone, case.uid, noise(1.5) + HARMFUL)

    file = check()

    assert (file.state, file.reason) == ("refused", "harmful")
    assert not EvidencePart.objects.exists()
    assert "scanner" in files(phone, case.uid)[0]["reason"]


def test_it_looks_into_the_original_before_anything_is_taken_out(phone, case, scanned):
    hand_in(phone, case.uid, picture(form="JPEG", comment=HARMFUL))

    assert check().reason == "harmful"


def test_what_is_harmless_is_viewable(phone, case, scanned):
    hand_in(phone, case.uid, noise(2.5))

    assert check().state == "viewable"


def test_while_it_is_away_nothing_is_viewable(phone, case, no_scanner):
    hand_in(phone, case.uid, picture())

    waits = [check(timedelta(hours=hour)).try_at for hour in range(6)]

    file = EvidenceFile.objects.get()
    assert (file.state, file.attempts, file.waits) == ("checking", 0, 6)
    assert waits == sorted(waits)
    assert not EvidencePart.objects.filter(copy="working").exists()


def test_once_it_is_back_it_is_viewable(phone, case, no_scanner, scanner, settings):
    hand_in(phone, case.uid, picture())
    check()

    settings.CLAMAV = f"127.0.0.1:{scanner.port}"

    assert check(timedelta(hours=1)).state == "viewable"
