"""The runs of a tournament as a file: Parquet where pyarrow is there, else CSV with the same columns."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from math import isnan
from pathlib import Path
from typing import Any

from pourparler.analyses.talks.protocol import REASONS
from pourparler.analyses.talks.tournament.batches import seed_of
from pourparler.analyses.talks.tournament.blocks import Block
from pourparler.analyses.talks.tournament.field import Field
from pourparler.analyses.talks.tournament.result import TournamentResult
from pourparler.brief.files import save

# What is known of a run, then of each seat: the name of a column and what it holds.
RUN = {
    "scenario": str, "digest": str, "rounds": int, "repetition": int, "seed": int, "reason": str, "step": int,
    "agreement": int, "offers": int, "calls": int, "frontier_distance": float, "nash_distance": float,
    "kalai_smorodinsky_distance": float, "nash_share": float, "fault": str, "fault_seat": int, "message": str,
}  # fmt: skip
SEAT = {
    "party": str,
    "strategy": str,
    "utility": float,
    "discounted": float,
    "reserve": float,
    "ideal": float,
}


def columns(found: TournamentResult) -> dict[str, type]:
    """Names and kinds of all columns; those of a seat carry its number, from 1."""
    most = max((len(scenario.seats) for scenario in found.field.scenarios), default=0)
    return {
        **RUN,
        **{f"{name}_{seat}": kind for seat in range(1, most + 1) for name, kind in SEAT.items()},
    }


def rows(found: TournamentResult) -> Iterator[list[Any]]:
    """One row per run, in the order of :func:`columns`; ``None`` where there is nothing."""
    width = len(columns(found))
    for block in found.blocks:
        for row in range(len(block)):
            cells = [*_run(found.field, block, row), *_seats(block, row, found.field.labels)]
            yield [*cells, *[None] * (width - len(cells))]


def _run(field: Field, block: Block, row: int) -> list[Any]:
    fault = block.faults.get(row)
    agreed = int(block.agreements[row])
    numbers = (block.to_frontier, block.to_nash, block.to_kalai_smorodinsky, block.nash_share)
    return [
        block.scenario.name, block.scenario.digest, block.scenario.rounds, int(block.repetitions[row]),
        seed_of(field, block.scenario, block.run(row)), REASONS[block.reasons[row]], int(block.steps[row]), None if agreed < 0 else agreed,
        int(block.offers[row]), int(block.calls[row]), *(_number(values[row]) for values in numbers),
        fault and fault.kind, None if fault is None or fault.seat < 0 else fault.seat + 1, fault and str(fault.message),
    ]  # fmt: skip


def _seats(block: Block, row: int, labels: tuple[str, ...]) -> Iterator[Any]:
    for seat, party in enumerate(block.scenario.seats):
        yield party
        yield labels[block.seating[row, seat]]
        yield from (_number(values[row, seat]) for values in (block.utilities, block.discounted))
        yield from (_number(values[seat]) for values in (block.reserve, block.ideal))


def _number(value: Any) -> float | None:
    found = float(value)
    return None if isnan(found) else found


def save_rows(found: TournamentResult, folder: Path) -> Path:
    """Write ``rows.parquet`` or ``rows.csv`` into ``folder``, as a whole or not at all; the name of the file."""
    try:
        import pyarrow
    except ImportError:
        path = folder / "rows.csv"
        save(path, _csv(found))
        return path
    path = folder / "rows.parquet"
    save(path, _parquet(found, pyarrow))
    return path


def _csv(found: TournamentResult) -> str:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns(found))
    writer.writerows(rows(found))
    return stream.getvalue()


def _parquet(found: TournamentResult, pyarrow: Any) -> bytes:
    from pyarrow.parquet import write_table

    kinds = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
    known = columns(found)
    held = list(zip(*rows(found), strict=True)) or [()] * len(known)
    table = pyarrow.table(
        {
            name: pyarrow.array(values, type=kinds[kind])
            for (name, kind), values in zip(known.items(), held, strict=True)
        }
    )
    stream = BytesIO()
    write_table(table, stream)
    return stream.getvalue()
