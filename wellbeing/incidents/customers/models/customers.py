"""Customers, known by a keyed hash and nothing else."""

import hmac
import uuid
from hashlib import sha256
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from wellbeing.core.models import DataKey
from wellbeing.core.subjects import apart, subject_of
from wellbeing.incidents.models import Case


def hashed(spelling: str) -> bytes:
    """HMAC-SHA256: without the key outside the database no number can be tried."""
    return hmac.digest(bytes.fromhex(settings.CUSTOMER_KEY), spelling.encode(), sha256)


def whose(reporter: UUID, customer: bytes) -> UUID:
    """Another pseudonym for each customer: two of one person have nothing in common. Of the person
    and not of their diary: who begins anew is not two.
    """
    return apart(subject_of(reporter), f"customer:{customer.hex()}")


class Customer(models.Model):
    """One of whom a human said that several reports are about them. No name, no number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hash = models.BinaryField(max_length=32, unique=True)


class SightingQuerySet(models.QuerySet["Sighting"]):
    def of(self, customer: bytes) -> Self:
        """One probe of one index, however many cases there are."""
        return self.filter(hash=customer)


class Sighting(models.Model):
    """A case names this customer. It goes with the key of the case."""

    case = models.OneToOneField(
        Case, models.CASCADE, primary_key=True, related_name="customer_sighting"
    )
    key = models.ForeignKey(DataKey, models.CASCADE, related_name="+")
    hash = models.BinaryField(max_length=32)
    whose = models.UUIDField(null=True)  # none where nobody signed
    reported_at = models.DateTimeField()
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, related_name="sightings")
    same = models.BooleanField(null=True)  # what a human said; until then only a match
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    said_at = models.DateTimeField(null=True)

    objects = SightingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="sightings_of_a_customer", fields=["hash"])]
        constraints = [
            models.CheckConstraint(
                name="a_human_said_that_it_is_the_same",
                condition=Q(same=None, customer=None, said_at=None)
                | Q(same=False, customer=None, said_at__isnull=False)
                | Q(same=True, said_at__isnull=False),
            )
        ]
