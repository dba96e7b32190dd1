"""How often a property is tried: some times each day, all of them by ``make long``.

Hypothesis draws other examples each time, so that days add up.
"""

import os

from hypothesis import settings

FULL = os.environ.get("POURPARLER_EFFORT") == "full"


def tried(times: int, *, full: int) -> settings:
    """Settings of a property that is tried ``times`` times, and ``full`` times where all effort is asked for."""
    return settings(max_examples=full if FULL else times, deadline=None)


def seeds(count: int, *, full: int) -> range:
    """Seeds of random problems, ``count`` or ``full`` of them."""
    return range(full if FULL else count)
