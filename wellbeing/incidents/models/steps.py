"""What the law of a country asks for in a case: done, or set aside with a reason."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from wellbeing.core.models import DataKey
from wellbeing.incidents.models.cases import Case
from wellbeing.incidents.rules import STEP_DONE, STEP_SET_ASIDE


class CaseStep(models.Model):
    """A step of the pack that somebody settled; one that is open has no row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    key = models.ForeignKey(DataKey, models.CASCADE, related_name="+")
    step = models.CharField(max_length=32)
    state = models.CharField(max_length=16)
    reason = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="each_step_of_a_case_once", fields=["case", "step"]),
            models.CheckConstraint(
                name="a_step_is_set_aside_with_a_reason",
                condition=Q(state=STEP_DONE, reason=None)
                | Q(state=STEP_SET_ASIDE, reason__isnull=False),
            ),
        ]

    @property
    def place(self) -> str:
        return f"incidents_casestep.reason:{self.pk}"
