from accounts.models.devices import Device
from accounts.models.people import RoleGrant, User
from accounts.models.units import Unit

__all__ = ["Device", "RoleGrant", "Unit", "User"]
