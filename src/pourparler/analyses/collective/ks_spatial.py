"""Kalai and Smorodinsky's solution on positions: all get as equal a part of their largest gain as possible."""

from dataclasses import dataclass
from typing import ClassVar

from pourparler.analyses.collective.joint.concept import SpatialConcept
from pourparler.analyses.collective.joint.solution import Aim


@dataclass(frozen=True)
class KalaiSmorodinskySpatial(SpatialConcept):
    """The point where the smallest share of an actor's largest possible gain is largest, over all issues at once.

    Influence has no say in it: every actor with any weight counts alike. When not to use: where influence differs
    much and should tell, or as "the" solution without saying what failure is worth. A single actor at the end of a
    scale decides as much as a crowd at the other.

    Parameters: as for ``NashSpatial``. Returns a ``SpatialResult``, its certificate a proved gap alone; of equally
    good points the nearest to the compromise, up to that gap. Raises ``ModelError`` where an influence or a salience
    is not known, ``UsageError`` for an impossible setting. Reference: Kalai & Smorodinsky 1975.

    >>> from pourparler.model.positions import Positions
    >>> model = Positions.from_arrays([[0.0], [100.0]], influence=[1, 9], salience=[[1.0], [1.0]])
    >>> KalaiSmorodinskySpatial().run(model, None).forecasts["i1"].point
    50.0
    """

    name: ClassVar[str] = "ks-spatial"
    reference: ClassVar[tuple[str, ...]] = ("kalai-smorodinsky1975",)
    aim: ClassVar[Aim] = "share"
