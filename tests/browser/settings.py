"""The product's own settings; but passwords that cost nothing, for every test signs somebody in."""

from wellbeing.settings import *  # noqa: F403  every one but the next

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
