"""The report's part on talks: who is taken to play how, how it would go, what is agreed, and what is left unused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pourparler.analyses.bargaining.results import FrontierResult, Outcome, PointResult
from pourparler.analyses.talks.result import TalksResult
from pourparler.brief.brief import Brief
from pourparler.language import Message, msg, msg_n, number, render
from pourparler.views.charts.concessions import concessions
from pourparler.views.charts.figure import Cell, Figure, Table, cells
from pourparler.views.charts.offers import Behind, offers
from pourparler.views.names import Names
from pourparler.views.report_ground import Ground
from pourparler.views.talks import (
    ONE_WAY,
    concession,
    decimals,
    ended,
    is_patience_stated,
    own_offers,
    strategy_words,
)
from pourparler.views.talks_tables import worth_table

SAME = 1e-9
WIDE = 3
"""Parties up to which last offers stand beside the first ones."""


@dataclass(frozen=True)
class Played:
    """``lead``: what must be read first; who plays how; how it went, in sentences; the terms, what it is worth; pictures."""

    lead: tuple[str, ...]
    playing: Table
    sentences: tuple[str, ...]
    terms: Table | None
    worth: Table | None
    figures: tuple[Figure, ...]


def talks_parts(brief: Brief, results: Sequence[Any], names: Names) -> tuple[Played, ...]:
    """One part for each negotiation that was played."""
    frontier = next((r for r in results if isinstance(r, FrontierResult)), None)
    nash = next((r for r in results if isinstance(r, PointResult) and r.concept.name == "nash"), None)
    return tuple(
        _part(result, brief, _behind(result, frontier, nash), names=names)
        for result in results
        if isinstance(result, TalksResult)
    )


def _behind(result: TalksResult, frontier: FrontierResult | None, nash: PointResult | None) -> Behind:
    """What may be drawn behind the offers: answers on the same bargain only."""
    same = [found for found in (frontier, nash) if found and found.origin.digest == result.origin.digest]
    return Behind(
        frontier if frontier in same else None,
        nash if nash in same else None,
        Ground(result.deal, None).outcomes(),
    )


def _part(result: TalksResult, brief: Brief, behind: Behind, *, names: Names) -> Played:
    lang = names.lang
    lead = [
        ONE_WAY,
        msg("Offers are made in turn; each party accepts the standing offer or replaces it by its own, until all stand behind one or time is up."),
    ]  # fmt: skip
    played = result.transcript is not None
    told: list[Message] = [ended(result, names) if played else names.named(result.status.message)]
    if played:
        told += [concession(result, seat, names) for seat in range(len(result.seats))]
        told += _unused(result, behind.frontier, names)
    drawn = (offers(result, names, behind), concessions(result, names))
    return Played(
        lead=tuple(render(line, lang) for line in lead),
        playing=_playing(result, brief, names),
        sentences=tuple(render(line, lang) for line in told),
        terms=_terms(result, names),
        worth=_cells(worth_table(result, names)) if played else None,
        figures=tuple(figure for figure in drawn if figure is not None),
    )


def _playing(result: TalksResult, brief: Brief, names: Names) -> Table:
    """Each party's strategy with the reason for assuming it, where it is the brief's; its patience."""
    heads = [msg("Party"), msg("How it is taken to play")]
    rows = []
    stated = brief.content.calendar.strategies
    of_brief = not result.concept.settings().get("strategies")
    for seat, party in enumerate(result.seats):
        known = stated.get(party) if of_brief else None
        key = f"calendar/strategies/{party}" if known else ""
        text = render(strategy_words(result.strategies[seat], names), names.lang)
        why = names.text(known.assumption) if known else ""
        rows.append([Cell(names.party(party)), Cell(text, key, assumed=True, small=why)])
    if is_patience_stated(result):
        heads.append(msg("Patience per round"))
        for row, party, patience in zip(rows, result.seats, result.patience, strict=True):
            key = f"calendar/patience/{party}"
            known_number = brief.numbers.get(key)
            assumed = known_number is not None and known_number.is_assumption
            row.append(Cell(number(patience, names.lang), key if known_number else "", assumed=assumed))
    return Table(tuple(render(head, names.lang) for head in heads), tuple(map(tuple, rows)), frozenset((2,)))


def _terms(result: TalksResult, names: Names) -> Table | None:
    """Issue by issue: what each party opened with, and what was agreed, else what each offered last."""
    lang = names.lang
    columns: list[tuple[Message, Outcome]] = []
    seats = [(seat, own) for seat in range(len(result.seats)) if (own := own_offers(result, seat))]
    for seat, own in seats:
        party = names.party(result.seats[seat])
        columns.append((msg("First offer of {party}", party=party), result.label(own[0].outcome)))
    if result.agreement is not None:
        columns.append((msg("Agreement"), result.agreement))
    else:
        for seat, own in seats if len(seats) <= WIDE else ():
            party = names.party(result.seats[seat])
            columns.append((msg("Last offer of {party}", party=party), result.label(own[-1].outcome)))
    if not columns:
        return None
    heads = [render(msg("Issue"), lang), *(render(head, lang) for head, _ in columns)]
    rows = [
        (Cell(names.issue(issue), small=names.unit(issue)), *(Cell(names.level(issue, held[issue])) for _, held in columns))
        for issue in columns[0][1]
    ]  # fmt: skip
    return Table(tuple(heads), tuple(rows))


def _cells(table: Any) -> Table:
    return Table(table.columns, tuple(cells(row) for row in table.rows), table.right)


def _unused(result: TalksResult, frontier: FrontierResult | None, names: Names) -> Iterator[Message]:
    """Whether the frontier holds deals that are better for somebody and worse for nobody than what was agreed."""
    agreed = None if result.transcript is None else result.transcript.agreement
    if agreed is None or frontier is None or set(frontier.table.parties) != set(result.seats):
        return
    worth = dict(zip(result.seats, result.worth[agreed], strict=True))
    # Where red lines exist, only deals that cross none of them.
    table = frontier.acceptable_table or frontier.table
    parties = table.parties
    gains = table.utilities - [worth[party] for party in parties]
    better = (gains >= -SAME).all(axis=1) & (gains > SAME).any(axis=1)
    if better.any():
        best = max((gains[i].min(), gains[i].sum(), -i) for i in np.flatnonzero(better))
        found = table.utilities[-int(best[2])]
        digits = decimals(result)
        told = [
            msg("{party} {utility}", party=names.party(party), utility=number(float(u), names.lang, digits))
            for party, u in zip(parties, found, strict=True)
        ]
        yield msg_n(
            "The parties leave something unused: {n} efficient deal that all could accept is worth more to somebody and less to nobody: {worths}.",
            "The parties leave something unused: {n} efficient deals that all could accept are worth more to somebody and less to nobody, one of them {worths}.",
            n=int(better.sum()), worths=told,
        )  # fmt: skip
    elif frontier.status.code == "ok":
        yield msg("No other deal that all could accept is worth more to somebody and less to nobody.")
