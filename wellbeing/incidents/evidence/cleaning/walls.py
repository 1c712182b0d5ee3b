"""Walls around the process that reads what a stranger made: no file to open, nobody to talk to.

Landlock and seccomp of the kernel, by their few calls: the packages for them are either a binding
to a library that has to be there too, or not looked after. A kernel without them builds no walls.
"""

import ctypes
import os
import platform
import struct
import sys
from pathlib import Path
from typing import Final

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # of prctl
_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the calls of Landlock, the same on every machine
_BENEATH: Final = 1
_READ: Final = 1 << 2 | 1 << 3  # files, and what a folder holds
# Whatever each version can refuse: files and programs, moving, cutting, devices.
_FILES: Final = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_TCP, _OUTSIDE = 3, 3  # binding and connecting; sockets without a path, and signals to others

_OURS: Final = Path(__file__).resolve().parents[3]
_LIBRARIES: Final = (sys.prefix, sys.base_prefix, str(_OURS), "/lib", "/lib64", "/usr/lib")

# Its number, and the calls that are refused: socket, socketpair, connect, ptrace, reading the
# memory of another, starting a program in two ways, and a ring that does any of it.
_MACHINES: Final = {
    "x86_64": (0xC000003E, (41, 53, 42, 101, 310, 59, 322, 425)),
    "aarch64": (0xC00000B7, (198, 199, 203, 117, 270, 221, 281, 425)),
}
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_REFUSED, _ALLOWED, _KILLED = 0x00050001, 0x7FFF0000, 0x80000000
_OTHER_NUMBERS: Final = 0x40000000  # the same calls once more, by x32

_kernel = ctypes.CDLL(None, use_errno=True)


def build() -> None:
    """For this process and all that it starts; they cannot be taken down."""
    _kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _around_files()
    _around_calls()


def _around_files() -> None:
    version = _kernel.syscall(_CREATE, None, 0, 1)
    if version < 1:
        return
    everything = (1 << _FILES[min(version, 5)]) - 1
    asked = struct.pack("QQQ", everything, _TCP, _OUTSIDE)
    known = 8 if version < 4 else 16 if version < 6 else 24
    rules = _kernel.syscall(_CREATE, asked[:known], known, 0)
    if rules < 0:
        return
    for folder in filter(os.path.isdir, _LIBRARIES):
        place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
        _kernel.syscall(_ADD, rules, _BENEATH, struct.pack("=Qi", _READ, place), 0)
        os.close(place)
    _kernel.syscall(_RESTRICT, rules, 0)
    os.close(rules)


def _around_calls() -> None:
    if platform.machine() not in _MACHINES:
        return
    machine, refused = _MACHINES[platform.machine()]
    left = len(refused)
    steps = [
        (_LOAD, 0, 0, 4), (_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _KILLED),
        (_LOAD, 0, 0, 0), (_AT_LEAST, left + 1, 0, _OTHER_NUMBERS),
        *((_EQUAL, left - place, 0, call) for place, call in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOWED), (_RETURN, 0, 0, _REFUSED),
    ]  # fmt: skip
    program = b"".join(struct.pack("HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(program)
    whole = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(held))
    _kernel.prctl(_SECCOMP, _FILTER, whole, 0, 0)
