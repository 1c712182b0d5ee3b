"""Three hundred files with something planted in each; two programs that are not ours look for it
in the copies that are shown, and find nothing.
"""

import json
import shutil
import subprocess
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.incidents.evidence.samples import samples
from wellbeing.incidents.evidence.cleaning.anew import made_anew

SEED = 6
ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "application/pdf": "pdf",
    "audio/mpeg": "mp3", "text/plain; charset=utf-8": "txt",
}  # fmt: skip
# What exiftool says of any file: how it is built, and nothing of where it comes from.
BUILT = {
    "ExifTool:ExifToolVersion",
    *(f"File:{tag}" for tag in (
        "BitsPerSample", "ByteOrderMark", "ColorComponents", "EncodingProcess", "FileType",
        "FileTypeExtension", "ImageHeight", "ImageWidth", "LineCount", "MIMEEncoding", "MIMEType",
        "Newlines", "WordCount", "YCbCrSubSampling",
    )),
    *(f"Composite:{tag}" for tag in ("Duration", "ImageSize", "Megapixels")),
    *(f"JFIF:{tag}" for tag in ("JFIFVersion", "ResolutionUnit", "XResolution", "YResolution")),
    *(f"PNG:{tag}" for tag in (
        "BitDepth", "ColorType", "Compression", "Filter", "ImageHeight", "ImageWidth", "Interlace",
    )),
    *(f"GIF:{tag}" for tag in (
        "AnimationIterations", "BackgroundColor", "BitsPerPixel", "ColorResolutionDepth",
        "Duration", "FrameCount", "GIFVersion", "HasColorMap", "ImageHeight", "ImageWidth",
        "TransparentColor",
    )),
    *(f"PDF:{tag}" for tag in ("Linearized", "PDFVersion", "PageCount")),
    *(f"MPEG:{tag}" for tag in (
        "AudioBitrate", "AudioLayer", "ChannelMode", "CopyrightFlag", "Emphasis", "IntensityStereo",
        "MPEGAudioVersion", "MSStereo", "OriginalMedia", "SampleRate",
    )),
}  # fmt: skip
# mat2 names these of a PDF that has no dates, and one colour of a GIF.
NO_NEWS = {"creation-date: -1", "mod-date: -1", "format: PDF-1.4"}


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """The originals and their copies, by the same names."""
    originals, copies = (tmp_path_factory.mktemp(name) for name in ("originals", "copies"))
    words = {}
    for sample in samples(SEED):
        made = made_anew(sample.content)
        (originals / sample.name).write_bytes(sample.content)
        (copies / f"{sample.name}.{ENDINGS[made.type]}").write_bytes(made.content)
        words[sample.name] = sample.word
    return originals, copies, words


def exiftool(folder: Path) -> dict[str, dict[str, object]]:
    if not shutil.which("exiftool"):
        pytest.skip("exiftool is not on this machine: nobody looked for metadata")
    command = ["exiftool", "-json", "-a", "-G1", "-ee", "-charset", "utf8", "-r", folder]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return {
        Path(one["SourceFile"]).name: {
            tag: value
            for tag, value in one.items()
            if not tag.startswith("System:") and tag != "SourceFile"
        }
        for one in found
    }


def mat2(files: Iterable[Path]) -> list[str]:
    """Whatever it has to say beside that there is nothing."""
    program = shutil.which("mat2", path="/usr/bin:/usr/local/bin")
    if not program:
        pytest.skip("mat2 is not on this machine: nobody looked for metadata a second time")
    asked = subprocess.run(
        [program, "--show", *sorted(files)], check=True, capture_output=True, text=True
    )
    lines = [line.strip() for line in asked.stdout.splitlines()]
    return [line for line in lines if line and not line.startswith("No metadata found")]


def test_what_was_planted_is_found_in_every_original(handed_in):
    originals, _, words = handed_in
    found = exiftool(originals)

    assert len(found) == len(words) == 300
    assert [name for name, word in words.items() if word not in json.dumps(found[name])] == []


def test_exiftool_finds_nothing_in_the_copies(handed_in):
    _, copies, words = handed_in
    found = exiftool(copies)

    assert len(found) == len(words)
    left = {name: set(tags) - BUILT for name, tags in found.items()}
    assert {name: tags for name, tags in left.items() if tags} == {}
    assert {tags["File:ByteOrderMark"] for name, tags in found.items() if name.endswith("txt")} == {
        "No"
    }


def test_mat2_finds_nothing_in_the_copies(handed_in):
    said = mat2(handed_in[1].iterdir())

    news = [line for line in said if not line.startswith(("[+] Metadata for", "TransparentColor"))]
    assert set(news) <= NO_NEWS


def test_mat2_does_find_something_in_the_originals(handed_in):
    originals, _, words = handed_in
    first = [
        next(originals.glob(f"*.{end}")) for end in ("jpg", "png", "gif", "pdf", "mp3", "flac")
    ]

    said = "\n".join(mat2(first))

    assert [one.name for one in first if words[one.name] not in said] == []


def test_no_byte_of_what_was_planted_is_in_a_copy(handed_in):
    _, copies, words = handed_in
    planted = [word.encode() for word in words.values() if word.startswith("canary")]
    kept = [one.name for one in copies.iterdir() for word in planted if word in one.read_bytes()]

    assert kept == []


def test_a_picture_is_turned_as_it_was_looked_at():
    lying = Image.new("RGB", (40, 20), "white")
    lying.paste("black", (0, 0, 10, 20))  # the dark side is left
    exif, out = Image.Exif(), BytesIO()
    exif[0x0112] = 6  # to be turned to the right
    lying.save(out, "JPEG", exif=exif, quality=95)

    with Image.open(BytesIO(made_anew(out.getvalue()).content)) as shown:
        assert shown.size == (20, 40)
        assert shown.getpixel((10, 2))[0] < 60  # and is above now
        assert shown.getpixel((10, 37))[0] > 200
        assert dict(shown.getexif()) == {}


def test_letters_that_turn_others_round_are_left_out():
    made = made_anew("\ufeffshe \u202ewrote\u202c\r\n\x07it, \u2066twice\u2069".encode())

    assert made.content.decode() == "she wrote\nit, twice"
