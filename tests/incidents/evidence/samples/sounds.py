"""Recordings as phones, browsers and telephone systems leave them."""

from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from math import pi, sin
from random import Random

import av
from PIL import Image

from tests.incidents.evidence.samples.planted import Sample, word


def tone(seconds: float, rate: int, layout: str, pitch: float) -> Iterator[av.AudioFrame]:
    each, channels, at = 1152, 1 if layout == "mono" else 2, 0
    while at < seconds * rate:
        frame = av.AudioFrame(format="s16", layout=layout, samples=each)
        wave = (int(9000 * sin(2 * pi * pitch * (at + n) / rate)) for n in range(each))
        frame.planes[0].update(
            b"".join(v.to_bytes(2, "little", signed=True) * channels for v in wave)
        )
        frame.rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
        at += each
        yield frame


def recorded(
    form: str,
    codec: str,
    *,
    rate: int,
    notes: dict[str, str],
    seconds: float = 0.4,
    layout: str = "mono",
    pitch: float = 330,
) -> bytes:
    out = BytesIO()
    with av.open(out, "w", format=form) as tape:
        tape.metadata.update(notes)
        voice = tape.add_stream(codec, rate=rate, layout=layout)
        voice.metadata.update(notes)
        resampler = av.AudioResampler(
            format=voice.format.name, layout=layout, rate=rate, frame_size=voice.frame_size or None
        )
        for raw in (*tone(seconds, rate, layout, pitch), None):
            for frame in resampler.resample(raw):
                tape.mux(voice.encode(frame))
        tape.mux(voice.encode(None))
    return out.getvalue()


def _made(number: int, chance: Random, ending: str, form: str, codec: str, *rates: int) -> Sample:
    planted = word(number)
    notes = {"title": planted, "artist": planted, "comment": f"note {planted}"}
    content = recorded(
        form, codec, rate=chance.choice(rates), notes=notes,
        layout=chance.choice(("mono", "stereo")), pitch=chance.uniform(200, 900),
    )  # fmt: skip
    return Sample(f"{number}.{ending}", content, planted)


def mp3(number: int, chance: Random) -> Sample:
    sample = _made(number, chance, "mp3", "mp3", "libmp3lame", 22050, 44100, 48000)
    if chance.random() < 0.5:
        with_picture = _cover(sample.word) + sample.content
        return Sample(sample.name, with_picture, sample.word)
    return sample


def _cover(planted: str) -> bytes:
    """Tags of their own before the others, with a picture that has tags too."""
    exif, out = Image.Exif(), BytesIO()
    exif[0x013B] = planted
    Image.new("RGB", (30, 30), "red").save(out, "JPEG", exif=exif)
    picture = b"\0image/jpeg\0\x03" + planted.encode() + b"\0" + out.getvalue()
    frame = b"APIC" + len(picture).to_bytes(4, "big") + b"\0\0" + picture
    size = bytes(len(frame) >> shift & 127 for shift in (21, 14, 7, 0))
    return b"ID3\x03\0\0" + size + frame


def m4a(number: int, chance: Random) -> Sample:
    return _made(number, chance, "m4a", "ipod", "aac", 22050, 44100)


def ogg(number: int, chance: Random) -> Sample:
    return _made(number, chance, "ogg", "ogg", "libopus", 48000)


def wav(number: int, chance: Random) -> Sample:
    return _made(number, chance, "wav", "wav", "pcm_s16le", 8000, 16000, 44100)


def flac(number: int, chance: Random) -> Sample:
    return _made(number, chance, "flac", "flac", "flac", 16000, 44100)


def webm(number: int, chance: Random) -> Sample:
    return _made(number, chance, "webm", "webm", "libopus", 48000)
