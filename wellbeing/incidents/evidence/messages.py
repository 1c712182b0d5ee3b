"""Why a file is refused, in words that help."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

REASONS: Final[dict[str, Any]] = {
    "wrong_hash": _("It did not arrive as it was sent. Please add it once more."),
    "unknown": _("This kind of file cannot be read here. A picture, PDF, sound or text can."),
    "office": _("Office files cannot be taken. Save it as PDF, or send a screenshot."),
    "heic": _("This photo is in a format that not everybody can open. Save it as JPEG."),
    "drawing": _("Drawings in SVG can hold programs. Send a screenshot instead."),
    "page": _("Web pages can hold programs. Save it as PDF, or send a screenshot."),
    "archive": _("Archives cannot be taken. Add the files one by one."),
    "video": _("Films cannot be taken yet. Send the sound alone, or screenshots."),
    "broken": _("The file is damaged and cannot be opened."),
    "mixed": _(
        "There is a second file hidden in this one. Send a screenshot instead. "
        "What you sent stays in your evidence pack, which is yours alone."
    ),
    "locked": _("The file asks for a password. Save it without one."),
    "too_large": _("The file is too large. Pictures and PDF: 15 MB, sound: 25 MB, text: 1 MB."),
    "too_many_pixels": _("The picture has too many dots. Send a smaller one, or a screenshot."),
    "too_many_pages": _("More than 60 pages are too many. Send only those that matter."),
    "too_long": _("The recording is longer than 30 minutes. Send the part that matters."),
    "harmful": _("The scanner found something harmful in it. The file was not kept."),
    "unsafe": _(
        "The file could not be opened safely. Send a screenshot instead. "
        "What you sent stays in your evidence pack, which is yours alone."
    ),
}
