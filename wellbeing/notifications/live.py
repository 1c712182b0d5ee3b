"""Live hints: that something changed, never what."""

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

EVERYBODY = "everybody"


def group_for(person_id: str) -> str:
    return f"person.{person_id}"


def hint(*, person_id: str, topic: str, id: str = "") -> None:
    """Tell every open page of one person that something of theirs changed."""
    message = {"type": "changed", "topic": topic, "id": id}
    async_to_sync(get_channel_layer().group_send)(group_for(person_id), message)


def hint_everybody(topic: str) -> None:
    """Tell every open page of something that everybody may read."""
    message = {"type": "announced", "topic": topic}
    async_to_sync(get_channel_layer().group_send)(EVERYBODY, message)


def recheck_sockets(person_id: str) -> None:
    """Let every open socket of a person ask whether its session still stands."""
    async_to_sync(get_channel_layer().group_send)(group_for(person_id), {"type": "recheck"})
