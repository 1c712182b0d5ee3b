"""Runs one piece of code after the other on a server's data: `python -m tests.browser.beside`.

One process for all of them, for Django takes seconds of a processor to start. Each line is a piece
as JSON, and is answered with what it printed, or with its fault.
"""

import io
import json
import sys
from contextlib import redirect_stdout
from traceback import format_exc

import django


def main() -> None:
    django.setup()
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)


def run(code: str) -> dict[str, str]:
    from django.core.cache import cache
    from django.db import connections

    said = io.StringIO()
    try:
        with redirect_stdout(said):
            exec(code, {})  # noqa: S102  our own tests' code
    except (Exception, SystemExit):  # noqa: BLE001  whatever it is, the test that asked shows it
        return {"fault": format_exc()}
    finally:  # the next one finds nothing of this one
        cache.clear()
        connections.close_all()
    return {"said": said.getvalue().strip()}


if __name__ == "__main__":
    main()
