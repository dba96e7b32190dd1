"""The status quo as an outcome: what every issue is today, where that is one of its values."""

from collections.abc import Iterator

from pourparler.brief.brief import Brief
from pourparler.errors import ModelError
from pourparler.language import msg
from pourparler.model.bargain import Bargain
from pourparler.model.conditions import point_on
from pourparler.model.outcomes import Axis, Value


def status_quo_outcome(brief: Brief, model: Bargain) -> dict[str, Value]:
    """``{issue: value}`` of today, for the issues of ``model``, which was built from ``brief``.

    A status quo with a range lies on the value nearest to its centre, as in the model; an exact one must be
    one of the values. Raises ``ModelError`` where an issue has no status quo or one between its values, and
    where the brief excludes the combination: today is then no outcome that could be agreed on.
    """
    points = {axis.name: status_quo_point(brief, axis) for axis in model.space.axes}
    unknown = [name for name, point in points.items() if point is None]
    if unknown:
        raise ModelError(
            msg(
                "what holds today is not written for {issues}: there is no status quo to audit",
                issues=unknown,
            ),
            where="issues",
            advice=msg("Write status_quo for every issue."),
        )
    between = [axis.name for axis in model.space.axes if points[axis.name] not in axis.scale]
    if between:
        raise ModelError(
            msg("the status quo of {issues} is none of the values: today is not an outcome to audit", issues=between),
            where="issues",
            advice=msg("Name a level, or take a step that meets the status quo."),
        )  # fmt: skip
    choice = tuple(
        axis.scale.index(point) for axis, point in zip(model.space.axes, _known(points), strict=True)
    )
    if not model.space.allowed(choice, model.excluded):
        raise ModelError(
            msg("the brief excludes the combination that holds today: it is not an outcome to audit"),
            where="rules/exclude",
            advice=msg("Audit a deal of your own instead."),
        )
    return model.space.label(choice)


def _known(points: dict[str, float | None]) -> Iterator[float]:
    return (point for point in points.values() if point is not None)


def status_quo_point(brief: Brief, axis: Axis) -> float | None:
    """Where an issue stands today; ``None`` where the brief does not say."""
    key = f"issues/{axis.name}/status_quo"
    law = brief.numbers[key].law if key in brief.numbers else None
    if law is not None:
        if law.is_point:
            return law.central
        return min(sorted(axis.scale), key=lambda point: abs(point - law.central))
    written = brief.content.issues[axis.name].status_quo
    return point_on(axis, written, key) if isinstance(written, str) else None
