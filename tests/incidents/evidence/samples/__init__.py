"""Three hundred files, each with something planted that must not be found in its copy."""

from collections.abc import Iterator
from random import Random

from tests.incidents.evidence.samples import documents, pictures, sounds
from tests.incidents.evidence.samples.planted import Sample

MAKERS = (
    (pictures.jpeg, 50), (pictures.png, 40), (pictures.webp, 30), (pictures.gif, 20),
    (documents.pdf, 40), (documents.text, 10),
    (sounds.mp3, 25), (sounds.m4a, 20), (sounds.ogg, 20), (sounds.wav, 15), (sounds.flac, 15),
    (sounds.webm, 15),
)  # fmt: skip


def samples(seed: int) -> Iterator[Sample]:
    number = 0
    for make, count in MAKERS:
        for _ in range(count):
            number += 1
            yield make(number, Random(f"{seed}:{number}"))
