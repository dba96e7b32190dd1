"""Writing KTAB's CSV or XML: positions and saliences on 0 to 100, settings as found or KTAB's own defaults."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from xml.sax.saxutils import escape

from pourparler.exchange.actors.exporting import Target, rescaled
from pourparler.exchange.actors.ktab import COMMA
from pourparler.exchange.actors.table import Actor, ActorTable, Dimension, Figure, Stand
from pourparler.exchange.decimals import long_text
from pourparler.exchange.faults import impossible
from pourparler.exchange.naming import shown
from pourparler.exchange.record import damaged
from pourparler.language import Message, msg

# The program's own: what it uses where a file says nothing (KTAB, smp.h and kmodel.h).
DEFAULTS = {
    "VictoryProbModel": "Linear",
    "PCEModel": "Conditional",
    "StateTransitions": "Deterministic",
    "VotingRule": "Proportional",
    "BigRAdjust": "OneThird",
    "BigRRange": "Mid",
    "ThirdPartyCommit": "SemiCommit",
    "InterVecBrgn": "S2P2",
    "BargnModel": "InitOnlyInterp",
}
SEED = str(0xD67CC16FE69C185C)
_TAG = re.compile(r"[A-Za-z_][\w.-]*")
_FEWEST, _MOST, _LONGEST = 3, 250, 25


def written(table: ActorTable, target: Target) -> tuple[str, tuple[Message, ...]]:
    """The file's content and what it does not hold. Raises ``UsageError`` for a cell that is not complete."""
    told = list(_told(table, target.suffix))
    if table.origins and target.suffix == ".xml" and _gaps(table):
        told.append(msg("Empty cells were written as they were found; KTAB reads an empty position as 0."))
    else:
        _require_whole(table)
    table = _on_its_scale(table)
    return (_xml(table) if target.suffix == ".xml" else _csv(table)), tuple(told)


def _gaps(table: ActorTable) -> bool:
    return any(None in (s.position, s.salience, s.influence) for actor in table.actors for s in actor.stands)


def _require_whole(table: ActorTable) -> None:
    for actor in table.actors:
        for dimension, stand in zip(table.dimensions, actor.stands, strict=True):
            if stand.position is None or stand.salience is None or stand.influence is None:
                raise impossible(
                    "X007",
                    f"{actor.name}/{dimension.name}",
                    msg("KTAB wants a position, a salience and an influence of every actor on every issue"),
                    advice=msg("Complete the brief (a salience of 0 gives no weight), or export it as actors or decide."),
                )  # fmt: skip
        if len({stand.influence.value for stand in actor.stands if stand.influence}) > 1:
            raise impossible(
                "X007",
                actor.name,
                msg("KTAB knows one influence per actor, not one per issue"),
                advice=msg("Export it as decide, or issue by issue."),
            )


def _on_its_scale(table: ActorTable) -> ActorTable:
    times = 100 if table.salience == "share" else 1

    def moved(dimension: Dimension, stand: Stand) -> Stand:
        assert dimension.scale is not None
        position = None if stand.position is None else Figure(rescaled(stand.position, dimension.scale))
        salience = None if stand.salience is None else Figure(stand.salience.value * times)
        return replace(stand, position=position, salience=salience)

    actors = tuple(
        replace(actor, stands=tuple(moved(d, s) for d, s in zip(table.dimensions, actor.stands, strict=True)))
        for actor in table.actors
    )
    return replace(table, actors=actors)


