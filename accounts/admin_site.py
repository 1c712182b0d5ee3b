"""Django's admin, for administrators with a second factor and for nobody else."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils import timezone

from accounts import second_factor
from accounts.models import User
from accounts.models.people import Role, holds


class AdministratorSite(AdminSite):
    site_header = site_title = "Aftercall"

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return (
            isinstance(user, User)
            and holds(user, Role.ADMINISTRATOR, now=timezone.now())
            and second_factor.is_satisfied(request)
        )
