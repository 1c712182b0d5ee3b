"""Attacks on the trends, played against the shipped budget, noise, groups and least squares.

Each is named by the letter it has in the specification: A subtraction, B join and leave, C rota,
D took part at all, E all-knowing, F fresh noise on each recompute, G Sybil.
"""
