"""Compiled catalogues are not kept in the repository; tests make their own where they are old."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).parent.parent / "wellbeing" / "locale"


def compile_translations() -> None:
    for source in CATALOGUES.glob("*/LC_MESSAGES/django.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = compiled.with_name(f".django.mo.{os.getpid()}")  # two workers may do this at once
        with source.open("rb") as text, draft.open("wb") as file:
            write_mo(file, read_po(text))
        draft.replace(compiled)
