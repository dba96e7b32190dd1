"""Faults of a brief that only bargaining minds."""

BARGAINING_LACKS = frozenset(("E010", "E011"))
"""Rules of findings: saliences above 0 and the worth of no deal, which forecasts and rankings do without."""
