"""A process of its own, for one file: it comes in by a pipe, and the copy leaves by another.

It knows neither the database nor a key, inherits nothing but the way to its libraries, and can
read nothing else (walls.py).
"""

import json
import sys

from wellbeing.incidents.evidence.cleaning import walls
from wellbeing.incidents.evidence.cleaning.limits import set_limits
from wellbeing.incidents.evidence.cleaning.made import Made, Refusal


def _made(content: bytes) -> Made:
    # Only now: what reads a file is loaded under the limits and within the walls too.
    from wellbeing.incidents.evidence.cleaning.anew import made_anew

    return made_anew(content)


def main() -> None:
    set_limits()
    walls.build()
    content = sys.stdin.buffer.read()
    try:
        made = _made(content)
        head, body = {"kind": made.kind, "type": made.type}, made.content
    except Refusal as refusal:
        head, body = {"reason": str(refusal)}, b""
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)
    sys.stdout.buffer.flush()


main()
