"""Which deals a chart of the frontier shows, whether they are acceptable, and what is said of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pourparler.analyses.bargaining.results import FrontierPoint, FrontierResult, Outcome, PointResult
from pourparler.language import Lang, Message, number, render
from pourparler.language import msg as _
from pourparler.model.outcomes import Value
from pourparler.views.charts.figure import Cell
from pourparler.views.charts.scales import changed
from pourparler.views.deals import decimals_of
from pourparler.views.names import Names

# Deals that are labelled and listed; issues that have a column each.
SHOWN, COLUMNS = 60, 6
# Utilities are differences of floats here; two that differ by less are one.
SAME = 1e-9

Standing = Literal["accepted", "refused", "second", "unknown"]


@dataclass(frozen=True)
class Shown:
    """One deal: its label, what it is worth to each party, which solutions chose it, who accepts it.

    ``standing``: acceptable to all; refused by some; ``second``: acceptable to all, and better for all only
    beyond a red line; unknown. ``refusers``: those to whom no deal is worth more (``None``: not known).
    """

    label: str
    outcome: Outcome
    worth: tuple[float, ...]
    standing: Standing = "unknown"
    refusers: tuple[str, ...] | None = None
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deals:
    """The deals shown, best for the first party first, of how many; the parties and what no deal is worth."""

    parties: tuple[str, ...]
    shown: tuple[Shown, ...]
    total: int
    reserve: tuple[float, ...] | None

    def told(self, worth: Sequence[float], lang: Lang) -> tuple[str, ...]:
        """What a deal is worth to each party, with the decimals that all deals have here."""
        digits = decimals_of(u for shown in self.shown for u in shown.worth)
        return tuple(number(u, lang, digits) for u in worth)

    @property
    def standing(self) -> Shown | None:
        """Any deal where all are acceptable alike, else ``None``."""
        alike = {(shown.standing, shown.refusers) for shown in self.shown}
        return self.shown[0] if len(alike) == 1 else None


def deals_of(
    frontier: FrontierResult,
    solutions: Sequence[PointResult],
    *,
    reserve: Mapping[str, float] | None,
    among: Sequence[Standing] = ("accepted", "refused", "second", "unknown"),
    limit: int = SHOWN,
) -> Deals:
    """The frontier's deals and the solutions' ones, at most ``limit`` of them besides the solutions.

    ``reserve``: the worth of no deal by party, where it is known; ``among``: the standings looked at. More
    deals are thinned to equal steps.
    """
    parties = frontier.table.parties
    floor = tuple(reserve[p] for p in parties) if reserve is not None else None
    found = {shown.worth: shown for shown in _points(frontier, floor) if shown.standing in among}
    # A lottery is no deal of the frontier: its page and table tell it in words.
    for result in (solution for solution in solutions if solution.outcome is not None):
        worth = tuple((result.utilities or {})[p] for p in parties)
        refusers = _below(worth, floor, parties)
        standing: Standing = "refused" if refusers else "unknown"
        if set(result.coalition) >= set(parties):
            standing = "accepted"
        outcome = result.outcome or {}
        new = Shown("", outcome, worth, standing, refusers)
        known = found.get(worth, new)
        found[worth] = replace(
            known,
            # The very deal that a solution chose, where several are worth the same.
            outcome=known.outcome if known.concepts else outcome,
            concepts=(*known.concepts, result.concept.name),
        )
    ordered = sorted(found.values(), key=lambda shown: tuple(-u for u in shown.worth))
    return Deals(parties, tuple(_thinned(ordered, limit)), len(ordered), floor)


def _points(frontier: FrontierResult, floor: tuple[float, ...] | None) -> Iterator[Shown]:
    parties = frontier.table.parties
    accepted = None if frontier.acceptable_points is None else set(frontier.acceptable_points)
    for i, point in enumerate(frontier.points):
        worth = _worth(point, parties)
        refusers = _below(worth, floor, parties)
        standing: Standing = "unknown"
        if accepted is not None:
            standing = "accepted" if i in accepted else "refused"
        elif frontier.acceptable is not None and (floor is not None or not frontier.acceptable):
            standing = "refused" if refusers or not frontier.acceptable else "accepted"
        yield Shown("", point.outcome, worth, standing, refusers)
    known = {_worth(point, parties) for point in frontier.points}
    for point in frontier.acceptable_table.points if frontier.acceptable_table else ():
        if _worth(point, parties) not in known:
            yield Shown("", point.outcome, _worth(point, parties), "second")


def _worth(point: FrontierPoint, parties: Sequence[str]) -> tuple[float, ...]:
    return tuple(point.utilities[p] for p in parties)


def _below(
    worth: tuple[float, ...], floor: tuple[float, ...] | None, parties: Sequence[str]
) -> tuple[str, ...] | None:
    if floor is None:
        return None
    return tuple(p for p, u, r in zip(parties, worth, floor, strict=True) if u < r - SAME)


def _thinned(ordered: Sequence[Shown], limit: int) -> Iterator[Shown]:
    """All that fit, or those of the solutions and others at equal steps, both ends among them."""
    last = len(ordered) - 1
    steps = set(range(last + 1))
    if len(ordered) > limit:
        steps = {round(k * last / (limit - 1)) for k in range(limit)}
    count = 0
    for i, shown in enumerate(ordered):
        if i in steps or shown.concepts:
            count += 1
            yield replace(shown, label=str(count))


def label_words(shown: Shown, names: Names) -> str:
    """What a deal is called: its number, and the solutions that chose it."""
    if not shown.concepts:
        return render(_("Point {n}", n=shown.label), names.lang)
    called = [names.concept(name) for name in shown.concepts]
    return render(_("Point {n}, {concepts:list}", n=shown.label, concepts=called), names.lang)


def standing_words(shown: Shown, names: Names) -> str:
    """Who accepts a deal, in a few words."""
    told = {
        "accepted": _("acceptable to all"),
        "second": _("acceptable to all; improved on only beyond a red line"),
        "unknown": _("acceptance not known"),
        "refused": _("not acceptable to all")
        if shown.refusers is None
        else _("not acceptable to all: a red line is crossed"),
    }
    if shown.standing == "refused" and shown.refusers:
        refusers = [names.party(p) for p in shown.refusers]
        return render(_("worse than no deal for {parties:list}", parties=refusers), names.lang)
    return render(told[shown.standing], names.lang)


def tip_words(shown: Shown, deals: Deals, names: Names) -> str:
    """All that a mark says of its deal: its label, what it is worth, who accepts it, what it holds."""
    amounts = zip(deals.parties, deals.told(shown.worth, names.lang), strict=True)
    worths = [f"{names.party(p)} {amount}" for p, amount in amounts]
    return render(
        _("{label}. {worths:terms}; {standing}. {deal}.", label=label_words(shown, names), worths=worths,
          standing=standing_words(shown, names), deal=names.outcome(shown.outcome)),
        names.lang,
    )  # fmt: skip


def thinning_words(deals: Deals, names: Names) -> str:
    """A sentence where not all deals are labelled and listed; else an empty text."""
    if len(deals.shown) == deals.total:
        return ""
    return render(
        _("{n} of {total} points are labelled and listed: those of the solutions, and others at equal steps.",
          n=len(deals.shown), total=deals.total),
        names.lang,
    )  # fmt: skip


@dataclass(frozen=True)
class Terms:
    """What the deals hold as columns of a table: heads, one row of cells per deal; what all share, in words."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shared: str


