"""Who is on shift, and ladders that do not make a test wait, in the browser's installation."""

from tests.browser.server import Server

_UWE = """
from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from tests.password import PASSWORD
from tests.times import LONG_AGO
team, top = Unit.objects.get(kind="team"), Unit.objects.get(parent=None)
uwe = User.objects.create_user("uwe", PASSWORD, name="Uwe", unit=team, time_zone="Europe/Warsaw")
RoleGrant.objects.create(person=uwe, role=Role.SUPERVISOR, unit=top, starts_at=LONG_AGO)
"""

_ON_SHIFT = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import User
from accounts.models.people import Role
from wellbeing.support.shifts.services import set_shift
now = timezone.now()
tara = User.objects.get(personnel_number="tara")
set_shift(tara, role=Role.SUPERVISOR, until=now + timedelta(hours=4), now=now)
"""

_LADDER = """
from uuid import uuid4
from accounts.models import Unit, User
from tests.times import LONG_AGO
from wellbeing.support.help_now.models import Ladder
from wellbeing.support.help_now.rules import Rung
ada = User.objects.get(personnel_number="ada")
rungs = [
    Rung(who="supervisors_of_unit", wait_seconds={wait}),
    Rung(who="all_supervisors", wait_seconds={wait}),
    Rung(who="phone", wait_seconds={wait}, phone="+48 12 345 67 89"),
]
Ladder.objects.create(
    by=ada, id=uuid4(), unit=Unit.objects.get(parent=None), valid_from=LONG_AGO,
    rungs=[rung.written() for rung in rungs],
)
"""


def tara_is_on_shift(server: Server, *, wait: int = 60) -> None:
    """Uwe supervises as well, and is reached only by the second rung."""
    server.python(_UWE + _ON_SHIFT + _LADDER.format(wait=wait))
