"""Runs of the spatial model in words and tables: where they end, and who moved whom."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pourparler.analyses.collective.turns.result import Offer, SmpResult
from pourparler.language import Message, msg, msg_n, number, percent, render
from pourparler.views.names import Names
from pourparler.views.pools import reading_sentence

TOLD = 6
"""Moves told in words."""


class Move(NamedTuple):
    """An actor that took its half of a bargain: ``offer``, and how far it went on the issue it moved most."""

    offer: Offer
    party: str
    issue: str
    before: float
    after: float


def smp_sentences(result: SmpResult, names: Names) -> tuple[Message, ...]:
    """What a run says: the summaries of its end, how long it took, the largest moves."""
    lines = [*_ends(result, names)]
    turns = len(result.positions) - 1
    if result.positions:
        lines.append(
            msg_n(
                "{n} turn and {bargains} bargains; {taken} times a party went along with one.",
                "{n} turns and {bargains} bargains; {taken} times a party went along with one.",
                n=turns,
                bargains=len(result.bargains),
                taken=sum(len(offer.taken_by) for offer in result.bargains),
            )
        )
    if result.probabilities and sum(result.probabilities[-1]) > 1.005:
        lines.append(
            msg("Parties that end at one position share its probability: it stands beside each of them.")
        )
    lines += [move_sentence(move, names) for move in largest_moves(result)[:TOLD]]
    return (*lines, reading_sentence(result, names))


def _ends(result: SmpResult, names: Names) -> Iterator[Message]:
    for issue, forecast in result.forecasts.items():
        found = forecast.details
        if forecast.point is None or found is None:
            continue
        yield msg(
            "{issue}: {point} (mean weighted by influence); median {median}, most probable position {mode}, expectation {expectation}.",
            issue=names.issue(issue), point=names.measured(issue, forecast.point),
            **{key: names.at(issue, found[key], 1) for key in ("median", "mode", "expectation")},
        )  # fmt: skip


def moves(result: SmpResult) -> Iterator[Move]:
    """Who moved by which bargain, turn by turn."""
    row = {actor: i for i, actor in enumerate(result.actors)}
    for offer in result.bargains:
        for party in offer.taken_by:
            before, after = (result.positions[t][row[party]] for t in (offer.turn - 1, offer.turn))
            steps = {
                issue: (x, y)
                for issue, x, y in zip(result.issues, before, after, strict=True)
                if x is not None and y is not None
            }
            issue = _furthest(steps, result)
            yield Move(offer, party, issue, *steps[issue])


def _furthest(steps: Mapping[str, tuple[float, float]], result: SmpResult) -> str:
    """The issue of the longest step, as a share of how far apart all stood on it at first."""

    def length(issue: str) -> float:
        column = result.issues.index(issue)
        held = [x for place in result.positions[0] if (x := place[column]) is not None]
        x, y = steps[issue]
        return abs(y - x) / ((max(held) - min(held)) or 1.0)

    return max(steps, key=length)


def largest_moves(result: SmpResult) -> list[Move]:
    """Moves by the turn in which they were made, those of a turn from the largest expected gain down."""
    return sorted(
        (move for move in moves(result) if move.before != move.after),
        key=lambda move: (move.offer.turn, -move.offer.gain),
    )


def move_sentence(move: Move, names: Names) -> Message:
    """Who went where, at whose challenge."""
    offer = move.offer
    where = {
        "turn": offer.turn,
        "party": names.party(move.party),
        "issue": names.issue(move.issue),
        "before": names.at(move.issue, move.before, 1),
        "after": names.at(move.issue, move.after, 1),
        "odds": percent(offer.probability, names.lang),
    }
    if move.party == offer.initiator:
        return msg(
            "Turn {turn}: {party} goes from {before} to {after} on {issue:quote}, having challenged {other} (odds {odds}).",
            other=names.party(offer.receiver), **where,
        )  # fmt: skip
    return msg(
        "Turn {turn}: {party} goes from {before} to {after} on {issue:quote}, challenged by {other} (odds {odds}).",
        other=names.party(offer.initiator), **where,
    )  # fmt: skip


def end_rows(result: SmpResult, names: Names) -> list[tuple[str, ...]]:
    """One row per issue: the mean weighted by influence, the plain mean, the median, the mode, the expectation."""
    rows = []
    for issue, forecast in result.forecasts.items():
        found = forecast.details or {}
        values = (found.get(key) for key in ("c-mean", "mean", "median", "mode", "expectation"))
        rows.append((names.issue(issue), *(names.at(issue, value, 1) for value in values)))
    return rows


def path_rows(result: SmpResult, names: Names) -> list[tuple[str, ...]]:
    """One row per actor and issue: where it started and ended, and the probability of its last position."""
    rows: list[tuple[str, ...]] = []
    for i, actor in enumerate(result.actors):
        for d, issue in enumerate(result.issues):
            start, end = result.positions[0][i][d], result.positions[-1][i][d]
            if start is not None:
                told = (names.at(issue, start, 1), names.at(issue, end, 1))
                chance = percent(result.probabilities[-1][i], names.lang)
                rows.append((names.party(actor), names.issue(issue), *told, chance))
    return rows


def bargain_rows(result: SmpResult, names: Names) -> list[tuple[str, ...]]:
    """One row per bargain: turn, both parties, expected gain and odds, who went along."""
    nobody = render(msg("nobody"), names.lang)
    return [
        (
            number(offer.turn, names.lang),
            names.party(offer.initiator),
            names.party(offer.receiver),
            number(offer.gain, names.lang, 3),
            percent(offer.probability, names.lang),
            ", ".join(names.party(party) for party in offer.taken_by) or nobody,
        )
        for offer in result.bargains
    ]
