"""Who may do what: the whole table, as data. A route without a row is refused, and fails a test.

The table says who may *try*. Which rows exist for somebody is each queryset's business: what is
not theirs is not found.
"""

from dataclasses import dataclass
from typing import Final

from django.utils import timezone
from rest_framework import exceptions
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts import second_factor
from accounts.models.people import SECOND_FACTOR_ROLES, Role, RoleGrant


@dataclass(frozen=True)
class Anyone:
    """Also without an account."""


@dataclass(frozen=True)
class SignedIn:
    """Anybody with an account, about what is their own."""


@dataclass(frozen=True)
class Holders:
    """Those who hold one of these roles now."""

    roles: frozenset[Role]


Right = Anyone | SignedIn | Holders

ANYONE: Final = Anyone()
SIGNED_IN: Final = SignedIn()
SUPPORTERS: Final = Holders(frozenset({Role.PEER, Role.COUNSELLOR, Role.SUPERVISOR}))
SUPERVISORS: Final = Holders(frozenset({Role.SUPERVISOR}))
ADMINISTRATORS: Final = Holders(frozenset({Role.ADMINISTRATOR}))
COUNSELLORS: Final = Holders(frozenset({Role.COUNSELLOR}))
DRILLERS: Final = Holders(frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}))
CASE_HANDLERS: Final = Holders(frozenset({Role.CASE_HANDLER}))
MANAGERS: Final = Holders(frozenset({Role.MANAGER}))

