from accounts.models.devices import Device, Session
from accounts.models.links import Invitation, SignInLink
from accounts.models.people import RoleGrant, User
from accounts.models.rosters import RosterImport
from accounts.models.units import Unit

__all__ = [
    "Device",
    "Invitation",
    "RoleGrant",
    "RosterImport",
    "Session",
    "SignInLink",
    "Unit",
    "User",
]
