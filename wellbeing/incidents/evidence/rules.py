"""What may be handed in as evidence, how much of it, and how far a file is."""

from datetime import timedelta
from typing import Final

ARRIVING, CHECKING, VIEWABLE, REFUSED = "arriving", "checking", "viewable", "refused"
REMOVED = "removed"  # taken back: nothing but its id is left, so that a repeat stays removed
STATES: Final = (ARRIVING, CHECKING, VIEWABLE, REFUSED)
ROW_STATES: Final = (*STATES, REMOVED)

IMAGE, PDF, AUDIO, TEXT = "image", "pdf", "audio", "text"
KINDS: Final = (IMAGE, PDF, AUDIO, TEXT)

_MB: Final = 1024 * 1024
LARGEST: Final = {IMAGE: 15 * _MB, PDF: 15 * _MB, AUDIO: 25 * _MB, TEXT: 1 * _MB}
LARGEST_OF_ALL: Final = max(LARGEST.values())
LARGEST_TOGETHER: Final = 60 * _MB
MOST_FILES: Final = 5
MOST_TRIED: Final = 20  # with those that were refused or taken back
# Of all that came without a name on cases that nobody has acknowledged: a stranger fills no disk.
UNSEEN_TOGETHER: Final = 4 * 1024 * _MB
# Reasons that may be wrong: what was handed in is kept, for whoever did it alone.
DOUBTFUL: Final = ("mixed", "unsafe")
LONGEST_NAME: Final = 255

AFTER: Final = timedelta(microseconds=1)  # between files whose hour alone is known
PART: Final = 256 * 1024  # each part but the last
UNFINISHED_KEPT: Final = timedelta(days=7)

# How often a file may end the process that draws it anew before it is given up.
TRIES: Final = 3
# How long one worker has a file to itself; if it dies, the file comes due again.
CLAIM: Final = timedelta(minutes=6)
FIRST_WAIT: Final = timedelta(seconds=15)
LONGEST_WAIT: Final = timedelta(minutes=15)

# How long the pages of a PDF can be turned after a look that is one line in the log.
LOOK_LASTS: Final = timedelta(hours=1)


# The copies that we make. Of what was handed in no ending is taken that a computer would run: the
# first stands for whatever is not among them.
_ENDINGS_OF_COPIES: Final = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "application/pdf": "pdf",
    "audio/mpeg": "mp3",
    "text/plain; charset=utf-8": "txt",
}
_ENDINGS: Final = {
    IMAGE: ("jpg", "jpeg", "png", "webp", "gif"),
    PDF: ("pdf",),
    AUDIO: ("mp3", "m4a", "mp4", "ogg", "opus", "wav", "flac", "webm", "aac", "amr", "3gp"),
    TEXT: ("txt",),
}


def ending_of_copy(made_type: str) -> str:
    return _ENDINGS_OF_COPIES[made_type]


def ending_of_original(kind: str, name: str) -> str:
    """By what was found in it; what it was called says at most which of its kind."""
    said = name.rpartition(".")[2].lower()
    return said if said in _ENDINGS[kind] else _ENDINGS[kind][0]


def neutral(name: str, number: int) -> str:
    """What a phone calls its pictures may say when they were taken, and by whom."""
    ending = name.rpartition(".")[2].lower()
    known = any(ending in some for some in _ENDINGS.values())
    return f"{number}.{ending}" if known else str(number)


def parts_of(size: int) -> int:
    return -(-size // PART)


def size_of_part(number: int, size: int) -> int:
    """Of a file of this size; nothing beyond its end."""
    return max(0, min(PART, size - number * PART))
