"""The result of a sweep: shares of outcomes, quantiles, drivers, flips."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses import shown
from pourparler.analyses.concept import Concept
from pourparler.errors import UsageError
from pourparler.language import Message, asked_language, msg, pick, render
from pourparler.model.template import Origin, Template
from pourparler.uncertainty.draws.columns import Answer, Columns, Share, deviation, mean
from pourparler.uncertainty.notes import how_drawn, notes_of, unanswered
from pourparler.uncertainty.question import Question

if TYPE_CHECKING:
    from pourparler.jobs.execution import Execution
    from pourparler.uncertainty.drivers.decomposition import Decomposition
    from pourparler.uncertainty.drivers.explained import Indices
    from pourparler.uncertainty.drivers.groups import Grouping
    from pourparler.uncertainty.drivers.one_at_a_time import Driver, Mode
    from pourparler.uncertainty.flips.flips import Flip, FlipSearch, PairFlip, Pairs
    from pourparler.uncertainty.information.information import Information
    from pourparler.uncertainty.left_out.jackknife import Jackknife, LeftOut


@dataclass(frozen=True, kw_only=True, eq=False)
class Spread:
    """What a sweep found: the ``columns`` of its draws, and what was asked of each."""

    question: Question
    columns: Columns
    seconds: float = 0.0

    summary = shown.summary
    to_frame = shown.to_frame
    plot = shown.plot
    _repr_html_ = shown.as_html

    @property
    def concept(self) -> Concept:
        """What each draw was solved by."""
        return self.question.concept

    @property
    def template(self) -> Template:
        """What the numbers of each draw were put into."""
        return self.question.template

    @property
    def origin(self) -> Origin:
        """Which brief the draws are of."""
        return self.template.origin

    @property
    def seed(self) -> int:
        """The seed of the sweep."""
        return self.question.seed

    @property
    def draws(self) -> int:
        """How many."""
        return self.columns.draws

    @property
    def quantities(self) -> Mapping[str, NDArray[np.float64]]:
        """By name an array of shape (draws,), NaN where a draw has none."""
        return self.columns.quantities

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The distinct outcomes, in the order in which they were first drawn."""
        return self.columns.answers

    @property
    def answer_index(self) -> NDArray[np.int32]:
        """Which of the answers each draw has, shape (draws,); −1: none."""
        return self.columns.answer_index

    @property
    def codes(self) -> tuple[str, ...]:
        """The status of each draw."""
        return self.columns.statuses

    @property
    def status_share(self) -> dict[str, float]:
        """Share of draws per status code."""
        return self.columns.status_share

    @property
    def outcomes(self) -> tuple[tuple[dict[str, Any], Share], ...]:
        """Distinct outcomes with their shares, the most frequent first (ties: first drawn)."""
        return self.columns.outcomes

    @property
    def notes(self) -> tuple[Message, ...]:
        """What must be said beside the shares."""
        varies = self.question.inputs.varies
        return tuple(notes_of(draws=self.draws, varies=varies, status_share=self.status_share))

    def __repr__(self) -> str:
        return f"<Spread {self.concept.name}: {self.draws} draws, {len(self.answers)} outcomes>"

    def share(self, outcome: Mapping[str, object]) -> Share:
        """The share of draws whose outcome has these values, e.g. ``{"membership": "never"}``.

        This is a share of draws from the stated ranges under this concept, not the probability of the event.
        """
        wanted = {issue: str(getattr(value, "text", value)) for issue, value in outcome.items()}
        known = {issue for answer in self.answers for issue, _ in answer}
        for issue in wanted:
            if self.answers and issue not in known:
                raise UsageError(
                    msg("there is no issue {issue} in this spread", issue=issue),
                    where="share",
                    advice=msg("Known here: {known}.", known=sorted(known)),
                )
        hits = (all(str(dict(answer)[i]) == v for i, v in wanted.items()) for answer in self.answers)
        return self.columns.share(sum(n for n, hit in zip(self.columns.counts, hits, strict=True) if hit))

    def levels(self, issue: str) -> dict[Any, Share]:
        """Share of draws per value of one issue, in the order in which they were first drawn."""
        return self.columns.levels.get(issue, {})

    def statistics(self, name: str) -> dict[str, Any]:
        """Mean with its Monte Carlo standard error, standard deviation and quantiles of one quantity over the draws that
        have it. Where it is 0 or 1 the mean is a share of draws.
        """
        known = self.columns.known(name)
        low, middle, high = self.columns.quantiles(name, (0.05, 0.5, 0.95)).values()
        sd = deviation(known) if len(known) else None
        return {
            "mean": mean(known), "standard_error": None if sd is None else sd / sqrt(len(known)), "sd": sd,
            "quantiles": {"0.05": low, "0.5": middle, "0.95": high},
        }  # fmt: skip

    def drivers(self) -> "tuple[Driver, ...]":
        """What each number alone does to the answer, between its 5 % and 95 % points; largest effect first."""
        return self._drivers

    @cached_property
    def _drivers(self) -> "tuple[Driver, ...]":
        from pourparler.uncertainty.drivers.one_at_a_time import one_at_a_time

        return one_at_a_time(self.question)

    def indices(
        self, by: "Grouping" = "key", *, base: int = 1_024, execution: "Execution | None" = None
    ) -> "Indices":
        """First-order and total indices of every number, source, party, issue or kind: what carries the answer.

        They are computed once for each grouping and ``base``, the rows, at ``base`` times (groups + 2) solves; the outcome
        explained is the most frequent one of these draws.
        """
        if (by, base) not in self._indices:
            from pourparler.uncertainty.drivers.indices import indices

            answer = self.answers[int(np.argmax(self.columns.counts))] if self.answers else None
            made = indices(self.question, by=by, base=base, execution=execution, answer=answer)
            self._indices[by, base] = made
        return self._indices[by, base]

    @property
    def known_indices(self) -> "Mapping[Grouping, Indices]":
        """The indices that have been asked for, by grouping: pages show them and never start to compute them."""
        return {by: found for (by, _), found in self._indices.items()}

    @cached_property
    def _indices(self) -> "dict[tuple[Grouping, int], Indices]":
        return {}

    def flips(self) -> "tuple[Flip, ...]":
        """For each number, the smallest change from its central value that changes the answer, nearest first."""
        return self.flip_search().flips

    def flip_search(self, *, pairs: "Pairs" = "none") -> "FlipSearch":
        """The flips with what was looked at, ties and, with ``leading``, pairs of the ten leading numbers."""
        from pourparler.uncertainty.flips.flips import flip_search

        if pairs not in self._searches:
            self._searches[pairs] = flip_search(self.question, pairs=pairs)
        return self._searches[pairs]

    @property
    def known_pairs(self) -> "tuple[PairFlip, ...]":
        """The pairs where they have been asked for: pages show them and never start to look for them."""
        asked = self._searches.get("leading")
        return () if asked is None else asked.pairs or ()

    @cached_property
    def _searches(self) -> "dict[Pairs, FlipSearch]":
        return {}

    def information(
        self, *, payoff: str = "mediator", proposals: Sequence[Mapping[str, Any]] | None = None
    ) -> "Information":
        """What knowing a number or a source exactly would be worth at most, largest first: what to verify next.

        ``payoff``: ``mediator``, ``welfare`` or ``party:ID``; ``proposals``: outcomes to choose from, unless listed the
        64 most frequent ones. See :func:`pourparler.uncertainty.information.information.information`.
        """
        from pourparler.uncertainty.information.information import (
            Decisions,
            information,
            listed,
            most_frequent,
            rows_for,
        )

        frequent = [outcome for outcome, _ in self.outcomes] if proposals is None else []
        asked = most_frequent(frequent) if proposals is None else listed(proposals)
        name = (payoff, proposals is None, tuple(tuple(sorted(map(str, one.items()))) for one in asked))
        if name not in self._known:
            self._known[name] = information(
                self.question, Decisions(asked, payoff), draws=rows_for(self.draws)
            )
        return self._known[name]

    @cached_property
    def _known(self) -> "dict[tuple[Any, ...], Information]":
        return {}

    def without(self, source: str) -> "LeftOut":
        """What changes where one source is left out, over the first draws of this sweep with the same uniforms."""
        from pourparler.uncertainty.left_out.jackknife import without_source

        return without_source(self, source)

    def jackknife(self) -> "Jackknife":
        """What changes where each source that the deciding numbers go back to is left out in turn."""
        return self._jackknife

    @cached_property
    def _jackknife(self) -> "Jackknife":
        from pourparler.uncertainty.left_out.jackknife import jackknife

        return jackknife(self)

    @cached_property
    def decomposition(self) -> "Mapping[str, Decomposition]":
        """By issue, where the variance comes from: inputs, reading, neither. Empty but for an ensemble."""
        from pourparler.analyses.collective.ensemble import Ensemble
        from pourparler.uncertainty.drivers.decomposition import decomposition

        if not isinstance(self.concept, Ensemble):
            return {}
        return decomposition(self.question, draws=self.draws)

    def draw(self, number: int) -> Any:
        """The model of one draw (from 0), to be looked at or solved again."""
        if not 0 <= number < self.draws:
            raise UsageError(
                msg("there is no draw {n}", n=number),
                where="draw",
                advice=msg("Use 0 to {n}.", n=self.draws - 1),
            )
        return self.question.draw(number)

    def to_dict(self, lang: str | None = None, *, drivers: "Mode" = "oat") -> dict[str, Any]:
        """The spread as JSON data, schema ``pourparler/sweep/1``; ``full``: with the indices of every number."""
        from pourparler import __version__
        from pourparler.uncertainty.drivers.one_at_a_time import FULL, drivers_data

        language = asked_language(lang, self.origin.language)
        told = (
            *how_drawn(self.question.inputs, draws=self.draws, concept=self.concept.name),
            *self.notes,
            *unanswered(self.status_share),
        )
        work = {
            "draws": self.draws,
            "repeated": self.columns.repeated,
            "distinct_outcomes": len(self.answers),
        }
        return {
            "schema": "pourparler/sweep/1",
            "concept": self.concept.to_dict(),
            "brief": {"title": pick(self.origin.title, language), "digest": self.origin.digest},
            "status": {
                "code": "ok",
                "sentence": " ".join(render(m, language) for m in told),
            },
            "seed": self.seed,
            "version": __version__,
            "rule": self.question.inputs.rule,
            "weights": {
                key: weight for key, weight in self.question.inputs.weights.items() if weight is not None
            },
            **self.question.inputs.judged_data(),
            "stats": {"seconds": self.seconds, "work": work},
            "draws": self.draws,
            "quantities": {name: self.statistics(name) for name in self.quantities},
            "outcomes": [
                {"outcome": outcome, "share": share.share, "standard_error": share.standard_error}
                for outcome, share in self.outcomes
            ],
            "status_share": self.status_share,
            "drivers": drivers_data(self, mode=drivers),
            "flips": [flip.as_data() for flip in self.flips()],
            **({"indices": [self.indices(by).to_dict(language) for by in FULL]} if drivers == "full" else {}),
            "flip_search": self.flip_search().as_data(),
            "information": self.information().as_data(language),
            "left_out": self.jackknife().as_data(),
            "decomposition": {issue: parts.as_data() for issue, parts in self.decomposition.items()},
        }
