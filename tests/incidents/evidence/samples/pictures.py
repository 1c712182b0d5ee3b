"""Pictures as phones, chat programs and cameras leave them."""

from io import BytesIO
from random import Random
from typing import Any

from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from tests.incidents.evidence.samples.planted import Sample, word

_SCREENS = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _drawn(chance: Random, mode: str = "RGB") -> Image.Image:
    size = chance.randrange(40, 300), chance.randrange(40, 300)
    image = Image.new("RGB", size, tuple(chance.randrange(256) for _ in range(3)))
    pen = ImageDraw.Draw(image)
    for _ in range(12):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        pen.rectangle((x, y, x + 30, y + 9), fill=tuple(chance.randrange(256) for _ in range(3)))
    return image.convert(mode)


def _exif(planted: str, chance: Random) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = chance.randrange(1, 9)  # which way up
    exif[0x010F], exif[0x0110] = "Phone", f"Model {planted}"
    exif[0x013B] = exif[0x8298] = planted  # by whom, whose
    exif[0x9286] = f"ASCII\0\0\0{planted}"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (56.0, 57.0, 1.5), "E", (24.0, 6.0, 3.5)
    place[0x1D] = "2026:11:22"
    return exif


def _xmp(planted: str) -> bytes:
    return (
        "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        "<rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:creator><rdf:Seq>"
        f"<rdf:li>{planted}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF>"
        "</x:xmpmeta><?xpacket end='w'?>"
    ).encode()


def _iptc(planted: str) -> bytes:
    """A block of Photoshop with the name of a photographer, as a segment of a JPEG."""
    line = planted.encode()
    record = b"\x1c\x02\x50" + len(line).to_bytes(2, "big") + line
    block = (
        b"8BIM\x04\x04\0\0" + len(record).to_bytes(4, "big") + record + b"\0" * (len(record) % 2)
    )
    body = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body


def _saved(image: Image.Image, form: str, **more: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def jpeg(number: int, chance: Random) -> Sample:
    planted = word(number)
    image = _drawn(chance, chance.choice(("RGB", "RGB", "L", "CMYK")))
    more = {"exif": _exif(planted, chance), "comment": f"note {planted}", "xmp": _xmp(planted)}
    if image.mode == "RGB":
        more["icc_profile"] = _SCREENS
    content = _saved(image, "JPEG", progressive=chance.random() < 0.5, **more)
    content = content[:2] + _iptc(planted) + content[2:]
    if chance.random() < 0.3:  # a small one behind it, as newer phones do
        content += _saved(_drawn(chance), "JPEG", exif=_exif(planted, chance))
    return Sample(f"{number}.jpg", content, planted)


def png(number: int, chance: Random) -> Sample:
    planted, notes = word(number), PngInfo()
    notes.add_text("Author", planted)
    notes.add_itxt("Comment", f"note {planted}", zip=chance.random() < 0.5)
    notes.add_itxt("XML:com.adobe.xmp", _xmp(planted).decode())
    image = _drawn(chance, chance.choice(("RGB", "RGBA", "P", "L", "I;16", "1")))
    more = {"pnginfo": notes, "exif": _exif(planted, chance), "dpi": (96, 96)}
    if image.mode == "RGB":
        more["icc_profile"] = _SCREENS
    return Sample(f"{number}.png", _saved(image, "PNG", **more), planted)


def webp(number: int, chance: Random) -> Sample:
    planted = word(number)
    image = _drawn(chance, chance.choice(("RGB", "RGBA")))
    more = {"exif": _exif(planted, chance), "xmp": _xmp(planted), "icc_profile": _SCREENS}
    content = _saved(image, "WEBP", lossless=chance.random() < 0.3, **more)
    return Sample(f"{number}.webp", content, planted)


def gif(number: int, chance: Random) -> Sample:
    planted = word(number)
    frames = [_drawn(Random(number)) for _ in range(chance.choice((1, 1, 3)))]
    for place, frame in enumerate(frames):
        ImageDraw.Draw(frame).ellipse((place * 9, 5, place * 9 + 8, 13), fill="white")
    more = {"comment": f"note {planted}".encode()}
    if len(frames) > 1:
        more |= {"save_all": True, "append_images": frames[1:], "duration": 90}
    return Sample(f"{number}.gif", _saved(frames[0], "GIF", **more), planted)
