"""Rows that belong to no feature: what happened, and who looked."""

from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connections, models
from django.db.models import F, Q


class OutboxQuerySet(models.QuerySet["OutboxEvent"]):
    def due(self, now: datetime) -> Self:
        return self.filter(done_at=None, try_at__lte=now)


class OutboxEvent(models.Model):
    """A fact stored with the act it tells of, until everything that follows from it has run."""

    name = models.CharField(max_length=100)
    payload = models.JSONField()
    published_at = models.DateTimeField()
    try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="outbox_waiting", fields=["try_at"], condition=Q(done_at=None)),
            models.Index(
                name="outbox_done", fields=["done_at"], condition=Q(done_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_event_done_after_it_was_published",
                condition=Q(done_at=None) | Q(done_at__gte=F("published_at")),
            )
        ]


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def about(self, person_id: UUID) -> Self:
        """What others did; nobody's own steps are a look at them."""
        chains = AuditChain.objects.filter(person=person_id).values_list("pk", flat=True)
        # As a list: together with the other half, both indexes are used.
        theirs = Q(chain__in=list(chains), actor__isnull=False)
        return self.filter(Q(person=person_id) | theirs).exclude(actor=person_id)


class AuditEntry(models.Model):
    """Who opened or changed what about whom, in the transaction of the act itself.

    Triggers on both databases refuse every change, and the deletion of what is younger than three
    years. So whoever the log names stays on the roster for as long: both keys protect.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    role = models.CharField(max_length=32)
    act = models.CharField(max_length=64)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="audit_entries", null=True
    )
    detail = models.JSONField(default=dict)
    # Lines about one case hang together: each is authenticated with the one before (core/chain.py).
    chain = models.UUIDField(null=True)
    number = models.PositiveIntegerField(null=True)
    hash = models.BinaryField(max_length=32, null=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="audit_of_person", fields=["person", "-at"])]
        constraints = [
            models.CheckConstraint(
                name="looks_of_agents_and_peers_are_never_recorded",
                condition=~Q(role__in=["agent", "peer"]),
            ),
            models.UniqueConstraint(name="audit_chain_in_order", fields=["chain", "number"]),
            models.CheckConstraint(
                name="audit_line_is_wholly_in_a_chain_or_not",
                condition=Q(chain=None, number=None, hash=None)
                | Q(chain__isnull=False, number__isnull=False, hash__isnull=False),
            ),
            models.CheckConstraint(
                name="audit_line_of_a_chain_names_nobody_itself",
                condition=Q(chain=None) | Q(person=None),
            ),
        ]
        verbose_name_plural = "audit entries"


class AuditChain(models.Model):
    """Where the lines about one case begin and end, so that none is missed at either side.

    Lines cannot be changed; whom they are about stands here, and goes once that is asked for.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    first = models.PositiveIntegerField(default=1)  # what is three years old has gone
    before = models.BinaryField(max_length=32, default=b"")  # the hash that the first follows
    last = models.PositiveIntegerField(default=0)
    hash = models.BinaryField(max_length=32, default=b"")  # of the last line
    mark = models.BinaryField(max_length=32)  # over all of these


class Erasure(models.Model):
    """That somebody had their own rows forgotten: a repeat must not forget what came after."""

    pk = models.CompositePrimaryKey("subject", "id")
    subject = models.UUIDField()
    id = models.UUIDField()
    at = models.DateTimeField()
    erased = models.JSONField(default=dict)


class RingKeyQuerySet(models.QuerySet["RingKey"]):
    def held(self, name: str) -> bool:
        """Whether it may wrap; if so nobody can drop it before this transaction ends.

        Shared: those who wrap do not wait for each other. On SQLite one writes at a time anyway.
        """
        lock = " FOR SHARE" if connections[self.db].features.has_select_for_update else ""
        table = self.model._meta.db_table
        query = f'SELECT name FROM "{table}" WHERE name = %s AND dropped_at IS NULL{lock}'  # noqa: S608  names of our own
        return bool(list(self.raw(query, [name])))


class RingKey(models.Model):
    """That a key of the ring has wrapped something, or was dropped; its name says nothing of it."""

    name = models.CharField(max_length=16, primary_key=True)
    dropped_at = models.DateTimeField(null=True)

    objects = RingKeyQuerySet.as_manager()


class DataKey(models.Model):
    """Opens what one case or one conversation sealed; once it is deleted nothing does.

    It is wrapped by a key of the ring that lives outside the database (core/sealing.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    wrapped = models.BinaryField()
    wrapped_by = models.CharField(max_length=16)  # which key of the ring

    class Meta:
        indexes = [models.Index(name="data_keys_of_a_ring_key", fields=["wrapped_by"])]
