"""Whether a phone is told while the app is closed."""

from base64 import urlsafe_b64decode
from string import ascii_letters, digits
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from accounts.models import Device
from wellbeing.core.api import PROBLEMS
from wellbeing.notifications import mail, services, vapid
from wellbeing.notifications.addresses import LONGEST, is_allowed
from wellbeing.notifications.browser import Browser
from wellbeing.notifications.models import PushSubscription

_ALPHABET = set(ascii_letters + digits + "-_")


class SubscriptionInput(serializers.Serializer[Any]):
    """What the browser gave: where it is reached, and the keys that it alone can open."""

    endpoint = serializers.CharField(max_length=LONGEST)
    p256dh = serializers.CharField(max_length=100)
    auth = serializers.CharField(max_length=40)

    def validate_endpoint(self, value: str) -> str:
        if not is_allowed(value):
            raise serializers.ValidationError(_("This is not the address of a push service."))
        return value

    def validate_p256dh(self, value: str) -> str:
        try:
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes_of(value, 65))
        except ValueError as fault:
            raise serializers.ValidationError(_("This is not a browser's key.")) from fault
        return value

    def validate_auth(self, value: str) -> str:
        try:
            _bytes_of(value, 16)
        except ValueError as fault:
            raise serializers.ValidationError(_("This is not a browser's key.")) from fault
        return value


def _bytes_of(text: str, length: int) -> bytes:
    """Raises ValueError for anything but that many bytes in URL-safe base64, as browsers write."""
    if not text.isascii() or set(text) - _ALPHABET:
        raise ValueError
    found = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if len(found) != length:
        raise ValueError
    return found


class PushOutput(serializers.Serializer[Any]):
    """What a browser needs before it can be told; `device` is null where there is no own phone."""

    key = serializers.CharField()
    device = serializers.UUIDField(allow_null=True)
    on = serializers.BooleanField()


class MyPush(APIView):
    """How it stands on the device that asks."""

    @extend_schema(responses={200: PushOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        return Response(_how_it_stands(request))


class PushSubscriptionDetail(APIView):
    """One's own phone, by the id of the device."""

    @extend_schema(
        request=SubscriptionInput, responses={200: PushOutput, 201: PushOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID) -> Response:
        given = SubscriptionInput(data=request.data)
        given.is_valid(raise_exception=True)
        created = services.subscribe(
            person_of(request),
            id=id,
            session_key=request.session.session_key,
            browser=Browser(**given.validated_data),
            now=timezone.now(),
        )
        fresh = status.HTTP_201_CREATED if created else status.HTTP_200_OK
        return Response(_how_it_stands(request), status=fresh)

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        services.unsubscribe(person_of(request), id=id)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _how_it_stands(request: Request) -> dict[str, Any]:
    person, session = person_of(request), request.session.session_key
    own = person.devices.filter(session_key=session, kind=Device.Kind.OWN).first()
    on = own and PushSubscription.objects.filter(person=person, device=own.id).exists()
    found = {"key": vapid.public_key(), "device": own and own.id, "on": bool(on)}
    return dict(PushOutput(found).data)


class MailWishInput(serializers.Serializer[Any]):
    wanted = serializers.BooleanField()


class MailWishOutput(serializers.Serializer[Any]):
    """`reachable` is false where the company knows no e-mail address of this person."""

    wanted = serializers.BooleanField()
    reachable = serializers.BooleanField()


class MyMailWish(APIView):
    """Whether one is told by mail as well; nobody else reads it."""

    @extend_schema(responses={200: MailWishOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        person = person_of(request)
        found = {"wanted": mail.is_wanted(person), "reachable": mail.can_be_written_to(person)}
        return Response(MailWishOutput(found).data)

    @extend_schema(request=MailWishInput, responses={200: MailWishOutput, **PROBLEMS})
    def put(self, request: Request) -> Response:
        given = MailWishInput(data=request.data)
        given.is_valid(raise_exception=True)
        mail.wish(person_of(request), now=timezone.now(), **given.validated_data)
        return self.get(request)
