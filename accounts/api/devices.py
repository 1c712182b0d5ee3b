"""What somebody is signed in on, and how it ends."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import access, devices
from accounts.authentication import person_of
from accounts.models import Device
from wellbeing.core.api import PROBLEMS


class DeviceInput(serializers.Serializer[Device]):
    kind = serializers.ChoiceField(choices=Device.Kind.choices)


class DeviceOutput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    name = serializers.CharField()
    current = serializers.SerializerMethodField()
    signed_in_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField()

    @extend_schema_field(bool)
    def get_current(self, device: Device) -> bool:
        return bool(device.session_key == self.context["request"].session.session_key)


class DeviceList(APIView):
    @extend_schema(responses={200: DeviceOutput(many=True), **PROBLEMS})
    def get(self, request: Request) -> Response:
        own = person_of(request).devices.order_by("-last_seen_at")
        return Response(DeviceOutput(own, many=True, context={"request": request}).data)

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request) -> Response:
        access.end_sessions(person_of(request).pk)
        request.session.flush()
        return Response(status=status.HTTP_204_NO_CONTENT)


class DeviceDetail(APIView):
    @extend_schema(
        request=DeviceInput, responses={200: DeviceOutput, 201: DeviceOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID) -> Response:
        given = DeviceInput(data=request.data)
        given.is_valid(raise_exception=True)
        device, created = devices.name_device(
            request._request,
            person_of(request),
            id=id,
            kind=Device.Kind(given.validated_data["kind"]),
            now=timezone.now(),
        )
        fresh = status.HTTP_201_CREATED if created else status.HTTP_200_OK
        return Response(DeviceOutput(device, context={"request": request}).data, status=fresh)

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        devices.end_device(person_of(request), id=id)
        return Response(status=status.HTTP_204_NO_CONTENT)
