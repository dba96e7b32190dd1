"""The verb that gives a point: one model, one concept, one result."""

from collections.abc import Iterable
from dataclasses import replace
from time import perf_counter
from typing import Any, Literal

import numpy as np

from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Result
from pourparler.errors import ModelError, NoAnswer, UsageError
from pourparler.language import msg

NO_ANSWER = ("no-agreement", "undefined")


def solve(
    problem: Any, concept: Concept, *, seed: int | None = None, on_fail: Literal["raise", "status"] = "raise"
) -> Result:
    """Solve ``problem`` (a model, or a brief that is turned into the model the concept accepts).

    ``seed`` feeds concepts that draw. With ``on_fail="status"`` a problem without an answer gives a result
    whose status says so; with ``"raise"`` (the default) it raises ``NoAnswer`` that carries that result.
    Raises ``InvalidBrief`` and ``ModelError`` for inputs that no model can be built from.

    >>> from pourparler.analyses.bargaining.nash import Nash
    >>> from pourparler.model.bargain import Bargain
    >>> deal = Bargain.from_tables({"x": ["a", "b"]}, {"p": {"x": [3, 1]}, "q": {"x": [1, 2]}})
    >>> solve(deal, Nash()).outcome
    {'x': 'a'}
    """
    start = perf_counter()
    if not isinstance(concept, Concept):
        raise UsageError(
            msg("{found} is not a concept", found=getattr(concept, "__name__", None) or str(concept)),
            where="solve",
            advice=msg("Write for example {form}.", form="pp.solve(deal, pp.Nash())"),
        )
    model = as_model(problem, concept)
    rng = None if seed is None else np.random.default_rng(seed)
    result = concept.run(model, rng)
    result = replace(result, seed=seed, stats=replace(result.stats, seconds=perf_counter() - start))
    if on_fail == "raise" and result.status.code in NO_ANSWER:
        raise NoAnswer(result.status.message, result=result, where=concept.name)
    return result


def compare(problem: Any, concepts: Iterable[Concept], *, seed: int | None = None) -> tuple[Result, ...]:
    """Solve one problem by several concepts; problems without an answer are kept with their status."""
    return tuple(solve(problem, concept, seed=seed, on_fail="status") for concept in concepts)


def as_model(problem: Any, concept: Concept) -> Any:
    """``problem`` as the model that ``concept`` accepts. Raises ``ModelError`` where it is another model."""
    accepts = concept.accepts
    if isinstance(problem, accepts):
        return problem
    # What adds something to another model takes that model with nothing added.
    if isinstance(problem, getattr(accepts, "wraps", ())):
        return accepts(problem)
    if hasattr(problem, "content") and hasattr(accepts, "from_brief"):
        return accepts.from_brief(problem)
    raise ModelError(
        msg("{concept} needs a {model}, and this is a {found}",
            concept=concept.name, model=accepts.__name__, found=type(problem).__name__),
        where="solve",
        advice=msg("Give a brief, or the model that the concept accepts."),
    )  # fmt: skip
