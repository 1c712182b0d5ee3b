"""Arithmetic on numbers that are public already. It costs no privacy and may be repeated."""
