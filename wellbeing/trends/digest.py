"""The weekly e-mail to those who asked for it, from what was released alone."""

from collections.abc import Iterator
from datetime import date, datetime
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import User
from wellbeing.trends import dashboard, digest_words, looks, wall
from wellbeing.trends.models import DigestWish, Release

STREAM = "mood_week"


def wish(person: User, *, wanted: bool, now: datetime) -> None:
    if wanted:
        DigestWish.objects.get_or_create(person=person, defaults={"asked_at": now})
    else:
        DigestWish.objects.filter(person=person).delete()


def is_wanted(person: User) -> bool:
    return DigestWish.objects.filter(person=person).exists()


def readers_of(starts_on: date) -> Iterator[UUID]:
    """Who has yet to be told of this week; nobody while a later week is out, after an outage."""
    if Release.objects.of(STREAM).filter(starts_on__gt=starts_on).exists():
        return
    found = _untold(starts_on).filter(person__is_active=True).exclude(person__email="")
    yield from found.values_list("person", flat=True)


def send_digest(person_id: UUID, *, starts_on: date, now: datetime) -> None:
    """Send it once; a repeat or a second worker finds nothing to do."""
    # Told first: a worker that dies here costs one e-mail and never sends two.
    wishes = _untold(starts_on).filter(person=person_id)
    before = wishes.values_list("told_of", flat=True).first()
    if not wishes.update(told_of=starts_on):
        return
    try:
        _send(User.objects.get(pk=person_id), now)
    except (SMTPException, OSError):
        DigestWish.objects.filter(person=person_id).update(told_of=before)
        raise


def _untold(starts_on: date) -> QuerySet[DigestWish]:
    return DigestWish.objects.filter(Q(told_of=None) | Q(told_of__lt=starts_on))


def _send(person: User, now: datetime) -> None:
    unit = looks.unit_of(person, now=now)
    with wall.released_only():
        page = dashboard.page(unit, now=now)
    if not page.get("mood"):
        return
    with translation.override(person.language):
        words = {"name": person.name, "origin": settings.ORIGIN, "lines": digest_words.lines(page)}
        text = render_to_string("mail/trends_digest.txt", words)
    subject, _, body = text.strip().partition("\n")
    send_mail(subject, body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [person.email])
    # The numbers have reached somebody: whoever is above an agent is written down, as on the page.
    looks.record_look(person, unit=unit, now=now)
