"""What a file is by its first bytes. A name, or what a browser calls it, says nothing.

A short table of our own: libraries of signatures name hundreds of kinds, with likelihoods, where
four are taken and each of them is read by its real reader afterwards.
"""

from dataclasses import dataclass
from typing import Final

from wellbeing.incidents.evidence.rules import AUDIO, IMAGE, PDF, TEXT


@dataclass(frozen=True)
class Look:
    """A kind, or why it is refused; neither where its beginning does not tell."""

    kind: str | None = None
    reason: str = ""


_HEIC: Final = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
_SOUND: Final = {b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"iso4", b"iso5", b"iso6",
                 b"dash", b"3gp4", b"3gp5", b"3gp6", b"qt  ", b"MSNV", b"F4A "}  # fmt: skip

_STARTS: Final[tuple[tuple[bytes, Look], ...]] = (
    (b"\x89PNG\r\n\x1a\n", Look(IMAGE)),
    (b"\xff\xd8\xff", Look(IMAGE)),
    (b"GIF87a", Look(IMAGE)),
    (b"GIF89a", Look(IMAGE)),
    (b"%PDF-", Look(PDF)),
    (b"ID3", Look(AUDIO)),
    (b"OggS", Look(AUDIO)),
    (b"fLaC", Look(AUDIO)),
    (b"\x1a\x45\xdf\xa3", Look(AUDIO)),  # WebM; whether there is a film in it is seen later
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Look(reason="office")),
    (b"{\\rtf", Look(reason="office")),
    (b"Rar!\x1a\x07", Look(reason="archive")),
    (b"7z\xbc\xaf\x27\x1c", Look(reason="archive")),
    (b"\x1f\x8b", Look(reason="archive")),
    (b"BZh", Look(reason="archive")),
    (b"\xfd7zXZ\x00", Look(reason="archive")),
)
_OFFICE_INSIDE: Final = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis", b"word/", b"xl/")


def first_look(head: bytes) -> Look:
    for start, look in _STARTS:
        if head.startswith(start):
            return look
    if head.startswith(b"PK\x03\x04"):
        office = any(name in head[:4096] for name in _OFFICE_INSIDE)
        return Look(reason="office" if office else "archive")
    return _boxed(head) or _mpeg(head) or _marked_up(head) or _text(head)


def _boxed(head: bytes) -> Look | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Look(IMAGE)
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return Look(AUDIO)
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return Look(reason="video")
    if head[4:8] == b"ftyp":
        brands = {head[8:12], *(head[at : at + 4] for at in range(16, 64, 4))}
        if head[8:12] in _HEIC or (brands & _HEIC and not brands & _SOUND):
            return Look(reason="heic")
        return Look(AUDIO if brands & _SOUND else None, "" if brands & _SOUND else "unknown")
    return None


def _mpeg(head: bytes) -> Look | None:
    """A frame of MP3 or of AAC without a container."""
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        layer, version = head[1] >> 1 & 3, head[1] >> 3 & 3
        rate, sampling = head[2] >> 4, head[2] >> 2 & 3
        if layer == 0 and head[1] & 0xF6 == 0xF0:
            return Look(AUDIO)
        if layer == 1 and version != 1 and 0 < rate < 15 and sampling < 3:
            return Look(AUDIO)
    return None


def _marked_up(head: bytes) -> Look | None:
    text = head[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
    text = text.lower()
    if not text.startswith(b"<"):
        return None
    if b"<svg" in text:
        return Look(reason="drawing")
    pages = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<?php", b"<?xml", b"<iframe")
    return Look(reason="page") if text.startswith(pages) else None


def _text(head: bytes) -> Look:
    """UTF-16 with its mark, or bytes that no picture and no program would be made of."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Look(TEXT)
    try:
        head.decode()
    except UnicodeDecodeError as fault:
        if fault.start < len(head) - 3:  # a letter may be cut at the end of a part
            return Look(reason="unknown")
    return Look(reason="unknown") if b"\0" in head else Look(TEXT)
