"""What may come in."""

import json
from typing import Any

from rest_framework import exceptions, parsers


class JsonParser(parsers.JSONParser):
    """JSON that can be answered: not nested without end, and every character a character."""

    def parse(self, *args: Any, **more: Any) -> Any:
        try:
            given = super().parse(*args, **more)
            json.dumps(given, ensure_ascii=False).encode()
        except RecursionError as too_deep:
            raise exceptions.ParseError from too_deep
        except UnicodeEncodeError as half_a_character:
            raise exceptions.ParseError from half_a_character
        return given


def is_sound(body: bytes) -> bool:
    """The same question about a body that somebody else will read; an empty one is sound."""
    try:
        json.dumps(json.loads(body or b"null"), ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return False
    return True
