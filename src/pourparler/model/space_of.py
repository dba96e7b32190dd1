"""The outcome space of a brief: every issue cut into finitely many values."""

from decimal import Decimal

from pourparler.brief.numbers import levels_of
from pourparler.brief.schema import Content, Issue
from pourparler.errors import ModelError
from pourparler.language import Message, msg
from pourparler.model.outcomes import Axis, Space, Value

DEFAULT_STEPS = 20
MAX_VALUES = 10_001


def space_of(content: Content) -> tuple[Space, tuple[Message, ...]]:
    """The space, and notes on issues that were cut without the brief saying how."""
    notes: list[Message] = []
    axes = []
    for name, issue in content.issues.items():
        axes.append(_axis(name, issue))
        if issue.span is not None and issue.span.step is None:
            notes.append(
                msg("The range of {issue} was cut into {n} equal steps.", issue=name, n=DEFAULT_STEPS)
            )
    return Space(tuple(axes)), tuple(notes)


def _axis(name: str, issue: Issue) -> Axis:
    if issue.span is None:
        levels = levels_of(issue)
        return Axis(name, tuple(levels), tuple(levels.values()))
    # Decimal, so that a step of 0.1 gives 0.3 and not 0.30000000000000004.
    start, end = Decimal(str(issue.span.start)), Decimal(str(issue.span.end))
    step = (end - start) / DEFAULT_STEPS if issue.span.step is None else Decimal(str(issue.span.step))
    count = int((end - start) / step)
    if count + 1 > MAX_VALUES:
        raise ModelError(
            msg(
                "{issue} has {n} values; at most {limit} are possible",
                issue=name,
                n=count + 1,
                limit=MAX_VALUES,
            ),
            where=f"issues/{name}/range",
            rule="E206",
            advice=msg("Write a larger step."),
        )
    grid = [start + i * step for i in range(count + 1)]
    if grid[-1] != end:
        grid.append(end)
    values: tuple[Value, ...] = tuple(int(v) if v == v.to_integral_value() else float(v) for v in grid)
    return Axis(name, values, tuple(float(v) for v in grid))
