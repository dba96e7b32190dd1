"""Workers that are gone: how often their work is given to others, and what is said when that does not help."""

from pourparler.errors import NumericalFailure
from pourparler.language import msg

RETRIES = 2
"""How often chunks are run again whose workers ended before they were done."""


class WorkersLost(Exception):
    """Workers ended, killed or crashed, before all their chunks were done; what they had finished is not lost."""


def given_up(left: int) -> NumericalFailure:
    """The error once retries have been used up, with ``left`` chunks still to do."""
    return NumericalFailure(
        msg("workers ended again and again before their work was done ({n} parts are left)", n=left),
        where="--workers",
        advice=msg(
            "They may have run out of memory: use fewer workers, or smaller problems. With --to, what is finished is kept and the same command goes on from it."
        ),
    )
