"""The product's own settings, with the bare view beside its routes and no worker in the process."""

from wellbeing.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.bare.urls"
EMBEDDED_WORKER = False
