"""Two versions of a brief: what differs in what is known, and what that does to the answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan
from time import perf_counter
from typing import Any

import numpy as np

from pourparler.analyses import shown
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation
from pourparler.brief.brief import Brief
from pourparler.errors import InvalidBrief
from pourparler.jobs.execution import Execution
from pourparler.language import Lang, Message, asked_language, pick, render
from pourparler.model.template import Origin, origin_of
from pourparler.uncertainty.draws.columns import Columns, Share
from pourparler.uncertainty.draws.design import Design
from pourparler.uncertainty.draws.drawing import check_draws, draw
from pourparler.uncertainty.question import Question, question
from pourparler.uncertainty.versions.asking import answered_or_reason, reason
from pourparler.uncertainty.versions.effects import Alone, Effect, alone, effects, moved_share
from pourparler.uncertainty.versions.input_changes import InputChange, changed_alone, input_changes

MAX_ALONE = 40
"""Changes that are made one at a time for one concept: each is a sweep of its own."""

LISTED = 16
"""Outcomes of a side that are listed, the most frequent first."""


@dataclass(frozen=True)
class Side:
    """The answer on one side: at ``central`` values, and over the draws. ``problem``: why there is none."""

    central: Observation | None = None
    means: Mapping[str, float | None] = field(default_factory=dict)
    medians: Mapping[str, float | None] = field(default_factory=dict)
    outcomes: tuple[tuple[Mapping[str, Any], Share], ...] = ()
    levels: Mapping[str, Mapping[Any, float]] = field(default_factory=dict)
    status_share: Mapping[str, float] = field(default_factory=dict)
    problem: Message | None = None

    def as_data(self, lang: Lang) -> dict[str, Any]:
        """As JSON data."""
        seen = self.central
        return {
            "status": {
                "code": "undefined" if seen is None else seen.code,
                "sentence": "" if self.problem is None else render(self.problem, lang),
            },
            "central": {
                "outcome": None if seen is None or seen.answer is None else dict(seen.answer),
                "quantities": {}
                if seen is None
                else {
                    name: None if isnan(value) else float(value) for name, value in seen.quantities.items()
                },
            },
            "means": dict(self.means),
            "medians": dict(self.medians),
            "outcomes": [
                {"outcome": dict(outcome), "share": share.share, "standard_error": share.standard_error}
                for outcome, share in self.outcomes
            ],
            "levels": {
                issue: [{"level": level, "share": share} for level, share in found.items()]
                for issue, found in self.levels.items()
            },
            "status_share": dict(self.status_share),
        }


@dataclass(frozen=True)
class AnswerChange:
    """What the changes do to the answer by one concept.

    ``moved``: the share of draws with another outcome or status; ``effects``: by quantity, the change of its mean;
    ``alone``: what each change does by itself; ``rest``: by quantity, what the changes do together beyond the sum of
    those; ``left``: changes that were not made alone, for there are too many.
    """

    concept: Concept
    before: Side
    after: Side
    moved: Share | None = None
    effects: Mapping[str, Effect] = field(default_factory=dict)
    alone: tuple[Alone, ...] = ()
    rest: Mapping[str, float] = field(default_factory=dict)
    left: tuple[str, ...] = ()

    def as_data(self, lang: Lang) -> dict[str, Any]:
        """As JSON data."""
        return {
            "concept": self.concept.to_dict(),
            "before": self.before.as_data(lang),
            "after": self.after.as_data(lang),
            "moved": None if self.moved is None else {"share": self.moved.share, "standard_error": self.moved.standard_error},
            "effects": {name: effect.as_data() for name, effect in self.effects.items()},
            "alone": [one.as_data(lang) for one in self.alone],
            "rest": dict(self.rest),
            "not_made_alone": list(self.left),
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Difference:
    """Two versions of a brief, called ``labels``: the ``changes`` between them, and what these do by each concept.

    ``skipped``: concepts that neither version supports, with the reason.
    """

    origins: tuple[Origin, Origin] = field(repr=False)
    labels: tuple[str, str]
    changes: tuple[InputChange, ...]
    answers: tuple[AnswerChange, ...]
    skipped: tuple[tuple[str, Message], ...] = ()
    draws: int
    seed: int
    seconds: float = 0.0

    summary = shown.summary
    to_frame = shown.to_frame
    _repr_html_ = shown.as_html

    @property
    def origin(self) -> Origin:
        """The second version, with the names of both."""
        a, b = self.origins
        return Origin(b.title, b.digest, b.as_of, b.language, {**a.labels, **b.labels})

    def to_dict(self, lang: str | None = None) -> dict[str, Any]:
        """The difference as JSON data, schema ``pourparler/compare/1``."""
        from pourparler import __version__

        language = asked_language(lang, self.origin.language)
        sides = [
            {"title": pick(one.title, language), "digest": one.digest, "label": label, "as_of": one.as_of or None}
            for one, label in zip(self.origins, self.labels, strict=True)
        ]  # fmt: skip
        return {
            "schema": "pourparler/compare/1",
            "before": sides[0],
            "after": sides[1],
            "seed": self.seed,
            "draws": self.draws,
            "version": __version__,
            "stats": {"seconds": self.seconds, "work": {"sweeps": sum(2 + len(one.alone) for one in self.answers)}},
            "changes": [change.as_data() for change in self.changes],
            "answers": [answer.as_data(language) for answer in self.answers],
            "skipped": [{"concept": name, "sentence": render(reason, language)} for name, reason in self.skipped],
            "sentences": shown.lines(self, lang),
        }  # fmt: skip

    def __repr__(self) -> str:
        return f"<Difference {self.labels[0]!r} to {self.labels[1]!r}: {len(self.changes)} changes>"


def difference(
    before: Brief, after: Brief, *, concepts: Sequence[Concept], draws: int = 1_024, seed: int,
    execution: Execution | None = None,
) -> Difference:  # fmt: skip
    """What differs between two versions of a brief, and what that does to the answers.

    ``before`` and ``after``: two scenarios of one brief, or two states of it. Both are drawn with the same uniforms, found
    by name (common random numbers), so that a difference between answers is due to the inputs. Then each change is
    made alone, in ``before``; what all of them do together beyond the sum is the ``rest``. One at a time tells nothing
    about pairs: a large rest says that changes act together. Raises ``UsageError`` for draws or a seed that cannot
    be, ``InvalidBrief`` where one cannot be read, ``ModelError`` where no concept can be asked of either.

    When not to use: for several concepts on one model, that is ``pourparler.compare``; for briefs about different talks,
    whose keys mean different things.
    """
    check_draws(draws, seed)
    start = perf_counter()
    for brief in (before, after):
        brief.require_valid()
    changes = input_changes(before, after)
    # Made once for all concepts: a version with one change alone, or why there is none.
    made = {change.key: _made(before, after, change) for change in changes if change.acts_alone}
    answers: list[AnswerChange] = []
    skipped: list[tuple[str, Message]] = []
    job = {"job": "compare/chunk/1", "before": before.digest, "after": after.digest}
    for i, concept in enumerate(concepts):
        sides = {
            name: answered_or_reason(brief, concept, seed=seed)
            for name, brief in (("before", before), ("after", after))
        }
        if not any(isinstance(side, Question) for side in sides.values()):
            skipped.append((concept.name, _message(sides["before"])))
            continue
        own = (execution or Execution()).within(f"{i}-{concept.name}")
        answers.append(_answer(concept, sides, made, draws=draws, execution=own, job=job))
    if not answers:
        asked = question(before, concepts[0], seed=seed)
        asked.observed(asked.central[None])  # one of the two says why
    return Difference(
        origins=(origin_of(before), origin_of(after)), labels=_labels(before, after), changes=changes,
        answers=tuple(answers), skipped=tuple(skipped), draws=draws, seed=seed, seconds=perf_counter() - start,
    )  # fmt: skip


def _labels(before: Brief, after: Brief) -> tuple[str, str]:
    """What the versions are called: the scenario, else the folder; told apart where both have one name."""
    a, b = (brief.scenario or (brief.folder.name if brief.folder else "") for brief in (before, after))
    if a == b and before.digest != after.digest:
        a, b = (f"{a} {brief.as_of or ''}".strip() for brief in (before, after))
    if a == b and before.folder != after.folder and before.folder and after.folder:
        a, b = (
            f"{brief.folder.parent.name}/{brief.folder.name}" for brief in (before, after) if brief.folder
        )
    return (a, b) if a != b or before.digest == after.digest else (f"{a} (1)".strip(), f"{b} (2)".strip())


_Asked = Question | Message


def _message(side: _Asked) -> Message:
    assert isinstance(side, Message)
    return side


def _made(before: Brief, after: Brief, change: InputChange) -> Brief | Message:
    try:
        return changed_alone(before, after, change)
    except InvalidBrief as error:
        return reason(error)


def _answer(
    concept: Concept, sides: Mapping[str, _Asked], made: Mapping[str, Brief | Message], *,
    draws: int, execution: Execution, job: Mapping[str, str],
) -> AnswerChange:  # fmt: skip
    """One concept: both sides, then each change alone, all from one design."""
    both = {name: side for name, side in sides.items() if isinstance(side, Question)}
    seed = next(iter(both.values())).seed
    wanted, left = _wanted(both.values(), made) if len(both) == 2 else ({}, ())
    asked = {
        key: brief if isinstance(brief, Message) else answered_or_reason(brief, concept, seed=seed)
        for key, brief in wanted.items()
    }
    solved = {f"alone/{key}": found for key, found in asked.items() if isinstance(found, Question)}
    questions = {**both, **solved}
    design = Design.over(*(one.inputs for one in questions.values()), seed=seed)
    drawn = draw(questions, design, draws=draws, job=job, execution=execution)
    before, after = (
        _side(side, drawn[name]) if isinstance(side, Question) else Side(problem=side)
        for name, side in sides.items()
    )
    if len(both) < 2:
        return AnswerChange(concept, before, after)
    columns = drawn["before"], drawn["after"]
    total, centre = effects(*columns), _central(both["before"])
    told_alone = tuple(
        Alone(key, problem=found) if isinstance(found, Message)
        else alone(key, (columns[0], drawn[f"alone/{key}"]), centre=(centre, _central(found)))
        for key, found in asked.items()
    )  # fmt: skip
    return AnswerChange(
        concept, before, after, moved_share(*columns), total, told_alone, _rest(total, told_alone), left
    )


def _wanted(
    both: Iterable[Question], made: Mapping[str, Brief | Message]
) -> tuple[dict[str, Brief | Message], tuple[str, ...]]:
    """Changes that are made alone for a concept, and the keys of those beyond the cap.

    A number that neither model depends on does nothing to the answer, and is not tried.
    """
    known = {key for side in both for key in side.template.laws}
    tried = [
        key for key, brief in made.items()
        if isinstance(brief, Message) or key in known or key not in brief.numbers
    ]  # fmt: skip
    return {key: made[key] for key in tried[:MAX_ALONE]}, tuple(tried[MAX_ALONE:])


def _central(asked: Question) -> Observation:
    return asked.observed(asked.central[None])[0]


def _side(asked: Question, drawn: Columns) -> Side:
    return Side(
        _central(asked),
        {name: drawn.mean(name) for name in drawn.quantities},
        {name: drawn.quantiles(name, (0.5,))[0.5] for name in drawn.quantities},
        drawn.outcomes[:LISTED], drawn.level_share, drawn.status_share,
    )  # fmt: skip


def _rest(total: Mapping[str, Effect], told: Sequence[Alone]) -> dict[str, float]:
    """What the changes do together beyond the sum of what each does alone, by quantity."""
    return {
        name: effect.change - float(np.sum([one.effects[name].change for one in told if name in one.effects]))
        for name, effect in total.items()
    }
