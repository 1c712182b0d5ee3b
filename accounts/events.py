"""What others need to know about people: facts in the past tense, ids only."""

from dataclasses import dataclass

from wellbeing.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AccessEnded(Event):
    """Some or all of a person's sessions are over; whatever they have open must close."""

    person_id: str


@dataclass(frozen=True, kw_only=True)
class PasswordResetRequested(Event):
    """Somebody wrote this person's address into "forgot my password"."""

    person_id: str


@dataclass(frozen=True, kw_only=True)
class PersonFoundAnew(Event):
    """An administrator changed a person's address or number; the old address hears of it."""

    person_id: str
    sealed_address: str  # it is kept nowhere else any more


@dataclass(frozen=True, kw_only=True)
class SignInChanged(Event):
    """How a person signs in was changed; they should hear of it, for it may not have been them."""

    person_id: str
    change: str  # the name of a template in accounts/templates/mail