# route name: {method: who}
RIGHTS: Final[dict[str, dict[str, Right]]] = {
    "schema": {"GET": ANYONE},
    "sign-in-options": {"GET": ANYONE},
    "me": {"GET": SIGNED_IN, "PATCH": SIGNED_IN},
    "devices": {"GET": SIGNED_IN, "DELETE": SIGNED_IN},
    "device": {"PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "sign-in-link": {"GET": SIGNED_IN, "PUT": SIGNED_IN},
    "sign-in-link-approval": {"PUT": SIGNED_IN},
    "sign-in-link-claim": {"PUT": ANYONE},
    "invitation-claim": {"PUT": ANYONE},
    "invitation": {"PUT": ADMINISTRATORS},
    "people": {"GET": ADMINISTRATORS},
    "person": {"GET": ADMINISTRATORS},
    "roster-import": {"PUT": ADMINISTRATORS},
    "roster-application": {"PUT": ADMINISTRATORS},
    "roster-invitations": {"GET": ADMINISTRATORS},
    "checkins": {"GET": SIGNED_IN},
    "checkin": {"GET": SIGNED_IN, "PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "resets": {"GET": SIGNED_IN},
    "reset": {"GET": SIGNED_IN, "PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "my-break-allowance": {"GET": SIGNED_IN},
    "break-pass": {"GET": SIGNED_IN, "PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "break-pass-acceptance": {"PUT": SIGNED_IN},
    "break-pass-checks": {"POST": ANYONE},
    "floors": {"GET": SUPERVISORS},
    "my-floor": {"GET": SIGNED_IN},
    "break-policies": {"GET": ADMINISTRATORS},
    "break-policy": {"PUT": ADMINISTRATORS},
    "break-policy-units": {"GET": ADMINISTRATORS},
    "my-push": {"GET": SIGNED_IN},
    "push-subscription": {"PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "my-help": {"GET": SIGNED_IN},
    "help-call": {"GET": SIGNED_IN, "PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "help-drill": {"PUT": DRILLERS},
    "help-drill-units": {"GET": DRILLERS},
    "help-answers": {"GET": SIGNED_IN},  # a ladder may name anybody
    "help-answer": {"PUT": SIGNED_IN},
    "help-ladders": {"GET": ADMINISTRATORS},
    "help-ladder": {"PUT": ADMINISTRATORS},
    "help-ladder-units": {"GET": ADMINISTRATORS},
    "my-shifts": {"GET": SIGNED_IN, "PUT": SIGNED_IN},
    "my-talks": {"GET": SIGNED_IN},
    "talk-availability": {"GET": SIGNED_IN},
    "talk-supervisors": {"GET": SIGNED_IN},
    "talk-peers": {"GET": SIGNED_IN},
    "talk-request": {"GET": SIGNED_IN, "PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "talk-offers": {"GET": SUPPORTERS},
    "talk-offer": {"PUT": SUPPORTERS, "DELETE": SUPPORTERS},
    "my-supporter": {"GET": SUPPORTERS, "PUT": SUPPORTERS},
    "exclusions": {"GET": SIGNED_IN},
    "exclusion": {"PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "conversation": {"GET": SIGNED_IN, "DELETE": SIGNED_IN},
    "conversation-messages": {"GET": SIGNED_IN},
    "conversation-message": {"PUT": SIGNED_IN},
    "conversation-reading": {"PUT": SIGNED_IN},
    "conversation-typing": {"PUT": SIGNED_IN},
    "conversation-weight": {"PUT": SIGNED_IN},
    "conversation-proposal": {"PUT": SIGNED_IN},
    "conversation-handover": {"PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "talk-reports": {"GET": SIGNED_IN},
    "talk-report": {"PUT": SIGNED_IN},
    "reports": {"GET": SIGNED_IN},
    "report": {"GET": SIGNED_IN, "PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "report-message": {"PUT": SIGNED_IN},
    "report-pack": {"GET": SIGNED_IN},
    "aftercare": {"GET": SIGNED_IN, "PUT": SIGNED_IN},
    "aftercare-answer": {"PUT": SIGNED_IN},
    "report-files": {"GET": SIGNED_IN},
    "report-file": {"PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "report-file-part": {"PUT": SIGNED_IN},
    "receipt-files": {"POST": ANYONE},
    "receipt-packs": {"POST": ANYONE},
    "receipt-parts": {"POST": ANYONE},
    "receipt-file-lists": {"POST": ANYONE},
    "receipt-file-removals": {"POST": ANYONE},
    "case-files": {"GET": CASE_HANDLERS},
    "case-file": {"GET": CASE_HANDLERS},
    "case-file-pages": {"GET": CASE_HANDLERS},
    "case-file-page": {"GET": CASE_HANDLERS},
    "report-actions": {"GET": SIGNED_IN},
    "receipt-actions": {"POST": ANYONE},
    "case-customer": {"GET": CASE_HANDLERS, "PUT": CASE_HANDLERS},
    "case-action": {"PUT": CASE_HANDLERS},
    "actions": {"GET": CASE_HANDLERS},
    "action": {"GET": CASE_HANDLERS},
    "action-decision": {"PUT": CASE_HANDLERS},
    "action-end": {"PUT": CASE_HANDLERS},
    "action-review": {"PUT": CASE_HANDLERS},
    "action-appeal": {"PUT": CASE_HANDLERS},
    "action-appeal-decision": {"PUT": CASE_HANDLERS},
    "case-handlers": {"GET": SIGNED_IN},
    "anonymous-reports": {"POST": ANYONE},
    "receipt-looks": {"POST": ANYONE},
    "receipt-messages": {"POST": ANYONE},
    "cases": {"GET": CASE_HANDLERS},
    "case": {"GET": CASE_HANDLERS},
    "case-acknowledgement": {"PUT": CASE_HANDLERS},
    "case-pack": {"GET": CASE_HANDLERS},
    "case-export": {"GET": CASE_HANDLERS},
    "case-hold": {"PUT": CASE_HANDLERS, "DELETE": CASE_HANDLERS},
    "case-holder": {"PUT": CASE_HANDLERS},
    "case-colleagues": {"GET": CASE_HANDLERS},
    "case-outcome": {"PUT": CASE_HANDLERS, "DELETE": CASE_HANDLERS},
    "case-pause": {"PUT": CASE_HANDLERS, "DELETE": CASE_HANDLERS},
    "case-step": {"PUT": CASE_HANDLERS},
    "case-distance": {"PUT": CASE_HANDLERS},
    "case-message": {"PUT": CASE_HANDLERS},
    "talk-report-cases": {"GET": CASE_HANDLERS},
    "talk-report-case": {"GET": CASE_HANDLERS},
    "talk-report-case-names": {"PUT": CASE_HANDLERS},
    "talk-report-case-answer": {"PUT": CASE_HANDLERS},
    "my-mail-wish": {"GET": SIGNED_IN, "PUT": SIGNED_IN},
    "free-times": {"GET": SIGNED_IN},
    "bookings": {"GET": SIGNED_IN},
    "booking": {"GET": SIGNED_IN, "PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "booking-time": {"GET": SIGNED_IN, "PUT": SIGNED_IN},
    "booking-wishes": {"PUT": SIGNED_IN},
    "my-time-wait": {"GET": SIGNED_IN, "PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "my-time-wait-offer": {"DELETE": SIGNED_IN},
    "booking-news": {"DELETE": SIGNED_IN},
    "booking-wait": {"PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "booking-offer": {"PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "booking-calendar": {"GET": SIGNED_IN},
    # By the secret of a link: only the time is seen.
    "appointment-looks": {"POST": ANYONE},
    "appointment-moves": {"POST": ANYONE},
    "appointment-cancellations": {"POST": ANYONE},
    "appointments": {"GET": COUNSELLORS},
    "appointment": {"DELETE": COUNSELLORS},
    "appointment-note": {"GET": COUNSELLORS, "PUT": COUNSELLORS},
    "appointment-calendar": {"GET": COUNSELLORS},
    "my-practice": {"GET": COUNSELLORS, "PUT": COUNSELLORS},
    "practice-hours": {"PUT": COUNSELLORS, "DELETE": COUNSELLORS},
    "special-day": {"PUT": COUNSELLORS, "DELETE": COUNSELLORS},
    "my-buddy": {"GET": SIGNED_IN, "PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "my-buddy-reminder": {"DELETE": SIGNED_IN},
    "huddles": {"GET": SIGNED_IN},
    "my-huddle-post": {"PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "trends": {"GET": SIGNED_IN},  # agents see every number that managers see
    "trend-closings": {"GET": ADMINISTRATORS},
    "trend-digest": {"GET": SIGNED_IN, "PUT": SIGNED_IN},
    "trend-strength": {"PUT": ADMINISTRATORS},
    "intervention": {"PUT": MANAGERS},
    "export-trends": {"GET": SIGNED_IN},
    "export-ledger": {"GET": SIGNED_IN},
    "holdings": {"GET": SIGNED_IN},
    "views": {"GET": SIGNED_IN},
    "export-everything": {"GET": SIGNED_IN},
    "export-checkins": {"GET": SIGNED_IN},
    "erasure": {"PUT": SIGNED_IN},
}


class SecondFactorRequired(exceptions.PermissionDenied):
    default_code = "second_factor_required"


class ByTable(BasePermission):
    """Answers "may this person try?" for every route from the table above."""

    def has_permission(self, request: Request, view: object) -> bool:
        assert request.resolver_match is not None
        row = RIGHTS.get(request.resolver_match.url_name or "", {})
        method = {"HEAD": "GET"}.get(request.method or "", request.method or "")
        if method not in row:  # among them OPTIONS, which would describe the route to anybody
            raise exceptions.MethodNotAllowed(method)
        return _may(row[method], request)


def _may(right: Right, request: Request) -> bool:
    match right:
        case Anyone():
            return True
        case SignedIn():
            return bool(request.user.is_authenticated)
        case Holders(roles):
            return request.user.is_authenticated and _holds_one(roles, request)


def _holds_one(roles: frozenset[Role], request: Request) -> bool:
    grants = RoleGrant.objects.at(timezone.now()).filter(person=request.user.pk, role__in=roles)
    held = {Role(role) for role in grants.values_list("role", flat=True)}
    if held and held <= SECOND_FACTOR_ROLES and not second_factor.is_satisfied(request):
        raise SecondFactorRequired
    return bool(held)
