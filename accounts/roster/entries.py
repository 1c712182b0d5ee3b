"""What one row says about one person, before anybody looks at who is there already."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.models.people import Role, valid_time_zone
from accounts.roster.table import Line, Problem

Path = tuple[str, ...]  # names below the organisation: site, department, team
_PLACES = ("site", "department", "team")
_LONGEST = {"personnel_number": 64, "name": 120, "email": 254} | dict.fromkeys(_PLACES, 120)
_YES = {"yes", "true", "1", "x", "да", "是"}
_NO = {"", "no", "false", "0", "нет", "否"}
LANGUAGES = {code.lower(): code for code, _name in settings.LANGUAGES}


@dataclass(frozen=True, kw_only=True)
class RoleWord:
    role: Role
    where: Path | None  # None: the person's own unit


@dataclass(frozen=True, kw_only=True)
class Entry:
    """None stands for a column that the file does not have: then everything stays as it is."""

    row: int
    number: str
    name: str
    fields: dict[str, str]  # email, language, time_zone, country, as far as the file says
    place: Path | None
    roles: tuple[RoleWord, ...] | None
    left: bool


def read_entry(line: Line) -> tuple[Entry | None, list[Problem]]:
    problems = [Problem(line.row, *wrong) for wrong in _wrong_cells(line.cells)]
    if problems:
        return None, problems
    cells = line.cells
    entry = Entry(
        row=line.row,
        number=cells["personnel_number"],
        name=cells["name"],
        fields=_fields(cells),
        place=_place(cells),
        roles=tuple(_roles(cells["roles"])) if "roles" in cells else None,
        left=cells.get("left", "").lower() in _YES,
    )
    return entry, []


def _fields(cells: dict[str, str]) -> dict[str, str]:
    found = {"email": cells["email"].lower()} if "email" in cells else {}
    if cells.get("language"):
        found["language"] = LANGUAGES[cells["language"].lower()]
    if cells.get("time_zone"):
        found["time_zone"] = cells["time_zone"]
    if "country" in cells:
        found["country"] = cells["country"].upper()
    return found


def _place(cells: dict[str, str]) -> Path | None:
    if not any(name in cells for name in _PLACES):
        return None
    return tuple(filter(None, (cells.get(name, "") for name in _PLACES)))


def _roles(text: str) -> Iterator[RoleWord]:
    """`agent|manager@Kraków/Billing`: a role, and where, unless in the person's own unit."""
    for word in filter(None, (part.strip() for part in text.split("|"))):
        role, at, where = word.partition("@")
        names = tuple(filter(None, (name.strip() for name in where.split("/"))))
        yield RoleWord(role=Role(role.strip().lower()), where=names if at else None)


def _wrong_cells(cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    for column in ("personnel_number", "name"):
        if not cells[column]:
            yield column, _("This is missing.")
    for column, longest in _LONGEST.items():
        if len(cells.get(column, "")) > longest:
            yield column, _("This is too long.")
    for column, check in _CHECKS.items():
        if cells.get(column) and (words := check(cells[column])):
            yield column, words
    yield from _gap(cells)


def _gap(cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    given = [bool(cells.get(name)) for name in _PLACES]
    if given != sorted(given, reverse=True):
        missing = _PLACES[given.index(False)]
        yield missing, _("Something below is named, so this must be as well.")


def _email(text: str) -> str:
    return _refused_by(validate_email, text, _("This is not an e-mail address."))


def _time_zone(text: str) -> str:
    return _refused_by(valid_time_zone, text, _("This is not a time zone, such as Europe/Warsaw."))


def _refused_by(check: Callable[[str], None], text: str, words: str) -> str:
    try:
        check(text)
    except ValidationError:
        return words
    return ""


def _language(text: str) -> str:
    known = text.lower() in LANGUAGES
    return "" if known else _("This language is not one of: en, zh-Hans, ru.")


def _country(text: str) -> str:
    fits = len(text) == 2 and text.isascii() and text.isalpha()
    return "" if fits else _("Give two letters, such as PL.")


def _role_words(text: str) -> str:
    for word in filter(None, (part.strip() for part in text.split("|"))):
        role = word.partition("@")[0].strip().lower()
        if role not in Role.values:
            return _("“%(role)s” is not a role.") % {"role": role[:40]}
    return ""


def _left(text: str) -> str:
    return "" if text.lower() in _YES | _NO else _("Say yes, or leave this empty.")


_CHECKS: dict[str, Callable[[str], str]] = {
    "email": _email,
    "language": _language,
    "time_zone": _time_zone,
    "country": _country,
    "roles": _role_words,
    "left": _left,
}
