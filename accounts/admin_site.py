"""Django's admin, for administrators with a second factor and for nobody else."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from accounts import second_factor
from accounts.models import User
from accounts.selectors import administers_everything


class AdministratorSite(AdminSite):
    """It knows no parts of the organisation, so it is for those who administer all of it."""

    site_header = site_title = "Aftercall"

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return (
            isinstance(user, User)
            and user.is_active
            and administers_everything(user, now=timezone.now())
            and second_factor.is_satisfied(request)
        )

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Django's own form knows neither second factors nor limits; the app's knows both."""
        return HttpResponseRedirect("/")
