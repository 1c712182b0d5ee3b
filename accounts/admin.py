"""Django's own pages for units, people and roles: a workbench, with no check-in in sight."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts import access, diaries
from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from wellbeing.core import audit


class OpenFilters:
    """Addresses filter by what the pages offer; by a hash or a session they would be an oracle."""

    list_filter: ClassVar[Any]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup.removesuffix("__exact") in self.list_filter


class NoDeletion:
    """People leave and roles end; neither is deleted, for others refer to them."""

    def has_delete_permission(self, request: HttpRequest, row: Any = None) -> bool:
        return False


@admin.register(Unit)
class UnitAdmin(OpenFilters, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "kind", "parent")
    list_filter = ("kind",)
    ordering = ("name",)
    search_fields = ("name",)
    autocomplete_fields = ("parent",)


@admin.register(User)
class UserAdmin(OpenFilters, NoDeletion, admin.ModelAdmin):  # type: ignore[type-arg]
    # Neither the password's hash nor a session is shown to anybody.
    fields = (
        "personnel_number", "name", "email", "language", "time_zone", "country", "unit",
        "is_active",
    )  # fmt: skip
    list_display = ("personnel_number", "name", "unit", "is_active")
    list_filter = ("is_active",)
    ordering = ("personnel_number",)
    search_fields = ("personnel_number", "name", "email")
    autocomplete_fields = ("unit",)

    @transaction.atomic
    def change_view(self, request: HttpRequest, object_id: str, *more: Any, **context: Any) -> Any:
        """Opening somebody's page is a look that they can read of."""
        response = super().change_view(request, object_id, *more, **context)
        if request.method == "GET" and (person := self.get_object(request, object_id)):
            _record(request, "person_opened", person, [])
        return response

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Nobody shuts the door behind themselves."""
        return ["is_active"] if obj == request.user else []

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        now = timezone.now()
        obj.email = obj.email.lower()
        if not change:
            obj.set_unusable_password()
        elif diaries.FOUND_BY.intersection(form.changed_data):
            diaries.found_anew(User.objects.filter(pk=obj.pk))
        # What else the page read a while ago must not be written back: a diary may be new by now.
        obj.save(update_fields=form.changed_data if change else None)
        if change and not obj.is_active and "is_active" in form.changed_data:
            access.leave([obj.pk], now=now)
        _record(request, "person_changed" if change else "person_added", obj, form.changed_data)


@admin.register(RoleGrant)
class RoleGrantAdmin(OpenFilters, NoDeletion, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("person", "role", "unit", "starts_at", "until")
    list_filter = ("role",)
    search_fields = ("person__name", "person__personnel_number")
    autocomplete_fields = ("person", "unit")

    def get_queryset(self, request: HttpRequest) -> QuerySet[RoleGrant]:
        return super().get_queryset(request).select_related("person", "unit")

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: RoleGrant, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _record(request, "role_changed" if change else "role_given", obj.person, [obj.role])


def _record(request: HttpRequest, act: str, person: User, what: list[str]) -> None:
    assert isinstance(request.user, User)
    audit.record(
        act,
        actor_id=request.user.pk,
        role=Role.ADMINISTRATOR,
        person_id=person.pk,
        now=timezone.now(),
        what=what,
    )
