"""Results on a terminal, as an analyst reads them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pourparler.brief.brief import Brief
from pourparler.brief.refusals import refusal
from pourparler.language import Lang, Message, msg, render
from pourparler.uncertainty.spread import Spread
from pourparler.views.charts.figure import Cell
from pourparler.views.marks import bare, unmarked
from pourparler.views.names import Names
from pourparler.views.report_terms import HEDGE_CLASSES, SCOPES, TIERS
from pourparler.views.screen import Screen
from pourparler.views.skipped import skipped_together
from pourparler.views.sweep_parts import sweep_parts
from pourparler.views.table import Table
from pourparler.views.tables import tables
from pourparler.views.words import lines, title

if TYPE_CHECKING:
    from pourparler.analyses.replicate import Replication
    from pourparler.brief.lock import Outcome
    from pourparler.drafting.recording import Found
    from pourparler.uncertainty.run import Run


def print_result(result: Any, brief: Brief, lang: Lang) -> None:
    """A result or spread: its tables, then its sentences, then what a spread tells beyond its shares."""
    names, to = Names(lang, brief), Screen()
    to.line(title(result, names), "bold underline")
    for table in tables(result, names):
        to.table(table)
    to.line()
    for line in lines(result, lang, names):
        to.line(line)
    for head, told in sweep_parts(result, names) if isinstance(result, Spread) else ():
        _points(to, head, told, lang)


def print_run(found: "Run", lang: Lang, target: Path) -> None:
    """What the main job found: the first page in words, and where the rest lies."""
    from pourparler.views.front_page import front_page

    to = Screen()
    names = Names(lang, found.brief)
    alone = () if found.left_out is None else (found.left_out,)
    page = front_page(names, (*found.results, *found.sweeps, *alone), found.findings)
    to.line(names.text(found.brief.title), "bold underline")
    _points(to, msg("The answer"), (*page.answer, *page.holding), lang)
    if page.table is not None:
        rows = tuple(tuple(_flat(cell) for cell in row) for row in page.table.rows)
        to.table(Table(render(msg("Issue by issue"), lang), page.table.columns, rows))
        _points(to, Message(""), page.about, lang)
    _points(to, msg("How sure"), (*page.sure, page.warned), lang)
    _points(to, msg("On what it rests"), page.sources, lang)
    _points(to, msg("What would change it"), page.change, lang)
    _points(to, msg("What to verify next"), page.verify, lang)
    _points(to, msg("What is assumed"), page.assumed, lang)
    to.line(f"\n{render(page.disclaimer, lang)}", "italic")
    for concepts, reason in skipped_together(found.skipped, names):
        text = msg("Skipped ({reason}): {concepts:terms}.", concepts=concepts, reason=reason)
        to.line(render(text, lang))
    to.line(
        render(
            msg("Written: {files}.", files=[str(target / "report.html"), str(target / "results.json")]), lang
        )
    )


def _points(to: Screen, head: Message, lines: Sequence[Message], lang: Lang) -> None:
    told = [unmarked(render(line, lang), lang) for line in lines if line]
    if told and head:
        to.line(f"\n{render(head, lang)}", "bold")
    for text in told:
        to.line(f"  • {text}")


def _flat(cell: Cell) -> str:
    """A cell of a page on one line; the marks of its notes stay behind."""
    text = bare(cell.text)
    return f"{text} ({cell.small})" if cell.small else text


def _title(brief: Brief, lang: Lang) -> str:
    return Names(lang, brief).text(brief.title)


def found_data(found: "Found") -> dict[str, Any]:
    """What `evidence add` found, as JSON data."""
    v = found.verification
    return {
        "verdict": v.verdict, "reason": v.reason, "tier": v.tier, "start": v.start, "end": v.end, "hits": v.hits,
        "before": found.before, "quote": found.quote, "after": found.after,
        "hedges": [{"term": h.term, "class": h.cls, "scope": h.scope} for h in found.hedges],
        "nearest": found.nearest.passage if found.nearest else None,
    }  # fmt: skip


def print_found(found: "Found", lang: Lang) -> None:
    """What `evidence add` found: the fragment in its sentence, with proposed hedges."""
    to = Screen()
    to.line(f"  {found.before}", end="")
    to.line(found.quote, "bold reverse", end="")
    to.line(found.after)
    v = found.verification
    tier = render(TIERS.get(v.tier, msg(v.tier)), lang)
    text = msg("Verified ({tier}), characters {start} to {end}.", tier=tier, start=v.start, end=v.end)
    to.line(render(text, lang))
    for hedge in found.hedges:
        kind, scope = (
            render(terms[name], lang) for terms, name in ((HEDGE_CLASSES, hedge.cls), (SCOPES, hedge.scope))
        )
        text = msg("Hedge: {term:quote} ({cls}, {scope})", term=hedge.term, cls=kind, scope=scope)
        to.line(f"  {render(text, lang)}")


def outcome_data(outcomes: "Mapping[str, Outcome]") -> list[dict[str, Any]]:
    """What `verify` found, as JSON data."""
    return [
        {"id": name, "verified": item.how if item.is_verified else None, "reason": item.reason or None, "tier": item.tier or None,
         "start": item.start, "end": item.end, "day": item.day or None}
        for name, item in outcomes.items()
    ]  # fmt: skip


def print_outcomes(outcomes: "Mapping[str, Outcome]", brief: Brief, lang: Lang) -> None:
    """What `verify` found, one line per quote that was not verified, and the count."""
    to = Screen()
    for name, item in outcomes.items():
        if not item.is_verified:
            place = brief.place(f"evidence/{name}/quote")
            told = brief.evidence[name]
            text, _ = refusal(item, told.quote, source=told.source, text="")
            to.line(f"{place}: {name}{render(msg(': '), lang)}{render(text, lang)}")
    here = sum(item.how == "document" for item in outcomes.values())
    witnessed = sum(item.how == "lock" for item in outcomes.values())
    text = msg(
        "{here} of {total} quotes verified in their documents, {lock} by the lock.",
        here=here,
        total=len(outcomes),
        lock=witnessed,
    )
    to.line(render(text, lang))


def print_cases(cases: Mapping[str, Brief], lang: Lang) -> None:
    """All worked cases."""
    rows = tuple(
        (name, _title(brief, lang), str(brief.content.reference or "")) for name, brief in cases.items()
    )
    heads = (render(msg("Case"), lang), render(msg("Title"), lang), render(msg("Literature"), lang))
    Screen().table(Table(render(msg("Worked cases"), lang), heads, rows))


def print_case(found: "Replication", lang: Lang) -> None:
    """One worked case: published against computed."""
    rows = tuple(
        (
            line.concept,
            line.field,
            line.published,
            line.computed,
            render(msg("yes") if line.agrees else msg("no"), lang),
        )
        for line in found.lines
    )
    heads = tuple(
        render(h, lang)
        for h in (msg("Concept"), msg("Field"), msg("Published"), msg("Computed"), msg("Agrees"))
    )
    Screen().table(Table(found.title(lang), heads, rows))
