"""What people really record and photograph comes through, and nobody's file takes all the time."""

import time
from io import BytesIO
from random import Random

import pytest
from PIL import Image, ImageCms

from tests.incidents.evidence.files import picture
from wellbeing.incidents.evidence.cleaning.anew import made_anew
from wellbeing.incidents.evidence.cleaning.made import Refusal

SCREENS = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LYING = 6  # turn it by a quarter to the right


def wav(samples: bytes) -> bytes:
    head = b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0"
    body = head + b"data" + len(samples).to_bytes(4, "little") + samples
    return b"RIFF" + len(body).to_bytes(4, "little") + body


@pytest.mark.parametrize("chance", [b"<SvG", b"<sVg", b"%PdF-", b"<scRIPT", b"<?pHp"])
def test_letters_that_stand_in_a_recording_by_chance_say_nothing(chance):
    noise = Random(3).randbytes(40_000)

    made = made_anew(wav(noise[:20_000] + chance + noise[20_000:]))

    assert made.type == "audio/mpeg"


def test_letters_that_stand_in_the_dots_of_a_picture_by_chance_say_nothing():
    dots = Image.frombytes("RGB", (100, 100), Random(3).randbytes(20_000) + b"<svg" * 2_500)
    out = BytesIO()
    dots.save(out, "PNG", compress_level=0)

    assert made_anew(out.getvalue()).type == "image/png"


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG"])
def test_a_photo_with_colours_of_its_own_is_turned_as_it_was_taken(form):
    notes = Image.Exif()
    notes[0x0112] = LYING
    photo = picture(size=(90, 60), form=form, exif=notes, icc_profile=SCREENS)

    with Image.open(BytesIO(made_anew(photo).content)) as made:
        assert made.size == (60, 90)


def test_a_hundred_thousand_pictures_behind_one_are_not_counted():
    empty = b"\xff\xd8\xff\xd9"
    began = time.monotonic()

    with pytest.raises(Refusal, match="mixed"):
        made_anew(picture(form="JPEG") + empty * 3_000_000)

    assert time.monotonic() - began < 2
