"""Cores, winsets, proposals and voting power in words and rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pourparler.analyses.collective.procedures.result import AgendaResult, CoreResult, Space
from pourparler.analyses.collective.voting_power.result import INDICES, PowerResult
from pourparler.analyses.concept import Concept
from pourparler.language import Message, msg, number
from pourparler.views.names import Names

LISTED = 6
"""Parties that are named one by one."""

INDEX_NAMES: Mapping[str, Message] = {
    "shapley-shubik": msg("Shapley–Shubik"),
    "banzhaf": msg("Banzhaf"),
    "banzhaf-absolute": msg("Banzhaf, absolute"),
    "coleman-initiate": msg("to initiate"),
    "coleman-prevent": msg("to prevent"),
    "deegan-packel": msg("Deegan–Packel"),
    "holler": msg("Holler"),
}

BARELY = msg(
    "Where status quos are known they mostly lie at or beyond an end of what the parties hold: nearly everything can then be changed, and the procedure says little."
)
"""What every answer about procedure must say before it is trusted."""


def core_sentences(result: CoreResult, names: Names) -> tuple[Message, ...]:
    """What core and winset say, issue by issue."""
    lines = [
        line
        for issue, forecast in result.forecasts.items()
        for line in _change(issue, forecast.details or {}, names, joint=result.space)
    ]
    if result.space is not None:
        lines += _space(result.space, names)
    return (*lines, *_unwritten(result.concept, names), names.named(result.status.message), BARELY)


def _change(issue: str, told: Mapping[str, Any], names: Names, *, joint: Space | None) -> Iterator[Message]:
    name, core, winset = names.issue(issue), told["core"], told["winset"]
    if core is not None and core[0] == core[1]:
        yield msg("{issue}: the core is {at}.", issue=name, at=names.measured(issue, core[0]))
    elif core is not None:
        yield msg(
            "{issue}: the core runs from {low} to {high}.",
            issue=name, low=names.at(issue, core[0], 1), high=names.measured(issue, core[1]),
        )  # fmt: skip
    if told["reference"] is None:
        return
    if told["in_core"] and not (joint and issue in joint.issues):
        yield msg(
            "{issue}: the status quo, {at}, cannot be changed.",
            issue=name, at=names.measured(issue, told["reference"]),
        )  # fmt: skip
    elif winset is not None:
        yield msg(
            "{issue}: the status quo, {at}, can be replaced by points between {low} and {high}.",
            issue=name, at=names.at(issue, told["reference"], 1),
            low=names.at(issue, winset[0], 1), high=names.measured(issue, winset[1]),
        )  # fmt: skip


def _space(space: Space, names: Names) -> Iterator[Message]:
    issues = [names.issue(issue) for issue in space.issues]
    if space.in_core and space.exact:
        yield msg("On {issues} together nothing beats the status quo.", issues=issues)
    elif space.share is not None:
        yield msg(
            "On {issues} together, {share:percent1} (± {error:points}) of the points between the outermost positions beat the status quo.",
            issues=issues, share=space.share, error=space.standard_error,
        )  # fmt: skip


def agenda_sentences(result: AgendaResult, names: Names) -> tuple[Message, ...]:
    """What comes of the procedure, issue by issue."""
    lines = []
    for issue, forecast in result.forecasts.items():
        if forecast.point is None:
            continue
        told = forecast.details or {}
        where = {"issue": names.issue(issue), "point": names.measured(issue, forecast.point)}
        if told["reference"] is None:
            lines.append(msg("{issue}: {point}.", **where))
        else:
            lines.append(
                msg(
                    "{issue}: {point}, from a status quo of {quo}.",
                    quo=names.at(issue, told["reference"], 1),
                    **where,
                )
            )
    return (*lines, names.named(result.status.message), *((BARELY,) if lines else ()))


def power_sentences(result: PowerResult, names: Names) -> tuple[Message, ...]:
    """What the power of the parties is found to be."""
    lines = []
    if result.winning is not None:
        lines.append(
            msg("{n} of {total} coalitions win, {share:percent1}.",
                n=result.winning, total=2 ** len(result.players), share=result.act)
        )  # fmt: skip
    if result.status.code != "undefined":
        if result.minimal_winning is not None:
            lines.append(msg("Every member is needed in {n} of them.", n=result.minimal_winning))
        lines += _roles(result, names)
    lines += _unwritten(result.concept, names)
    return (*lines, names.named(result.status.message))


def _unwritten(concept: Concept, names: Names) -> tuple[Message, ...]:
    """That unanimity was taken, where neither the brief nor a setting names a rule."""
    settings = concept.settings()
    named = settings.get("rule") is not None or settings.get("chambers") is not None
    if named or names.brief is None or "agreement" in names.brief.content.rules.model_fields_set:
        return ()
    return (msg("No decision rule is written: unanimity of those at the table is taken."),)


def _roles(result: PowerResult, names: Names) -> Iterator[Message]:
    if result.vetoes:
        yield msg("Nothing passes without {parties}.", parties=_listed(result.vetoes, names))
    if result.dummies:
        yield msg("It never depends on {parties}.", parties=_listed(result.dummies, names))


def _listed(parties: Sequence[str], names: Names) -> list[Any]:
    shown: list[Any] = [names.party(party) for party in parties[:LISTED]]
    left = len(parties) - LISTED
    return [*shown, msg("{n} more", n=left)] if left > 0 else shown


def power_heads() -> tuple[Message, ...]:
    """The columns of the table of indices."""
    return (msg("Party"), *INDEX_NAMES.values())


def power_rows(result: PowerResult, names: Names) -> list[tuple[str, ...]]:
    """One row per party: its indices."""
    rows = []
    for party in result.players:
        found = [result.indices.get(name) for name in INDICES]
        values = [number(None if index is None else index[party], names.lang, 4) for index in found]
        rows.append((names.party(party), *values))
    return rows


CORE_HEADS = (msg("Issue"), msg("Status quo"), msg("Core"), msg("What beats the status quo"), msg("Forecast"))
AGENDA_HEADS = (
    msg("Issue"),
    msg("Status quo"),
    msg("Who proposes wants"),
    msg("What can pass"),
    msg("Forecast"),
)


def core_rows(result: CoreResult, names: Names) -> list[tuple[str, ...]]:
    """One row per issue: the status quo, the core, the winset, the forecast where there is one."""
    return [
        _row(issue, f.details or {}, names, third="core", point=f.point)
        for issue, f in result.forecasts.items()
    ]


def agenda_rows(result: AgendaResult, names: Names) -> list[tuple[str, ...]]:
    """One row per issue: the status quo, the proposer's position, what can pass, the point."""
    return [
        _row(issue, f.details or {}, names, third="setter", point=f.point)
        for issue, f in result.forecasts.items()
    ]


def _row(
    issue: str, told: Mapping[str, Any], names: Names, *, third: str, point: float | None
) -> tuple[str, ...]:
    shown = (told["reference"], told[third], told["winset"], point)
    return (names.issue(issue), *(_ends(issue, value, names) for value in shown))


def _ends(issue: str, value: float | Sequence[float] | None, names: Names) -> str:
    if value is None or isinstance(value, int | float):
        return names.at(issue, value, 1)
    return " – ".join(names.at(issue, x, 1) for x in dict.fromkeys(value))
