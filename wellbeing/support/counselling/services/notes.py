"""A counsellor's own notes on an appointment; they go with it."""

from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.core.sealing import new_key, open_sealed, seal
from wellbeing.support.counselling.models import Note
from wellbeing.support.counselling.services.diary import lock
from wellbeing.support.counselling.services.practices import appointment_of, begin, practice_of


def _place(ref: UUID) -> str:
    return f"support_counselling_note.sealed:{ref}"


def note_on(counsellor: User, *, ref: UUID) -> str:
    """Raises NotFound where there is no such appointment of theirs."""
    booking = appointment_of(counsellor, ref=ref)
    note = Note.objects.filter(booking=booking).first()
    key = practice_of(counsellor).notes_key
    if note is None or key is None:
        return ""
    return open_sealed(key, bytes(note.sealed), place=_place(ref))


@transaction.atomic
def write_note(counsellor: User, *, ref: UUID, text: str) -> None:
    """In place of what stood there; nothing leaves nothing. Raises NotFound."""
    booking = appointment_of(counsellor, ref=ref)
    if not text:
        Note.objects.filter(booking=booking).delete()
        return
    begin(counsellor)
    practice = lock(counsellor.pk)  # so that two pages at once make one key
    if practice.notes_key is None:
        practice.notes_key = new_key()
        practice.save(update_fields=["notes_key"])
    sealed = seal(practice.notes_key, text, place=_place(ref))
    Note.objects.update_or_create(booking=booking, defaults={"sealed": sealed})
