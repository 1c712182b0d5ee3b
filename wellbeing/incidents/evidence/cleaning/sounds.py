"""Recordings heard and written down anew, as MP3: every browser plays it."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import av

from wellbeing.incidents.evidence.cleaning.limits import SECONDS
from wellbeing.incidents.evidence.cleaning.made import Made, Refusal
from wellbeing.incidents.evidence.rules import AUDIO

# What a phone, a browser or a telephone system records; nothing that points to other files.
_READ: Final = {"format_whitelist": "mp3,mov,ogg,wav,flac,matroska,webm,aac"}
_NO_TAGS: Final = {
    "write_xing": "0",
    "id3v2_version": "0",
    "write_id3v1": "0",
    "fflags": "+bitexact",
}
_RATE: Final = 24_000  # twice what a telephone carries
_BITS: Final = 64_000


def record_anew(content: bytes) -> Made:
    """Raises Refusal."""
    try:
        with av.open(BytesIO(content), mode="r", options=_READ, metadata_errors="ignore") as tape:
            return Made(AUDIO, "audio/mpeg", _recorded(tape))
    except av.FFmpegError as fault:
        raise Refusal("broken") from fault


def _recorded(tape: Any) -> bytes:
    for film in tape.streams.video:
        if not film.disposition & av.stream.Disposition.attached_pic:  # else it is a cover
            raise Refusal("video")
    if not tape.streams.audio:
        raise Refusal("unknown")
    out = BytesIO()
    with av.open(out, mode="w", format="mp3", options=_NO_TAGS) as anew:
        voice = anew.add_stream("libmp3lame", rate=_RATE, layout="mono")
        voice.bit_rate = _BITS
        voice.codec_context.flags |= av.codec.context.Flags.bitexact
        for frame in _heard(tape):
            anew.mux(voice.encode(frame))
        anew.mux(voice.encode(None))
    return out.getvalue()


def _heard(tape: Any) -> Iterator[Any]:
    """Raises Refusal once it is longer than it may be, whatever its head says."""
    resampler = av.AudioResampler(format="s16p", layout="mono", rate=_RATE)
    samples = 0
    for raw in _decoded(tape):
        raw.pts = None  # recordings with holes in their clock are common
        for frame in resampler.resample(raw):
            samples += frame.samples
            if samples > SECONDS * _RATE:
                raise Refusal("too_long")
            yield frame
    if not samples:
        raise Refusal("broken")


def _decoded(tape: Any) -> Iterator[Any]:
    for packet in tape.demux(tape.streams.audio[0]):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            continue  # one damaged moment is left out
