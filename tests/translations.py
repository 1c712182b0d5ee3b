"""The catalogues of words: found in the sources, compiled where they are old.

`python -m tests.translations` adds what is new in the sources to each catalogue, untranslated.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOME = Path(__file__).parent.parent
CATALOGUES = HOME / "wellbeing" / "locale"
_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}

_OF_NO_USE = tuple(
    f'"{name}' for name in ("Project", "Report", "PO", "Last", "Language-Team", "Generated")
)


def sources() -> Iterator[tuple[str, str]]:
    for folder in ("accounts", "wellbeing"):
        for path in sorted((HOME / folder).rglob("*.py")):
            yield path.relative_to(HOME).as_posix(), path.read_text()
        for path in sorted((HOME / folder).rglob("templates/**/*.*")):
            from django.utils.translation.template import templatize

            yield path.relative_to(HOME).as_posix(), templatize(path.read_text())


def said_in_sources() -> dict[str | tuple[str, ...], str]:
    """Every string that somebody may read, and the file where it stands first."""
    found: dict[str | tuple[str, ...], str] = {}
    for name, text in sources():
        file = io.BytesIO(text.encode())
        for _line, message, _comments, _context in extract("python", file, _KEYWORDS):
            found.setdefault(message, name)
    return {message: name for message, name in found.items() if message}


def read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file)


def compile_translations() -> None:
    for source in CATALOGUES.glob("*/LC_MESSAGES/django.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = compiled.with_name(f".django.mo.{os.getpid()}")  # two workers may do this at once
        with draft.open("wb") as file:
            write_mo(file, read(source))
        draft.replace(compiled)


def update() -> None:
    said = said_in_sources()
    for locale in ("ru", "zh_Hans"):
        source = CATALOGUES / locale / "LC_MESSAGES" / "django.po"
        source.parent.mkdir(parents=True, exist_ok=True)
        old = read(source) if source.exists() else Catalog()
        fresh = Catalog(locale=locale, header_comment="# What the server says.", fuzzy=False)
        for message, name in sorted(said.items(), key=lambda item: (item[1], str(item[0]))):
            known = old.get(message[0] if isinstance(message, tuple) else message)
            fresh.add(message, known.string if known else "", locations=[(name, 0)])
        written = io.BytesIO()
        write_po(written, fresh, width=100, include_lineno=False)
        lines = written.getvalue().decode().splitlines(keepends=True)
        source.write_text("".join(line for line in lines if not line.startswith(_OF_NO_USE)))


if __name__ == "__main__":
    update()
