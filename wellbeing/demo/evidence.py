"""Files on reports of the demo: a chat on a screen, and a short recording; all of it invented."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from math import sin
from random import Random
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from wellbeing.core.ids import uuid7
from wellbeing.core.sealing import seal
from wellbeing.incidents.evidence.cleaning.anew import made_anew
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.rules import VIEWABLE
from wellbeing.incidents.evidence.services import storage
from wellbeing.incidents.models import Case

_CHATS: Final = (
    ("You people are useless.", "I know where your office is.", "Wait and see."),
    ("Put a real person on.", "Are you stupid or what", "I will post your name everywhere."),
    ("Answer me", "ANSWER ME", "I have all day and I have your number."),
)
_MOST: Final = 12
_WIDE, _LINE = 360, 58


def store_files(cases: Sequence[Case], *, chance: Random) -> None:
    """As they are once they were checked; first on what those reported whom somebody will play."""
    grave = [case for case in cases if case.key is not None and case.severity > 0]
    chance.shuffle(grave)
    grave.sort(key=lambda case: not (case.reporter and case.reporter.has_usable_password()))
    for case in grave[:_MOST]:
        at = case.received_at + timedelta(minutes=2)
        _store(case, "screenshot.png", _chat(chance.choice(_CHATS)), at, chance)
        if chance.random() < 0.5:
            _store(case, "call.wav", _tone(chance), at + timedelta(seconds=20), chance)


def _store(case: Case, name: str, content: bytes, at: datetime, chance: Random) -> None:
    assert case.key is not None
    made = made_anew(content)
    file = EvidenceFile(
        case=case, key=case.key, uid=uuid7(at, chance), size=len(content), received=len(content),
        sha256=sha256(content).digest(), state=VIEWABLE, kind=made.kind, made_type=made.type,
        made_size=len(made.content), began_at=at,
    )  # fmt: skip
    file.name = seal(case.key, name, place=file.name_place)
    file.save(force_insert=True)
    storage.add_whole(file, storage.ORIGINAL, content)
    storage.add_whole(file, storage.WORKING, made.content)


def _chat(lines: Sequence[str]) -> bytes:
    sheet = Image.new("RGB", (_WIDE, 60 + _LINE * len(lines)), "#efe9e1")
    pen, letters = ImageDraw.Draw(sheet), ImageFont.load_default(size=15)
    pen.rectangle((0, 0, _WIDE, 40), fill="#3d5a59")
    pen.text((16, 11), "Chat with a customer", fill="white", font=letters)
    for place, line in enumerate(lines):
        top = 56 + place * _LINE
        right = 34 + pen.textlength(line, font=letters)
        pen.rounded_rectangle((16, top, right, top + 40), radius=12, fill="white")
        pen.text((25, top + 11), line, fill="#26302f", font=letters)
    out = BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def _tone(chance: Random) -> bytes:
    """Two seconds, as a telephone would carry them."""
    rate, pitch = 8000, chance.uniform(200, 320)
    wave = (int(6000 * sin(n * pitch / rate * 6.283) * sin(n / 900)) for n in range(2 * rate))
    samples = b"".join(value.to_bytes(2, "little", signed=True) for value in wave)
    form = b"fmt \x10\0\0\0\x01\0\x01\0" + rate.to_bytes(4, "little")
    form += (2 * rate).to_bytes(4, "little") + b"\x02\0\x10\0"
    body = b"WAVE" + form + b"data" + len(samples).to_bytes(4, "little") + samples
    return b"RIFF" + len(body).to_bytes(4, "little") + body
