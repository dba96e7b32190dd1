"""From a spatial model to the result of a bargaining concept, and to what a sweep keeps of it."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.forecast import Forecast
from pourparler.analyses.collective.joint.solution import GAP, Aim, Solved, SpatialResult, solved
from pourparler.analyses.collective.joint.stakes import Stakes, Terms, stakes
from pourparler.analyses.collective.settled import SAME, settled_sentence
from pourparler.analyses.collective.weights import fallen_sentence
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import OK, Observation, Stats, Status
from pourparler.language import Message, in_sequence, msg
from pourparler.model.positions import Positions

Points = dict[str, float | None]

NAMED = 12
"""Blockers named in a sentence; the result lists them all."""


def bargained(concept: Concept, model: Positions, *, terms: Terms, aim: Aim) -> SpatialResult:
    """The result of ``concept`` on ``model``: the point, or the breakdown point and who blocks."""
    problem = stakes(model, terms)
    answer = solved([problem], aim)[0]
    points = _points(model, problem, answer)
    blockers = tuple(model.actors[problem.actors[i]] for i in answer.blockers)
    return SpatialResult(
        concept=concept,
        status=_status(model, problem, answer=answer, points=points),
        stats=Stats(work={"steps": answer.steps}),
        origin=model.origin,
        forecasts={issue: Forecast(point) for issue, point in points.items()},
        gains={model.actors[i]: gain for i, gain in zip(problem.actors, answer.gain.tolist(), strict=False)},
        blockers=blockers,
        certificate=answer.certificate,
    )


def observed(models: Sequence[Positions], *, terms: Terms, aim: Aim) -> list[Observation | None]:
    """The observations of many models."""
    problems = [stakes(model, terms) for model in models]
    answers = solved(problems, aim)
    seen: list[Observation | None] = []
    for model, problem, answer in zip(models, problems, answers, strict=True):
        points = _points(model, problem, answer)
        status = _status(model, problem, answer=answer, points=points)
        known = {f"issue/{issue}": x for issue, x in points.items() if x is not None}
        seen.append(Observation(None, known, status.code))
    return seen


def _points(model: Positions, problem: Stakes, answer: Solved) -> Points:
    """The point of each issue on its own scale; the breakdown point where there is no agreement."""
    points: Points = {issue: problem.known.get(issue) for issue in model.issues}
    for at, i in enumerate(problem.issues.tolist()):
        quo = float(problem.quo[i])
        points[model.issues[i]] = None if np.isnan(quo) else quo
        if answer.point is not None:
            points[model.issues[i]] = _on_scale(model, i, at=(problem, float(answer.point[at])))
    return points


def _on_scale(model: Positions, issue: int, *, at: tuple[Stakes, float]) -> float:
    """A point of the unit scale, to twelve decimals, in the issue's unit; a held position as it was written."""
    problem, unit = at
    low, high = float(model.low[issue]), float(model.high[issue])
    found = low + round(unit, 12) * (high - low)
    held = model.position[problem.actors, issue]
    near = _nearest(held[~np.isnan(held)], found)
    return near if abs(near - found) <= SAME * (high - low) else found


def _nearest(held: NDArray[np.float64], point: float) -> float:
    return float(held[np.argmin(np.abs(held - point))]) if len(held) else point


def _status(model: Positions, problem: Stakes, *, answer: Solved, points: Points) -> Status:
    told = [*settled_sentence(dict(problem.agreed)), *_left_out(problem)]
    if answer.blockers:
        who = [model.actors[problem.actors[i]] for i in answer.blockers]
        told.insert(0, _refusal(who, points, [model.issues[i] for i in problem.issues]))
        return Status("no-agreement", in_sequence(told))
    if all(point is None for point in points.values()):
        told.append(msg("No issue has both a position and a point of breakdown."))
        return Status("undefined", in_sequence(told))
    if answer.certificate and answer.certificate.gap > GAP:
        gap = answer.certificate.gap
        told.insert(0, msg("The objective may be up to {gap:number} below its largest value.", gap=gap))
        return Status("approximate", in_sequence(told))
    return Status("ok", in_sequence(told)) if told else OK


def _refusal(who: Sequence[str], points: Points, issues: Sequence[str]) -> Message:
    if len(who) > NAMED:
        return msg(
            "No point is better than breakdown for everybody: {n} parties cannot all gain.", n=len(who)
        )
    if any(points[issue] is not None for issue in issues):
        return msg(
            "No point is better than the breakdown point for everybody; it stands, blocked by {parties}.",
            parties=list(who),
        )
    return msg(
        "No point is better than breakdown for everybody: {parties} cannot all gain.", parties=list(who)
    )


def _left_out(problem: Stakes) -> Iterator[Message]:
    if problem.missing:
        yield msg(
            "No point of breakdown is known for {issues}: left out of the bargaining.",
            issues=list(problem.missing),
        )
    if problem.idle:
        yield from fallen_sentence({issue: used for issue, used in problem.idle.items() if used})
        yield msg("Nothing is at stake on {issues}: the compromise stands there.", issues=list(problem.idle))
