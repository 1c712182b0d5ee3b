"""One spelling for whatever a customer is called by: a number, an address, or an id.

What could be several people is none of these: a name, or "unknown".
"""

import re
import unicodedata
from contextlib import suppress
from typing import Final

from phonenumbers import (
    NumberParseException,
    PhoneNumberFormat,
    format_number,
    is_valid_number,
    parse,
)

_SHORTEST_ID: Final = 3
_NUMBER: Final = re.compile(
    r"(?:tel:)?[+(]?[0-9][0-9()\s./-]*(?:(?:;ext=|ext\.?|x|#|доб\.?)\s*[0-9]{1,7})?", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def spelt(text: str, *, country: str) -> str | None:
    """The same for all spellings of one customer; none where it leads to nobody in particular.

    A number written as at home is read as one of `country`, that of whoever reported.
    """
    plain = _plain(text)
    return _address(plain) or _number(plain, country) or _id(plain)


def _plain(text: str) -> str:
    """Signs that look alike are one sign, and every dash is a hyphen."""
    alike = unicodedata.normalize("NFKC", text)
    kept = (one for one in alike if unicodedata.category(one) != "Cf")
    return "".join("-" if unicodedata.category(one) == "Pd" else one for one in kept).strip()


def _address(plain: str) -> str | None:
    """Whole, in small letters. What stands behind a plus, and a dot, may be somebody else's."""
    if not _ADDRESS.fullmatch(plain):
        return None
    name, domain = plain.lower().rsplit("@", 1)
    with suppress(UnicodeError):  # no name of a host, and still the same letters
        domain = domain.encode("idna").decode()
    return f"mail:{name}@{domain}"


def _number(plain: str, country: str) -> str | None:
    if not _NUMBER.fullmatch(plain):
        return None
    try:
        number = parse(plain, country.upper() or None)
    except NumberParseException:
        return None
    if not is_valid_number(number):
        return None
    # Behind one switchboard sit many people.
    behind = f";{number.extension}" if number.extension else ""
    return f"tel:{format_number(number, PhoneNumberFormat.E164)}{behind}"


def _id(plain: str) -> str | None:
    letters = unicodedata.normalize("NFKC", plain.casefold())
    short = "".join(one for one in letters if one != "-" and not one.isspace())
    leads = len(short) >= _SHORTEST_ID and any(one.isdigit() for one in short)
    return f"id:{short}" if leads else None
