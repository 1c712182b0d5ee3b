"""The people of an administrator's own units."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import second_factor
from accounts.api.me import LanguageField, PlaceOutput, RoleOutput
from accounts.authentication import person_of
from accounts.invitations import newcomers
from accounts.models import RoleGrant, User
from accounts.models.people import Role
from accounts.selectors import named_like, people_administered_by, people_changed_by
from wellbeing.core import audit
from wellbeing.core.api import PROBLEMS
from wellbeing.core.errors import NotFound

PAGE = 50


class PersonOutput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    personnel_number = serializers.CharField()
    name = serializers.CharField()
    unit = PlaceOutput(allow_null=True)
    roles = RoleOutput(many=True, source="role_grants")
    active = serializers.BooleanField(source="is_active")


class WholePersonOutput(PersonOutput):
    email = serializers.CharField()
    language = LanguageField(choices=settings.LANGUAGES)
    time_zone = serializers.CharField()
    country = serializers.CharField()
    joined_at = serializers.DateTimeField()
    invitable = serializers.SerializerMethodField()
    second_factor_set_up = serializers.SerializerMethodField()

    def get_invitable(self, person: User) -> bool:
        return newcomers().filter(pk=person.pk, pk__in=self.context["changeable"]).exists()

    def get_second_factor_set_up(self, person: User) -> bool:
        return second_factor.is_set_up(person)


class PeopleOutput(serializers.Serializer[Any]):
    results = PersonOutput(many=True)
    count = serializers.IntegerField()


class PageInput(serializers.Serializer[Any]):
    search = serializers.CharField(max_length=100, allow_blank=True, default="")
    page = serializers.IntegerField(min_value=1, max_value=100_000, default=1)


def _mine(request: Request) -> QuerySet[User]:
    now = timezone.now()
    grants = RoleGrant.objects.at(now).select_related("unit").order_by("pk")
    people = people_administered_by(person_of(request), now=now)
    return people.select_related("unit__parent__parent__parent").prefetch_related(
        Prefetch("role_grants", grants)
    )


class PeopleList(APIView):
    @extend_schema(
        parameters=[
            OpenApiParameter("search", OpenApiTypes.STR),
            OpenApiParameter("page", OpenApiTypes.INT),
        ],
        responses={200: PeopleOutput, **PROBLEMS},
    )
    def get(self, request: Request) -> Response:
        asked = PageInput(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        people = named_like(_mine(request), asked.validated_data["search"])
        start = (asked.validated_data["page"] - 1) * PAGE
        page = people.order_by("name", "personnel_number")[start : start + PAGE]
        return Response({"results": PersonOutput(page, many=True).data, "count": people.count()})


class PersonDetail(APIView):
    """Opening somebody's record is a line that they can read under "who looked"."""

    @extend_schema(responses={200: WholePersonOutput, **PROBLEMS})
    @transaction.atomic
    def get(self, request: Request, id: UUID) -> Response:
        person = _mine(request).filter(pk=id).first()
        if person is None:
            raise NotFound
        audit.record(
            "person_opened",
            actor_id=person_of(request).pk,
            role=Role.ADMINISTRATOR,
            person_id=person.pk,
            now=timezone.now(),
        )
        changeable = people_changed_by(person_of(request), now=timezone.now())
        context = {"changeable": changeable.values("pk")}
        return Response(WholePersonOutput(person, context=context).data)
