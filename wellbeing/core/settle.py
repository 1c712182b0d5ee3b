"""What a process does once it has loaded everything and before it works."""

import gc


def settle() -> None:
    """Keep what was loaded out of the collector's rounds: all of it stays until the end anyway."""
    gc.collect()
    gc.freeze()
