"""What we write to people about their own account, in their language."""

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import User


def send_password_reset(person_id: str) -> None:
    """The key is made here and nowhere stored; it works once, for a day."""
    person = User.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        return
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    key = f"{user_pk_to_url_str(person)}-{token}"
    _send(person, "password_reset", url=f"{settings.ORIGIN}/#/new-password/{key}")


def tell_of_change(person_id: str, change: str) -> None:
    person = User.objects.filter(pk=person_id, is_active=True).first()
    if person:
        _send(person, change)


def _send(person: User, template: str, **words: str) -> None:
    if not person.email:
        return
    with translation.override(person.language):
        words |= {"name": person.name, "origin": settings.ORIGIN}
        text = render_to_string(f"mail/{template}.txt", words)
    subject, _, body = text.strip().partition("\n")
    send_mail(subject, body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [person.email])
