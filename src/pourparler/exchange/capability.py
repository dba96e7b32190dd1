"""Weights of voters by year, for tables of positions that have no influence of their own.

Those who never appear among the voters (a commission, a parliament) take the largest weight of the voters present.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pourparler.exchange.headed_table import number_in, read_headed, style_in
from pourparler.language import Message, msg

HEADINGS = {name: frozenset((name,)) for name in ("regime", "first_year", "last_year", "actor", "weight")}
FULL = 100.0


@dataclass(frozen=True)
class Capability:
    """Weights as (first year, last year, actor, weight); ``notes``: what a reader should know."""

    data: tuple[tuple[float, float, str, float], ...]
    notes: tuple[Message, ...]

    def of(self, actors: tuple[str, ...], date: str) -> list[float] | Message:
        """Weights of the actors in the year of ``date``, the largest 100; or why there are none."""
        written = re.match(r"\d{4}", date)
        if written is None:
            return msg("it has no year")
        year = int(written.group())
        known = {actor: weight for first, last, actor, weight in self.data if first <= year <= last}
        voters = {actor for _, _, actor, _ in self.data}
        present = [known[actor] for actor in actors if actor in known]
        if not present:
            return msg("none of its actors has a weight in {year:raw}", year=year)
        absent = [actor for actor in actors if actor in voters and actor not in known]
        if absent:
            return msg("{actors} have no weight in {year:raw}", actors=absent, year=year)
        largest = max(present)
        return [FULL * known.get(actor, largest) / largest for actor in actors]


def read_capability(path: Path) -> Capability:
    """Weights from a table with first_year, last_year (empty: until today), actor and weight."""
    table = read_headed(path, HEADINGS, required=("first_year", "last_year", "actor", "weight"))
    style = style_in(table, ("first_year", "last_year", "weight"))
    rows: list[tuple[float, float, str, float]] = []
    for line in table.lines:
        last: Any = number_in(line, "last_year", style) if line["last_year"] else 9999.0
        rows.append(
            (number_in(line, "first_year", style), last, line["actor"], number_in(line, "weight", style))
        )
    note = msg("Actors that {name} does not list weigh as much as the heaviest one present.", name=path.name)
    return Capability(tuple(rows), (note,))
