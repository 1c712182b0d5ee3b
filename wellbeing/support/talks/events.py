"""What others need to know about talks: facts in the past tense, ids only."""

from dataclasses import dataclass

from wellbeing.core.events import Event


@dataclass(frozen=True, kw_only=True)
class TalkOffered(Event):
    """Somebody is asked whether they have a moment."""

    offer_id: str


@dataclass(frozen=True, kw_only=True)
class TalkOfferEnded(Event):
    """An offer is not open any more, answered or not."""

    offer_id: str


@dataclass(frozen=True, kw_only=True)
class TalkRequestMoved(Event):
    """A request was accepted, or ended without anybody."""

    serial: int


@dataclass(frozen=True, kw_only=True)
class TalkMoved(Event):
    """Somebody joined or ended a talk, proposed a counsellor, or an agreed time is near."""

    conversation_id: str


@dataclass(frozen=True, kw_only=True)
class TalkLeft(Event):
    """Somebody's part in a talk is over, while it goes on without them."""

    seat_id: int
