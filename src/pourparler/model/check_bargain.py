"""Rules on the bargaining problem and the spatial view: what they lack, and what leaves no outcome."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import prod
from typing import Any

import numpy as np

from pourparler.brief.brief import Brief
from pourparler.brief.findings import Finding
from pourparler.brief.red_lines import red_lines
from pourparler.errors import ModelError
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain
from pourparler.model.conditions import constraint, exclusion, statement
from pourparler.model.lacks import BARGAINING_LACKS
from pourparler.model.outcomes import Constraint, Space
from pourparler.model.positions import Positions
from pourparler.model.space_of import space_of
from pourparler.model.template import Template

MAX_TRIED = 200_000


def bargain_findings(brief: Brief) -> Iterator[Finding]:
    """Findings on outcomes and utilities.

    Parameters: `brief`, without faults of the format and with usable numbers. Yields errors of the models
    that carry a rule, an empty set of outcomes (E013) and red lines that nothing meets (E015).
    """
    found: list[Finding] = []
    space = collected(brief, partial(space_of, brief.content), found=found)
    if space is not None:
        yield from _conditions(brief, space[0], found)
        for note in space[1] if bargains(brief) else ():
            key = f"issues/{note.params['issue']}/range"
            advice = msg("Write `step` to cut it otherwise; forecasts use it whole.")
            yield Finding("N312", brief.place(key), key, note, advice)
    for template in (Bargain.template, Positions.template):
        collected(brief, partial(_central, template, brief), found=found)
    told = bargains(brief)
    yield from (finding for finding in found if told or finding.rule not in BARGAINING_LACKS)


def _central(template: Callable[[Brief], Template], brief: Brief) -> object:
    try:
        with np.errstate(invalid="raise", over="raise"):
            return template(brief).central()
    except ArithmeticError as error:
        found = msg("the numbers are too large: utilities pass what 64-bit sums can hold")
        raise ModelError(found, where="stances", rule="E206", advice=msg("Use smaller numbers.")) from error


def bargains(brief: Brief) -> bool:
    """Whether the brief says anything about the worth of no deal: else it is made for forecasts alone."""
    content = brief.content
    stated = any(issue.status_quo is not None for issue in content.issues.values())
    reserved = any(party.reserve is not None for party in content.parties.values())
    return stated or reserved or isinstance(content.rules.no_deal, dict)


def collected(brief: Brief, build: Callable[[], Any], *, found: list[Finding]) -> Any:
    """What ``build`` gives; a ``ModelError`` with a rule becomes a finding, one without is a missing input.

    Parameters: `brief`, for places; `build`, without arguments; `found`, to which the finding is added.
    Returns ``None`` where there was an error.
    """
    try:
        return build()
    except ModelError as error:
        if error.rule:
            told = _message(error.found)
            text = str(told.params.get("statement", ""))
            place = brief.place(error.where)
            found.append(Finding(error.rule, place, error.where, told, _message(error.advice), text))
        return None


def _message(words: object) -> Message:
    return words if isinstance(words, Message) else Message(str(words))


def _conditions(brief: Brief, space: Space, found: list[Finding]) -> Iterator[Finding]:
    """Exclusions and red lines one by one, so that each is told."""
    kept: list[Constraint] = []
    for i, item in enumerate(brief.content.rules.exclude):
        made = collected(brief, partial(exclusion, item, space, f"rules/exclude/{i}"), found=found)
        kept += [made] if made is not None else []
    if has_outcome(space, kept) is False:
        message = msg("the exclusions leave no outcome")
        yield Finding(
            "E013", brief.place("rules/exclude"), "rules/exclude", message, msg("Take one of them back.")
        )
    for key, written in red_lines(brief.content).items():
        text = str(written.entry.value)
        line = collected(brief, partial(red_line, text, space, key, issue=written.issue), found=found)
        if line is not None and not line.allowed.any():
            message = msg("no outcome meets the red line {line:quote}", line=text)
            yield Finding(
                "E015", brief.place(key), key, message, msg("Check the level and the direction."), text
            )


def red_line(text: str, space: Space, key: str, *, issue: str) -> Constraint:
    """The constraint that a red line holds. Raises ``ModelError`` for a condition that cannot be read."""
    return constraint(statement(text, space, key, issue=issue), space, key)


def has_outcome(space: Space, constraints: Sequence[Constraint]) -> bool | None:
    """Whether some outcome meets all constraints.

    Parameters: `space`; `constraints`. Returns ``None`` where more than 200,000 partial outcomes would have
    to be tried. Issues that share no constraint are looked at apart.

    >>> from pourparler.model.outcomes import Axis
    >>> has_outcome(Space((Axis("x", ("a", "b"), (0.0, 1.0)),)), [Constraint((0,), np.array([False, True]))])
    True
    """
    verdicts = [_joint(space, group) for group in _groups(constraints)]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _groups(constraints: Sequence[Constraint]) -> list[list[Constraint]]:
    """Constraints tied together by the issues they share."""
    groups: list[tuple[set[int], list[Constraint]]] = []
    for item in constraints:
        axes, members = set(item.axes), [item]
        for group in [group for group in groups if group[0] & axes]:
            groups.remove(group)
            axes |= group[0]
            members += group[1]
        groups.append((axes, members))
    return [members for _, members in groups]


def _joint(space: Space, group: Sequence[Constraint]) -> bool | None:
    axes = sorted({axis for item in group for axis in item.axes})
    shape = [space.shape[axis] for axis in axes]
    if prod(shape) > MAX_TRIED:
        return _search(axes, shape, group)
    allowed = np.ones(shape, dtype=np.bool_)
    for item in group:
        own = [length if axis in item.axes else 1 for axis, length in zip(axes, shape, strict=True)]
        allowed &= item.allowed.reshape(own)
    return bool(allowed.any())


def _search(axes: Sequence[int], shape: Sequence[int], group: Sequence[Constraint]) -> bool | None:
    """Depth-first search; a constraint is looked at as soon as its last issue has a value."""
    due = [[item for item in group if max(item.axes) == axis] for axis in axes]
    place = {axis: i for i, axis in enumerate(axes)}
    tried = 0
    stack: list[tuple[int, ...]] = [()]
    while stack:
        choice = stack.pop()
        if len(choice) == len(axes):
            return True
        for value in range(shape[len(choice)]):
            tried += 1
            longer = (*choice, value)
            if all(item.allowed[tuple(longer[place[a]] for a in item.axes)] for item in due[len(choice)]):
                stack.append(longer)
        if tried > MAX_TRIED:
            return None
    return False
