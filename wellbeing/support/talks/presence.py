"""Who has a talk open right now: in the cache for seconds, never stored."""

from contextlib import suppress

from django.core.cache import cache
from redis.exceptions import RedisError

from wellbeing.notifications.live import hint
from wellbeing.support.talks.models import Participant
from wellbeing.support.talks.rules import HERE

# Without Redis nobody is seen to be there; the talk itself goes on.


def note_here(seat: Participant) -> None:
    with suppress(RedisError, OSError):
        cache.set(_key(seat), True, HERE.total_seconds())


def is_here(seat: Participant) -> bool:
    with suppress(RedisError, OSError):
        return cache.get(_key(seat)) is True
    return False


def tell(person_id: object, *, topic: str, id: object) -> None:
    """A hint of the moment: where it is lost the page asks by itself a little later."""
    with suppress(RedisError, OSError):
        hint(person_id=str(person_id), topic=topic, id=str(id))


def _key(seat: Participant) -> str:
    return f"talk-here:{seat.pk}"
