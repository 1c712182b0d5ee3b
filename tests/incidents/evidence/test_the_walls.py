"""Whoever takes over the process that draws files anew finds nothing to read and nobody to tell."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.incidents.evidence.files import picture
from tests.incidents.evidence.samples.sounds import recorded
from tests.incidents.evidence.test_refuse_a_file import paper
from wellbeing.incidents.evidence.cleaning import walls
from wellbeing.incidents.evidence.cleaning.process import made_anew

HOME = Path(__file__).parents[3]
ACTS = {
    "read a file of the house": "open({secret!r}).read()",
    "see what its folder holds": "os.listdir(os.path.dirname({secret!r}))",
    "read what the worker was started with": "open('/proc/{parent}/environ', 'rb').read()",
    "write a file": "open({secret!r} + '.new', 'w')",
    "call somebody": "socket.create_connection(('127.0.0.1', 9))",
    "call a neighbour": "socket.socket(socket.AF_UNIX).connect('/nowhere')",
    "start a program": "os.execv('/bin/true', ['true'])",
    "kill the worker": "os.kill({parent}, 0)",
}


def attempt(act: str, *, walled: bool) -> str:
    code = f"""
import os, socket
from wellbeing.incidents.evidence.cleaning import walls
{"walls.build()" if walled else ""}
try:
    {act}
except OSError as fault:
    print(type(fault).__name__)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "keys.json"
    path.write_text("secret")
    return str(path)


@pytest.mark.skipif(walls._kernel.syscall(444, None, 0, 1) < 6, reason="an older kernel")
@pytest.mark.parametrize("what", ACTS)
def test_it_cannot(what, secret):
    act = ACTS[what].format(secret=secret, parent=os.getpid())

    assert attempt(act, walled=False) != "PermissionError"
    assert attempt(act, walled=True) == "PermissionError"


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (picture, "image/png"),
        (lambda: picture(form="JPEG"), "image/jpeg"),
        (lambda: picture(form="WEBP"), "image/jpeg"),
        (paper, "application/pdf"),
        (lambda: recorded("wav", "pcm_s16le", rate=8000, notes={}), "audio/mpeg"),
        (lambda: b"She wrote again.", "text/plain; charset=utf-8"),
    ],
)
def test_within_them_copies_are_made_all_the_same(make, kind):
    assert made_anew(make()).type == kind
