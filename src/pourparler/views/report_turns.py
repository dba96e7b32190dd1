"""The report's section on offers in turn: what patience alone, and what the deadline, would lead to."""

from collections.abc import Iterable, Sequence
from typing import Any

from pourparler.analyses.talks.equilibria.induction_result import InductionResult
from pourparler.analyses.talks.equilibria.proposal import Proposal
from pourparler.analyses.talks.equilibria.rubinstein_result import RubinsteinResult
from pourparler.language import Message, msg, render
from pourparler.views.alternating import BENCHMARK, agreed_sentences, induction_remarks, rubinstein_remarks
from pourparler.views.names import Names
from pourparler.views.report_part import Part


def turn_parts(results: Sequence[Any], names: Names) -> tuple[Part, ...]:
    """One part per benchmark that has an answer, each under the sentence on what a benchmark is: parts are quoted alone."""
    found: list[tuple[Message, Proposal | None, Iterable[Message]]] = []
    for result in results:
        match result:
            case RubinsteinResult():
                found.append(
                    (
                        msg("What patience alone would lead to"),
                        result.agreed,
                        rubinstein_remarks(result, names),
                    )
                )
            case InductionResult():
                found.append(
                    (msg("What the deadline would lead to"), result.agreed, induction_remarks(result, names))
                )
    told = [(title, offer, remarks) for title, offer, remarks in found if offer is not None]
    return tuple(
        Part(
            title=render(title, names.lang),
            lead=(render(BENCHMARK, names.lang),),
            listed=render(msg("What would be agreed, and what it would be worth"), names.lang),
            items=tuple(render(line, names.lang) for line in agreed_sentences(offer, names)),
            sentences=tuple(render(line, names.lang) for line in remarks),
        )
        for title, offer, remarks in told
    )
