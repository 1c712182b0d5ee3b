"""How much the process that draws files anew may take, and how much a file may hold."""

import resource
from typing import Final

MEMORY: Final = 1536 * 1024 * 1024
PROCESSOR_SECONDS: Final = 120

PIXELS: Final = 50_000_000  # of all the frames of a picture together
PAGES: Final = 60
PAGE_PIXELS: Final = 3_500_000  # an A4 page with 170 dots to the inch has 2.8 million
SECONDS: Final = 30 * 60
LETTERS: Final = 2_000_000


def set_limits() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, 0),  # it writes to its pipe alone
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(what, (most, most))
