"""What we write to people about their own account, in their language."""

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from accounts.diaries import ADDRESSES
from accounts.models import User
from accounts.sealing import open_sealed


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


def tell_old_address(person_id: str, sealed_address: str) -> None:
    person = User.objects.get(pk=person_id)
    _send(person, "found_anew", to=open_sealed(sealed_address, purpose=ADDRESSES))


def _send(person: User, template: str, *, to: str = "", **words: str) -> None:
    address = to or person.email
    if not address:
        return
    with translation.override(person.language):
        words |= {"name": person.name, "origin": settings.ORIGIN}
        text = render_to_string(f"mail/{template}.txt", words)
    subject, _, body = text.strip().partition("\n")
    send_mail(subject, body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [address])
