"""Bargaining on positions in words and tables."""

from collections.abc import Iterator

from pourparler.analyses.collective.joint.solution import SpatialResult
from pourparler.language import Message, msg, number
from pourparler.views.names import Names
from pourparler.views.pools import reading_sentence


def spatial_sentences(result: SpatialResult, names: Names) -> tuple[Message, ...]:
    """Where the bargaining ends and who gains least; where there is no agreement, who blocks and what stands."""
    return tuple(_told(result, names))


def _told(result: SpatialResult, names: Names) -> Iterator[Message]:
    if result.status.code == "no-agreement":
        yield names.named(result.status.message)
    for issue, forecast in result.forecasts.items():
        if forecast.point is not None:
            yield msg(
                "{issue}: {point}.", issue=names.issue(issue), point=names.measured(issue, forecast.point)
            )
    if result.gains:
        # The first of equal gains, as the parties are listed.
        party = min(result.gains, key=lambda name: round(result.gains[name], 9))
        yield msg(
            "Gains are over failure, as the setting `breakdown` has it; each party’s are in its own terms."
        )
        yield msg(
            "{party} gains least over failure: {gain:.3}.", party=names.party(party), gain=result.gains[party]
        )
    if result.status.code != "no-agreement":
        yield reading_sentence(result, names)


def gain_rows(result: SpatialResult, names: Names) -> list[tuple[str, ...]]:
    """One row per party: its gain over failure."""
    return [(names.party(party), number(gain, names.lang, 3)) for party, gain in result.gains.items()]
