"""The verb that gives a spread: draw from the ranges, solve each draw."""

from time import perf_counter

from pourparler.analyses.concept import Concept
from pourparler.brief.brief import Brief
from pourparler.jobs.execution import Execution
from pourparler.uncertainty.draws.design import Design
from pourparler.uncertainty.draws.drawing import check_draws, draw
from pourparler.uncertainty.question import question
from pourparler.uncertainty.spread import Spread


def sweep(
    brief: Brief, concept: Concept, *, draws: int = 2_048, seed: int, execution: Execution | None = None
) -> Spread:
    """Solve ``draws`` versions of the brief, each drawn from its ranges, evidence mixed with priors by its rule.

    The draws are points of a scrambled Sobol sequence: take a power of two. The same brief, concept, draws,
    seed and version give the same spread for any number of workers, on a cluster, and where finished chunks are
    kept (``execution.store``) also from several goes. A draw without an answer is kept with
    its status. Raises ``UsageError`` for an impossible number of draws or a store that holds another sweep,
    ``NumericalFailure`` that names the draw where one fails, ``ModelError`` and ``InvalidBrief``
    as :func:`solve` does.

    A share of draws is not the probability of an event: the ranges are judgements and the concept is one
    reading of the talks.
    """
    check_draws(draws, seed)
    start = perf_counter()
    asked = question(brief, concept, seed=seed)
    drawn = draw(
        {"brief": asked}, Design.over(asked.inputs, seed=seed), draws=draws,
        job={"job": "sweep/chunk/1", "brief": brief.digest}, execution=execution or Execution(),
    )  # fmt: skip
    return Spread(question=asked, columns=drawn["brief"], seconds=perf_counter() - start)
