"""The least that Django can do for the same write: session, person, CSRF, JSON, one INSERT."""

import json
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from wellbeing.checkins.models import CheckIn
from wellbeing.core.subjects import subject_of


def put(request: HttpRequest, id: UUID) -> HttpResponse:
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    given = json.loads(request.body)
    answered_at, now = datetime.fromisoformat(given["answered_at"]), timezone.now()
    row = CheckIn(
        subject=subject_of(request.user.pk),
        id=id,
        revision=given["revision"],
        answered_at=answered_at,
        utc_offset=answered_at.utcoffset() // timedelta(minutes=1),
        received_at=now,
        changed_at=now,
        mood=given["mood"],
    )
    CheckIn.objects.put(row)  # the very same statement
    return JsonResponse({"id": str(id), "mood": row.mood}, status=201)


def who(request: HttpRequest) -> HttpResponse:
    """What authentication alone costs."""
    return HttpResponse(status=204 if request.user.is_authenticated else 401)
