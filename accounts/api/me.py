"""The signed-in person, and what the sign-in screen needs to know."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import get_user
from django.middleware.csrf import get_token
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import second_factor
from accounts.authentication import person_of
from accounts.invitations import newcomers
from accounts.models import RoleGrant, Unit, User
from wellbeing.core.api import PROBLEMS


@extend_schema_field({"type": "string", "enum": ["en", "zh-Hans", "ru"]})
class LanguageField(serializers.ChoiceField):
    """Django writes zh-hans where browsers write zh-Hans; both are understood, the second said."""

    SPELT = {"zh-hans": "zh-Hans"}

    def to_internal_value(self, data: object) -> str:
        return str(super().to_internal_value(str(data).lower()))

    def to_representation(self, value: str) -> str:
        return self.SPELT.get(value, value)


class UnitOutput(serializers.Serializer[Unit]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class PlaceOutput(UnitOutput):
    path = serializers.SerializerMethodField()

    def get_path(self, unit: Unit) -> list[str]:
        return [above.name for above in unit.path()]


class RoleOutput(serializers.Serializer[RoleGrant]):
    role = serializers.CharField()
    unit = UnitOutput()


class MeOutput(serializers.Serializer[User]):
    """Everything the app shows about the person who holds the phone."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    login = serializers.CharField(source="personnel_number")
    email = serializers.CharField()
    language = LanguageField(choices=settings.LANGUAGES)
    time_zone = serializers.CharField()
    unit = PlaceOutput(allow_null=True)
    roles = serializers.SerializerMethodField()
    device = serializers.SerializerMethodField()
    second_factor = serializers.SerializerMethodField()
    password_set = serializers.BooleanField(source="has_usable_password")
    can_sign_in_again = serializers.SerializerMethodField()

    def get_roles(self, person: User) -> list[dict[str, Any]]:
        grants = person.role_grants.at(timezone.now()).select_related("unit").order_by("pk")
        return [dict(RoleOutput(grant).data) for grant in grants]

    def get_device(self, person: User) -> dict[str, Any] | None:
        key = self.context["request"].session.session_key
        device = person.devices.filter(session_key=key).first()
        return {"id": device.id, "kind": device.kind} if device else None

    def get_can_sign_in_again(self, person: User) -> bool:
        return not newcomers().filter(pk=person.pk).exists()

    def get_second_factor(self, person: User) -> dict[str, bool]:
        return {
            "required": second_factor.is_required(person, now=timezone.now()),
            "satisfied": second_factor.is_satisfied(self.context["request"]),
            "set_up": second_factor.is_set_up(person),
        }


class MeInput(serializers.ModelSerializer[User]):
    language = LanguageField(choices=settings.LANGUAGES, required=False)

    class Meta:
        model = User
        fields = ["language", "time_zone"]
        extra_kwargs = {"time_zone": {"required": False}}


class Me(APIView):
    @extend_schema(responses={200: MeOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        return Response(MeOutput(person_of(request), context={"request": request}).data)

    @extend_schema(request=MeInput, responses={200: MeOutput, **PROBLEMS})
    def patch(self, request: Request) -> Response:
        person = person_of(request)
        given = MeInput(person, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        for name, value in given.validated_data.items():
            setattr(person, name, value)
        # These alone: the rest may have changed since, for somebody who is just leaving.
        person.save(update_fields=list(given.validated_data))
        return self.get(request)


class SignInOptionsOutput(serializers.Serializer[Any]):
    organisation = serializers.CharField()
    demo = serializers.BooleanField()
    signed_in = serializers.BooleanField()
    providers = serializers.ListField(child=serializers.DictField())
    languages = serializers.ListField(child=serializers.CharField())


class SignInOptions(APIView):
    """Asked before anybody is signed in; sets the cookie that the first write needs."""

    authentication_classes: list[type] = []

    @extend_schema(responses={200: SignInOptionsOutput})
    def get(self, request: Request) -> Response:
        get_token(request._request)
        organisation = Unit.objects.filter(kind=Unit.Kind.ORGANISATION).first()
        apps = get_adapter().list_apps(request._request)
        return Response(
            {
                "organisation": organisation.name if organisation else "",
                "demo": settings.DEMO,
                "signed_in": get_user(request._request).is_authenticated,
                "providers": [
                    {"id": app.provider_id or app.provider, "name": app.name} for app in apps
                ],
                "languages": ["en", "zh-Hans", "ru"],
            }
        )