def terms_of(outcomes: Sequence[Outcome], names: Names, *, columns: int = COLUMNS) -> Terms:
    """One column per issue on which the deals differ, or one of words where these are more than ``columns``.

    What a deal has in common with the one above is muted.
    """
    first = outcomes[0]
    open_ = [i for i in first if len(outcomes) == 1 or any(outcome[i] != first[i] for outcome in outcomes)]
    fixed = {i: value for i, value in first.items() if i not in open_}
    shared = ""
    if fixed:
        shared = render(_("The same in every deal listed: {deal}.", deal=names.outcome(fixed)), names.lang)
    if len(open_) <= columns:
        rows = tuple(
            tuple(
                Cell(names.level(i, outcome[i]), muted=k > 0 and outcomes[k - 1][i] == outcome[i])
                for i in open_
            )
            for k, outcome in enumerate(outcomes)
        )
        return Terms(tuple(issue_head(i, first[i], names) for i in open_), rows, shared)
    head = render(_("What it holds"), names.lang)
    words = [names.outcome({i: first[i] for i in open_})]
    for outcome in outcomes[1:]:
        told = names.outcome(changed(outcome, first))
        words.append(render(_("as the first, but {changes}", changes=told), names.lang))
    return Terms((head,), tuple((Cell(text),) for text in words), shared)


def issue_head(issue: str, value: Value, names: Names) -> str:
    """An issue's name, with its unit where its values are numbers, as ``value`` is."""
    unit = names.unit(issue) if not isinstance(value, str) else ""
    return f"{names.issue(issue)} ({unit})" if unit else names.issue(issue)


def joined(parts: Sequence[Message | str], names: Names) -> str:
    """Sentences one after the other, empty ones left out."""
    told = [render(part, names.lang) if isinstance(part, Message) else part for part in parts]
    return " ".join(text for text in told if text)
