"""Nash bargaining on positions: the point with the largest product of gains over what failure is worth."""

from dataclasses import dataclass
from typing import ClassVar

from pourparler.analyses.collective.joint.concept import SpatialConcept
from pourparler.analyses.collective.joint.solution import Aim


@dataclass(frozen=True)
class NashSpatial(SpatialConcept):
    """Nash's bargaining solution over all issues at once, on the scales of the positions.

    When not to use: as "the" Nash solution of a case without saying what failure is worth, for the answer follows
    from that; with ``point`` and a status quo inside the held range, which whoever stands there blocks.

    Parameters: ``breakdown``: what failure is worth to an actor, ``own-worst`` (its own worst outcome less
    ``epsilon``), ``common-loss`` (one loss for all, ``kappa`` times the largest sum of saliences; a large one gives
    the compromise, ``quadratic``, or the weighted median, ``linear``) or ``point`` (the status quo, or ``point``: a
    number or {issue: number}); ``curvature`` of losses from distance (``linear``, ``quadratic``; by default
    quadratic for ``common-loss``, else linear); ``parties`` (``all`` or ``at-table``).
    Returns a ``SpatialResult``: a forecast per issue, each actor's gain, a certificate (gap and residual); status
    ``no-agreement`` with the blockers where no point is better for all than failure, ``approximate`` with the gap
    where it exceeds 1e-9. Of equally good points the nearest to the compromise is given.
    Raises ``ModelError`` where an influence or a salience is not known, ``UsageError`` for an impossible setting.
    Reference: Nash 1950; on positions, with a common loss: Achen 2006.

    >>> from pourparler.model.positions import Positions
    >>> model = Positions.from_arrays([[0.0, 0.0], [100.0, 100.0]], influence=[1, 1], salience=[[0.9, 0.1], [0.1, 0.9]])
    >>> {issue: f.point for issue, f in NashSpatial().run(model, None).forecasts.items()}
    {'i1': 0.0, 'i2': 100.0}
    """

    name: ClassVar[str] = "nash-spatial"
    reference: ClassVar[tuple[str, ...]] = ("nash1950", "achen2006")
    aim: ClassVar[Aim] = "product"
