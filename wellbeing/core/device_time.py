"""Times that a device tells us, and how far its clock may be trusted."""

import re
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request

from wellbeing.core.errors import DomainError

TRUSTED_SKEW = timedelta(minutes=2)
LATEST_ARRIVAL = timedelta(days=35)
# Python alone would also take weeks, any character for the T, and what follows a NUL.
_FORM = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})"
)


class ClockWrong(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "clock_wrong"
    message = _("This phone's clock is wrong. Set it to automatic, then send again.")


class TooOld(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "too_old"
    message = _("This is more than five weeks old. It stays on your phone only.")


@extend_schema_field(OpenApiTypes.DATETIME)
class DeviceTimeField(serializers.Field[datetime, str, str, datetime]):
    """An ISO 8601 time with its offset, kept as the device wrote it."""

    default_error_messages = {"invalid": _("Give a time with its offset, as ISO 8601.")}

    def to_internal_value(self, data: str) -> datetime:
        moment = parse(data)
        if moment is None:
            self.fail("invalid")
        return moment

    def to_representation(self, value: datetime) -> str:
        return value.isoformat()


def parse(text: object) -> datetime | None:
    """An aware datetime with a whole-minute offset of at most 14 hours, or None."""
    try:
        if not isinstance(text, str) or not _FORM.fullmatch(text):
            return None
        moment = datetime.fromisoformat(text)
        offset = moment.utcoffset()
        if offset is None or abs(offset) > timedelta(hours=14):
            return None
        # Near year 1 or 9999 even turning it into UTC overflows.
        return moment if 2000 <= moment.year <= 2200 else None
    except ValueError:
        return None


def skew_of(request: Request, now: datetime) -> timedelta:
    """How far the device's clock is behind ours; nothing when it is close or did not say."""
    sent_at = parse(request.headers.get("Device-Time"))
    skew = now - sent_at if sent_at else timedelta()
    return skew if abs(skew) > TRUSTED_SKEW else timedelta()


def corrected(answered_at: datetime, *, skew: timedelta, now: datetime) -> datetime:
    """When it really was. Raises ClockWrong for the future and TooOld beyond five weeks."""
    moment = answered_at + skew
    if moment > now + TRUSTED_SKEW:
        raise ClockWrong
    if moment < now - LATEST_ARRIVAL:
        raise TooOld
    return moment
