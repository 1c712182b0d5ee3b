"""What the weekly e-mail says: the sentence of the page and its bands, never a number alone."""

import math
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_NARROW = 0.1


def lines(page: dict[str, Any]) -> list[str]:
    """In the language that is active. Takes a page with released weeks."""
    mood = page["mood"]
    return [
        _headline(page["group"], mood["line"][-1]["starts_on"]),
        _said(mood["said"]),
        *([_now(mood["now"])] if mood["now"] else []),
        _took_part(mood["took_part"]),
        _("All numbers include random blur and will not match a head count."),
    ]


def ends(value: float, half: float, *, digits: int, least: float, most: float) -> dict[str, str]:
    """Both ends of a band in the language's digits, rounded away from each other."""
    unit: int = 10**digits
    low = max(least, math.floor(round((value - half) * unit, 6)) / unit)
    high = min(most, math.ceil(round((value + half) * unit, 6)) / unit)
    return {"low": number_format(low, digits), "high": number_format(high, digits)}


def _headline(group: dict[str, Any], last_week: date) -> str:
    until = date_format(last_week + timedelta(days=6), "DATE_FORMAT")
    return _("%(group)s, up to %(day)s") % {"group": name_of(group), "day": until}


def name_of(group: dict[str, Any]) -> str:
    if group["kind"] == "whole":
        return _("The whole organisation")
    if group["kind"] == "others":
        return _("Other units of %(name)s") % group
    if group["kind"] == "with_small":
        return _("%(name)s and small units") % group
    return str(group["name"])


def _said(said: dict[str, Any]) -> str:
    down = (said["change"] or 0) < 0
    if said["word"] == "clear":
        if down:
            return _("A clear drop in mood in the last four weeks.")
        return _("A clear rise in mood in the last four weeks.")
    if said["word"] == "possible":
        if down:
            return _("A possible drop in mood in the last four weeks.")
        return _("A possible rise in mood in the last four weeks.")
    if said["word"] == "steady":
        return _("No notable change in mood in the last four weeks.")
    return _("Too early to tell whether mood has changed.")


def _now(now: dict[str, Any]) -> str:
    digits = 2 if now["half_width"] < _NARROW else 1
    band = ends(now["mean"], now["half_width"], digits=digits, least=1, most=5)
    words = ngettext(
        "%(group)s, the last %(count)s week: between %(low)s and %(high)s on a scale of 1 to 5, "
        "right 95 times of 100.",
        "%(group)s, the last %(count)s weeks: between %(low)s and %(high)s on a scale of 1 to 5, "
        "right 95 times of 100.",
        now["weeks"],
    )
    return words % {"group": name_of(now["group"]), "count": now["weeks"], **band}


def _took_part(part: dict[str, float]) -> str:
    band = ends(100 * part["share"], 100 * part["half_width"], digits=0, least=0, most=100)
    return _("In a typical week %(low)s to %(high)s %% take part.") % band
