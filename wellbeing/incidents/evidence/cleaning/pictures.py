"""Pictures drawn anew: dots alone, turned as they are looked at."""

import struct
from io import BytesIO
from typing import Final

from PIL import Image, ImageCms, ImageOps, ImageSequence

from wellbeing.incidents.evidence.cleaning.ends import must_end
from wellbeing.incidents.evidence.cleaning.limits import PIXELS
from wellbeing.incidents.evidence.cleaning.made import Made, Refusal
from wellbeing.incidents.evidence.rules import IMAGE

_FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP")
_LARGEST_PNG: Final = 20 * 1024 * 1024
_MOST_FRAMES: Final = 500
_BROKEN: Final = (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, struct.error)

Image.MAX_IMAGE_PIXELS = PIXELS  # twice as many are an error; in between we count ourselves


def draw_anew(content: bytes) -> Made:
    """Raises Refusal."""
    must_end(content)
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            return _drawn(image)
    except Image.DecompressionBombError as bomb:
        raise Refusal("too_many_pixels") from bomb
    except _BROKEN as fault:
        raise Refusal("broken") from fault


def _drawn(image: Image.Image) -> Made:
    # The frames of a JPEG are the small pictures behind it, not a film.
    frames = getattr(image, "n_frames", 1) if image.format in {"GIF", "WEBP", "PNG"} else 1
    if image.width * image.height * frames > PIXELS or frames > _MOST_FRAMES:
        raise Refusal("too_many_pixels")
    if frames > 1:
        return _moving(image)
    lossy = image.format in {"JPEG", "MPO", "WEBP"}
    return _still(_dots(image), lossy=lossy)


def _dots(image: Image.Image) -> Image.Image:
    """In the colours of every screen, on a sheet that nothing else is written on."""
    # Turned first: a picture in other colours does not say any more which way up it was.
    turned = _in_colours_of_screens(ImageOps.exif_transpose(image))
    if turned.mode.startswith("I"):  # sixteen bits of grey
        turned = turned.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    mode = "RGBA" if turned.has_transparency_data else "RGB"
    turned = turned.convert(mode)
    fresh = Image.new(mode, turned.size)
    fresh.paste(turned)
    return fresh


def _in_colours_of_screens(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "CMYK"}:
        return image
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        screens = ImageCms.createProfile("sRGB")
        found = ImageCms.profileToProfile(image, own, screens, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    assert found is not None  # it was not asked to change the picture in place
    return found


def _still(dots: Image.Image, *, lossy: bool) -> Made:
    if dots.mode == "RGB" and lossy:
        return _as_jpeg(dots)
    out = BytesIO()
    dots.save(out, "PNG")
    if out.tell() <= _LARGEST_PNG:
        return Made(IMAGE, "image/png", out.getvalue())
    sheet = Image.new("RGB", dots.size, "white")
    sheet.paste(dots, mask=dots if dots.mode == "RGBA" else None)
    return _as_jpeg(sheet)


def _as_jpeg(dots: Image.Image) -> Made:
    out = BytesIO()
    dots.save(out, "JPEG", quality=88)
    return Made(IMAGE, "image/jpeg", out.getvalue())


def _moving(image: Image.Image) -> Made:
    first, *others = [_dots(frame) for frame in ImageSequence.Iterator(image)]
    out = BytesIO()
    lasts = int(image.info.get("duration") or 100)
    first.save(out, "GIF", save_all=True, append_images=others, duration=lasts, loop=0)
    return Made(IMAGE, "image/gif", out.getvalue())
