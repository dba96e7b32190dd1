"""The answer as it would have been on each day: one sweep per day, on what was known then."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import itemgetter
from time import perf_counter
from typing import Any, cast, get_args

from pourparler.analyses import shown
from pourparler.analyses.concept import Concept
from pourparler.brief.brief import Brief
from pourparler.errors import ModelError, UsageError
from pourparler.jobs.execution import Execution
from pourparler.language import Message, asked_language, msg, pick, render
from pourparler.model.template import Origin, origin_of
from pourparler.uncertainty.draws.columns import Columns, Share
from pourparler.uncertainty.draws.design import Design
from pourparler.uncertainty.draws.drawing import check_draws, draw
from pourparler.uncertainty.question import Question, question
from pourparler.uncertainty.versions.asking import answered_or_reason, asked_or_reason
from pourparler.uncertainty.versions.dated import Change, brief_on, changes, entering, unstated, waiting
from pourparler.uncertainty.versions.dates import Every, asked, changing, regular, span

LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
"""The quantiles of a fan: the bands hold 95, 80 and 50 % of the draws."""

LISTED = 64
"""Outcomes of a day that are listed, the most frequent first."""

MAX_CHANGES = 500
"""Days on which a brief may change: each, and the day before it, is read once for the common design."""


@dataclass(frozen=True)
class OnDay:
    """What the draws gave on one day, on what was known then.

    ``entered``: ids of all evidence that was there; ``waiting``: keys of numbers whose evidence was not; ``unstated``:
    keys of numbers that have no value yet, without which the day is computed; ``problem``: why nothing could be solved, with everything below it empty. ``quantities``: by name, quantiles by level; ``outcomes``:
    the most frequent ones, of ``distinct``; ``levels``: by issue, the share of draws per value.
    """

    as_of: date
    entered: tuple[str, ...]
    waiting: tuple[str, ...] = ()
    unstated: tuple[str, ...] = ()
    quantities: Mapping[str, Mapping[float, float | None]] = field(default_factory=dict, repr=False)
    outcomes: tuple[tuple[Mapping[str, Any], Share], ...] = field(default=(), repr=False)
    distinct: int = 0
    levels: Mapping[str, Mapping[Any, float]] = field(default_factory=dict, repr=False)
    status_share: Mapping[str, float] = field(default_factory=dict)
    problem: Message | None = None

    def as_data(self, lang: str) -> dict[str, Any]:
        """As JSON data."""
        language = asked_language(lang)
        told = self.problem or msg("Solved on what was known on {day:date}.", day=self.as_of)
        return {
            "as_of": self.as_of.isoformat(),
            "entered": list(self.entered),
            "waiting": list(self.waiting),
            "unstated": list(self.unstated),
            "status": {"code": "ok" if self.problem is None else "undefined", "sentence": render(told, language)},
            "quantities": {
                name: {str(level): value for level, value in found.items()} for name, found in self.quantities.items()
            },
            "outcomes": [
                {"outcome": dict(outcome), "share": share.share, "standard_error": share.standard_error}
                for outcome, share in self.outcomes
            ],
            "distinct_outcomes": self.distinct,
            "levels": {
                issue: [{"level": level, "share": share} for level, share in found.items()]
                for issue, found in self.levels.items()
            },
            "status_share": dict(self.status_share),
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Timeline:
    """The answer by one concept on each of several ``days``, drawn with the same uniforms; ``changes`` of the brief.

    ``values``: by issue, all values that occur in outcomes, in the order of its scale.
    """

    concept: Concept
    origin: Origin = field(repr=False)
    rule: str
    draws: int
    seed: int
    days: tuple[OnDay, ...]
    changes: tuple[Change, ...] = field(repr=False)
    values: Mapping[str, tuple[Any, ...]] = field(default_factory=dict, repr=False)
    seconds: float = 0.0

    summary = shown.summary
    to_frame = shown.to_frame
    plot = shown.plot
    _repr_html_ = shown.as_html

    def to_dict(self, lang: str | None = None) -> dict[str, Any]:
        """The timeline as JSON data, schema ``pourparler/timeline/1``."""
        from pourparler import __version__

        language = asked_language(lang, self.origin.language)
        return {
            "schema": "pourparler/timeline/1",
            "concept": self.concept.to_dict(),
            "brief": {"title": pick(self.origin.title, language), "digest": self.origin.digest},
            "seed": self.seed,
            "version": __version__,
            "rule": self.rule,
            "stats": {"seconds": self.seconds, "work": {"draws": self.draws * len(self._solved)}},
            "draws": self.draws,
            "dates": [day.as_data(language) for day in self.days],
            "changes": [
                {
                    "date": one.day.isoformat(),
                    "entered": list(one.entered),
                    "numbers": list(one.numbers),
                    "until": {name: last.isoformat() for name, last in one.until.items()},
                    "judged": one.judged,
                }
                for one in self.changes
            ],
            "sentences": shown.lines(self, lang),
        }

    @property
    def _solved(self) -> list[OnDay]:
        return [day for day in self.days if day.problem is None]


def timeline(
    brief: Brief, concept: Concept, *, dates: Sequence[str | date] | Every = "month", draws: int = 1_024,
    seed: int, execution: Execution | None = None,
) -> Timeline:  # fmt: skip
    """Sweep ``brief`` by ``concept`` as it would have been on each of several days.

    ``dates``: days up to the brief's as-of date, or a step between its first dated thing and that date. On each day
    dated lists give the value then in force, later evidence is out and older evidence has aged less. All days are drawn
    with the same uniforms, found by name in a design that only the brief decides on: a change between days is due to
    evidence, not to chance, and asking for another day changes no day. A day on which no model can be built is kept, with
    the reason. Between days nothing is known; after the last nothing is extrapolated.

    When not to use: it tells what would have been computed from what was published, not what the parties wanted then.
    Raises ``UsageError`` for days, draws or seeds that cannot be and for a brief without any date; ``ModelError`` and
    ``InvalidBrief`` as :func:`sweep` does where no day can be solved.
    """
    check_draws(draws, seed)
    start = perf_counter()
    brief.require_valid()
    found = _changes(brief)
    last = span(brief, found)[1]
    days = _days(dates, span(brief, found), found)
    of_day = {
        day: (answered_or_reason if day in days else asked_or_reason)(
            brief_on(brief, day), concept, seed=seed, in_hand=brief.as_of
        )
        for day in {*days, *_reference(found, last)}
    }
    known = {day: found for day, found in of_day.items() if isinstance(found, Question)}
    if not known:
        asked_now = question(brief, concept, seed=seed)
        asked_now.observed(asked_now.central[None])  # one of the two says why
    design = Design.over(*(known[day].inputs for day in _reference(found, last) if day in known), seed=seed)
    drawn = draw(
        {str(day): known[day] for day in days if day in known}, design, draws=draws,
        job={"job": "timeline/chunk/1", "brief": brief.digest}, execution=execution or Execution(),
    )  # fmt: skip
    return Timeline(
        concept=concept, origin=origin_of(brief), rule=next(iter(known.values())).inputs.rule, draws=draws, seed=seed,
        days=tuple(_on(brief, day, drawn.get(str(day)), problem=of_day[day]) for day in days),
        changes=found, values=_values(brief, drawn.values()), seconds=perf_counter() - start,
    )  # fmt: skip


def _values(brief: Brief, drawn: Iterable[Columns]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, set[Any]] = {}
    for one in drawn:
        for issue, levels in one.level_share.items():
            found.setdefault(issue, set()).update(levels)

    def place(issue: str, value: Any) -> tuple[float, str]:
        at = brief.levels(issue).get(str(value), value) if issue in brief.issues else value
        return (float(at), "") if isinstance(at, int | float) else (0.0, str(at))

    return {
        issue: tuple(value for _, value in sorted(((place(issue, v), v) for v in values), key=itemgetter(0)))
        for issue, values in found.items()
    }


def _days(
    dates: Sequence[str | date] | Every, ends: tuple[date, date], found: Sequence[Change]
) -> tuple[date, ...]:
    if dates == "change":
        return changing(found, ends[1])
    if dates in get_args(Every):
        return regular(*ends, cast(Every, dates))
    days = asked((dates,) if isinstance(dates, str) else dates, ends[1])
    if not days:
        raise UsageError(
            msg("no day is asked for"), where="--at", advice=msg("Name one, or take a step such as --every month.")
        )  # fmt: skip
    return days


def _reference(found: Sequence[Change], last: date) -> tuple[date, ...]:
    """The days whose dimensions make the design, whatever days are asked for: both ends of every time without change.

    What is uncertain on a day between them is so at one of the two: intervals only widen as days go by, weights only
    fall.
    """
    eve = timedelta(days=1)
    return tuple(sorted({last, *(c.day for c in found), *(c.day - eve for c in found if c.day > date.min)}))


def _changes(brief: Brief) -> tuple[Change, ...]:
    found = changes(brief)
    if len(found) > MAX_CHANGES:
        raise ModelError(
            msg("the brief changes on {n} days, and a timeline follows at most {limit}", n=len(found), limit=MAX_CHANGES),
            where="timeline",
            advice=msg("Date sources and values to the month."),
        )  # fmt: skip
    return found


def _on(brief: Brief, day: date, drawn: Columns | None, *, problem: object) -> OnDay:
    days = entering(brief)
    entered = tuple(name for name, known in days.items() if known is None or known <= day)
    if drawn is None:
        assert isinstance(problem, Message)
        return OnDay(day, entered, waiting(brief, day), unstated(brief, day), problem=problem)
    return OnDay(
        day, entered, waiting(brief, day), unstated(brief, day),
        {name: drawn.quantiles(name, LEVELS) for name in drawn.quantities},
        drawn.outcomes[:LISTED], len(drawn.outcomes), drawn.level_share, drawn.status_share,
    )  # fmt: skip
