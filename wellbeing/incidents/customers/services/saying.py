"""The reasons of a step, and the line that it leaves."""

from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.models.people import Role
from wellbeing.core import audit
from wellbeing.core.models import DataKey
from wellbeing.core.sealing import new_key, seal
from wellbeing.incidents.customers.errors import ReasonsGone
from wellbeing.incidents.customers.models import Action, ActionWord
from wellbeing.incidents.customers.selectors.actions import words_of
from wellbeing.incidents.services import trail


def say(action: Action, step: str, text: str, *, by: User, now: datetime) -> None:
    """Sealed by its own key, and before it was approved by that of the case. Raises ReasonsGone."""
    key = key_of(action)
    if key is None:
        raise ReasonsGone
    word = ActionWord(action=action, key=key, step=step, author=by, at=now)
    word.sealed = seal(key, text, place=word.place)
    word.save(force_insert=True)


def key_of(action: Action) -> DataKey | None:
    return action.key or (action.case.key if action.case else None)


def seal_apart(action: Action) -> None:
    """From now on it stands without the case, and so do its reasons. Not saved here."""
    action.key = new_key()
    for word, text in words_of(action):
        word.sealed, word.key = seal(action.key, text, place=word.place), action.key
        word.save(update_fields=["sealed", "key"])


def note(act: str, action: Action, *, by: User | None, now: datetime, **detail: Any) -> None:
    """Ids and codes only, also where a day came by itself. Where the case is gone, its steps are
    a chain of their own, about nobody.
    """
    told = {"action": str(action.pk), "kind": action.kind, **detail}
    role = Role.CASE_HANDLER if by else "system"
    if action.case:
        trail.note_aside(act, action.case, actor=by, role=role, now=now, **told)
        return
    who = by.pk if by else None
    audit.record(act, actor_id=who, role=role, now=now, chain=action.pk, **told)


def note_read(action: Action, *, by: User, now: datetime) -> None:
    """Whoever is answered with its reasons and did nothing else has read them."""
    note("action_opened", action, by=by, now=now)
