"""What a case is called on paper; the screens say the same."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

KINDS: Final[dict[str, Any]] = {
    "insult": _("Insults"),
    "shouting": _("Shouting"),
    "profanity": _("Swearing"),
    "threat": _("A threat"),
    "sexual": _("Sexual remarks"),
    "hate": _("Hate or discrimination"),
    "stalking": _("Stalking"),
    "other": _("Something else"),
}
SEVERITIES: Final[tuple[Any, ...]] = (
    _("Frustrated"),
    _("Insults or swearing"),
    _("Aimed at the agent"),
    _("A threat"),
)
CHANNELS: Final[dict[str, Any]] = {
    "phone": _("Phone"),
    "chat": _("Chat"),
    "email": _("Email"),
    "message": _("Text message"),
    "video": _("Video"),
    "in_person": _("In person"),
    "other": _("Elsewhere"),
}
ACTS: Final[dict[str, Any]] = {
    "intent": _("Said they want to help"),
    "boundary": _("Named the boundary"),
    "warned": _("Warned"),
    "ended": _("Ended the call"),
    "handed_over": _("Handed over"),
}
IDENTITIES: Final[dict[str, Any]] = {
    "named": _("Under a name"),
    "confidential": _("In confidence"),
    "anonymous": _("Without a name"),
}
STATES: Final[dict[str, Any]] = {
    "received": _("Waiting for somebody to take it on"),
    "acknowledged": _("Being looked into"),
    "closed": _("Closed"),
    "withdrawn": _("Taken back"),
}
CLOCKS: Final[dict[str, Any]] = {
    "acknowledge": _("To be taken on"),
    "answer": _("To be answered"),
}
PAUSES: Final[dict[str, Any]] = {
    "reporter": _("Waiting for whoever reported"),
    "customer": _("Waiting for the customer"),
    "authority": _("Waiting for police or court"),
    "other": _("Another reason"),
}
STEPS: Final[dict[str, Any]] = {
    "open": _("Not settled yet"),
    "done": _("Done"),
    "set_aside": _("Set aside"),
}
ACTIONS: Final[dict[str, Any]] = {
    "warning_letter": _("Warning letter"),
    "note": _("Note on the account"),
    "contact_restricted": _("Contact restricted"),
    "block": _("Block"),
    "refusal": _("Refusal of service"),
    "legal": _("Legal steps"),
    "police": _("Police"),
}
ACTION_STATES: Final[dict[str, Any]] = {
    "proposed": _("Waits for a decision"),
    "in_force": _("In force"),
    "refused": _("Refused"),
    "ended": _("Ended"),
}