def _told(table: ActorTable, suffix: str) -> Iterator[Message]:
    for dimension in table.dimensions:
        scale = dimension.scale
        assert scale is not None
        if scale.low != 0 or scale.high != 100:
            yield msg("Positions on {issue} were moved from {low} to {high} onto 0 to 100.",
                      issue=dimension.name, low=long_text(scale.low), high=long_text(scale.high))  # fmt: skip
    if any(d.reference or d.aside or d.outcome or d.unit or d.meanings for d in table.dimensions):
        yield msg("Units, status quo, outcomes and meanings cannot be written and are left out.")
    if any(dimension.title for dimension in table.dimensions):
        yield msg("Titles of issues cannot be written; their ids stand in their place.")
    if suffix == ".csv" and (table.extra.get("parameters") or table.extra.get("adjustments")):
        yield msg("KTAB's CSV holds no settings of its model; export to .xml to keep them.")
    if not _FEWEST <= len(table.actors) <= _MOST:
        yield msg("KTAB itself takes {fewest:raw} to {most:raw} actors; there are {n:raw}.",
                  fewest=_FEWEST, most=_MOST, n=len(table.actors))  # fmt: skip
    long = [actor.name for actor in table.actors if len(actor.name) > _LONGEST]
    if long:
        yield msg("KTAB itself takes names of at most {n:raw} letters: {names}.", n=_LONGEST, names=long)
    over = [
        actor.name for actor in table.actors if _attention(actor) > (1 if table.salience == "share" else 100)
    ]
    if over:
        yield msg("Saliences sum to more than 100, which KTAB itself refuses: {names}.", names=over)


def _attention(actor: Actor) -> Fraction:
    return sum((stand.salience.value for stand in actor.stands if stand.salience), Fraction(0))


def _row(actor: Actor) -> Iterator[str]:
    """Influence, then position and salience per dimension."""
    yield _number(actor.stands[0].influence)
    for stand in actor.stands:
        yield _number(stand.position)
        yield _number(stand.salience)


def _number(figure: Figure | None) -> str:
    return "" if figure is None else figure.decimal


def _csv(table: ActorTable) -> str:
    # Its window skips empty cells, which would move the others: a name stands in for a description.
    about = str(table.extra.get("description", "")) or table.title
    first = [table.title, about, str(len(table.actors)), str(len(table.dimensions))]
    head = ["Actor", "Description", "Influence"]
    for dimension in table.dimensions:
        head += [f"{dimension.name} Position", f"{dimension.name} Salience"]
    rows = [first, head, *([actor.name, actor.title or actor.name, *_row(actor)] for actor in table.actors)]
    return "".join(",".join(map(_cell, row)) + ",\n" for row in rows)


def _cell(text: str) -> str:
    """A text as KTAB reads it: every comma ends a cell, a quotation mark counts at the beginning only."""
    text = shown(text).replace(",", COMMA)
    return '"' + text.replace('"', '""') + '"' if text.startswith('"') else text


def _xml(table: ActorTable) -> str:
    def element(tag: str, text: str, depth: int) -> str:
        return f"{'  ' * depth}<{tag}>{escape(shown(text))}</{tag}>"

    extra: Mapping[str, object] = table.extra
    settings = extra.get("parameters")
    parameters = settings if isinstance(settings, dict) and settings else DEFAULTS
    if not all(_TAG.fullmatch(tag) for tag in parameters):
        raise damaged()  # somebody's record must not write markup
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Scenario xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="smpSchema.xsd">',
        element("name", table.title, 1),
        element("desc", str(extra.get("description", "")) or table.title, 1),
        element("prngSeed", str(extra.get("seed", "")) or SEED, 1),
        "  <ModelParameters>",
        *(element(tag, str(text), 2) for tag, text in parameters.items()),
        "  </ModelParameters>",
        "  <Dimensions>",
        *(element("dName", dimension.name, 2) for dimension in table.dimensions),
        "  </Dimensions>",
        "  <Actors>",
    ]
    for actor in table.actors:
        numbers = list(_row(actor))
        lines += [
            "    <Actor>",
            element("name", actor.name, 3),
            element("description", actor.title or actor.name, 3),
        ]
        lines += [element("capability", numbers[0], 3), "      <Position>"]
        lines += [element("dCoord", number, 4) for number in numbers[1::2]]
        lines += ["      </Position>", "      <Salience>"]
        lines += [element("dSal", number, 4) for number in numbers[2::2]]
        lines += ["      </Salience>", "    </Actor>"]
    lines.append("  </Actors>")
    pairs = extra.get("adjustments")
    if isinstance(pairs, list) and pairs:
        lines.append("  <IdealAdjustment>")
        for pair in pairs:
            lines.append("    <iaPair>")
            named = zip(("adjustingIdeal", "referencePos", "adjust"), pair, strict=True)
            lines += [element(tag, str(text), 3) for tag, text in named]
            lines.append("    </iaPair>")
        lines.append("  </IdealAdjustment>")
    return "\n".join([*lines, "</Scenario>"]) + "\n"
