"""What goes over many rows goes on past one that is broken, and says which it was."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from django.db.models import Model, QuerySet

from wellbeing.core.sealing import CannotBeOpened

Row = TypeVar("Row", bound=Model)
# The database refuses it, what it leads to is gone, its words do not open, or what stands in it is
# no zone, number or day. Anything else is a fault of ours, and stops what runs into it.
FAULTS: Final = (
    DatabaseError, ObjectDoesNotExist, CannotBeOpened, LookupError, ValueError, ArithmeticError,
)  # fmt: skip
_log = logging.getLogger("aftercall.sweeps")


def one_by_one(rows: QuerySet[Row], act: Callable[[Row], object]) -> None:
    """Each in a transaction of its own: whatever is wrong with one, the next has its turn.

    Read in there too, and if it is still to be swept: that a row is broken is often found out by
    reading it.
    """
    for id in list(rows.values_list("pk", flat=True)):
        with past_faults(rows.model._meta.label, id), transaction.atomic():
            for row in rows.filter(pk=id):
                act(row)


@contextmanager
def past_faults(what: str, id: object) -> Iterator[None]:
    """Logged by its id and the kind of the fault alone: a database quotes the row in its own."""
    try:
        yield
    except FAULTS as fault:
        _log.error("%s %s was passed over: %s.", what, id, type(fault).__name__)
