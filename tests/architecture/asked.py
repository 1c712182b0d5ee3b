"""What is known of a route: how it is asked, and what it says to someone who may ask.

`own`, `other` and `none` are the statuses for one's own row, somebody else's and no such row; a
route without an id has `own` alone. Who may ask at all stands in accounts/rights.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from accounts.models import User

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@dataclass(frozen=True)
class Answers:
    own: int
    other: int | None = None
    none: int | None = None
    led: int | None = None  # other and none, where a supervisor asks who leads that floor
    body: Callable[[], Any] = dict


@dataclass(frozen=True)
class Asked:
    """`row` makes a row of one person and returns its id."""

    answers: dict[str, Answers]
    row: Callable[[User], object] | None = None
    key: str = "id"
    nobodys: Callable[[], object] = uuid4
    beside: dict[str, object] = field(default_factory=dict)  # further parts of the path
    query: dict[str, str] = field(default_factory=dict)  # without which nothing is answered


READ = {"GET": Answers(200)}
