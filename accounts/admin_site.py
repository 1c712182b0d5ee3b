"""Django's admin, for administrators with a second factor and for nobody else."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from accounts import second_factor
from accounts.models import User
from accounts.selectors import administers_everything

# allauth would register people's second factors and company accounts as well.
_SHOWN = {"accounts.Unit", "accounts.User", "accounts.RoleGrant"}


class AdministratorSite(AdminSite):
    """It knows no parts of the organisation, so it is for those who administer all of it."""

    site_header = site_title = "Aftercall"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        several = isinstance(model_or_iterable, list | tuple)
        models = model_or_iterable if several else [model_or_iterable]
        shown = [model for model in models if model._meta.label in _SHOWN]
        super().register(shown, admin_class, **options)

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

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The app's form asks lately shown proof, ends other sessions and sends a letter."""
        return HttpResponseRedirect("/#/me")
