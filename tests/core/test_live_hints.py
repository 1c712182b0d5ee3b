"""A hint from the worker's thread reaches a socket that lives on the server's loop."""

import asyncio
import threading

import pytest

from wellbeing.core.channel_layer import ThreadSafeInMemoryChannelLayer


@pytest.fixture
def layer() -> ThreadSafeInMemoryChannelLayer:
    return ThreadSafeInMemoryChannelLayer()


def test_a_message_from_another_thread_wakes_the_receiver(layer):
    async def socket() -> dict[str, str]:
        channel = await layer.new_channel()
        await layer.group_add("person.1", channel)
        receiving = asyncio.create_task(layer.receive(channel))
        await asyncio.sleep(0.05)  # it sleeps by now
        message = {"type": "changed", "topic": "checkins"}
        sender = threading.Thread(target=lambda: asyncio.run(layer.group_send("person.1", message)))
        sender.start()
        received = await asyncio.wait_for(receiving, timeout=5)
        await asyncio.to_thread(sender.join)
        return received

    assert asyncio.run(socket())["topic"] == "checkins"


def test_a_message_is_lost_in_silence_when_nobody_listens(layer):
    asyncio.run(layer.group_send("person.1", {"type": "changed"}))


def test_expired_messages_are_not_looked_for_at_every_message(layer, monkeypatch):
    walks: list[None] = []
    monkeypatch.setattr(
        "channels.layers.InMemoryChannelLayer._clean_expired", lambda self: walks.append(None)
    )

    for _ in range(50):
        layer._clean_expired()

    assert len(walks) == 1
