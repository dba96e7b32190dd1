"""A draw that raises: which one it was and with which numbers, so that it can be looked at."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.concept import Concept
from pourparler.analyses.solve import solve
from pourparler.errors import NumericalFailure, PourparlerError
from pourparler.language import msg
from pourparler.model.template import Template

TOLD = 24
"""Numbers named in a sentence."""


def failed(
    error: Exception, template: Template, concept: Concept, *, number: int, row: NDArray[np.float64]
) -> Exception:
    """What to raise where draw ``number`` with the values ``row`` (numbers,) ended in ``error``.

    A refusal that the central values meet as well is no matter of this draw: it is told as ``solve`` tells it. So is
    memory that has run out.
    """
    if isinstance(error, MemoryError) or also_at_the_centre(error, template, concept):
        return error
    reason = error.found if isinstance(error, PourparlerError) else f"{type(error).__name__}: {error}"
    return NumericalFailure(
        msg("draw {number} could not be solved ({reason})", number=str(number), reason=reason),
        where=concept.name,
        advice=msg(
            "`question(brief, concept, seed=…).draw({number})` of pourparler.uncertainty.question gives its model. Its numbers: {values:terms}.",
            number=str(number),
            values=_values(template, row),
        ),
    )


def also_at_the_centre(error: Exception, template: Template, concept: Concept) -> bool:
    """Whether the central values are refused in the same place."""
    if not isinstance(error, PourparlerError):
        return False
    try:
        solve(template.central(), concept, seed=0 if concept.draws else None, on_fail="status")
    except PourparlerError as central:
        return type(central) is type(error) and central.where == error.where
    return False


def _values(template: Template, row: NDArray[np.float64]) -> Sequence[str]:
    """The first numbers that vary, with their values."""
    varying = [
        f"{key} = {float(value)!r}"
        for (key, law), value in zip(template.laws.items(), row, strict=True)
        if not law.is_point
    ]
    return varying[:TOLD] if len(varying) <= TOLD else [*varying[:TOLD], "…"]
