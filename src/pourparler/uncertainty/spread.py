"""The result of a sweep: shares of outcomes, quantiles, drivers, flips."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.concept import Concept
from pourparler.errors import UsageError
from pourparler.language import Message, asked_language, msg, pick, render
from pourparler.model.template import Origin, Template
from pourparler.uncertainty.question import Question

if TYPE_CHECKING:
    import pandas as pd

    from pourparler.uncertainty.decomposition import Decomposition
    from pourparler.uncertainty.drivers import Driver
    from pourparler.uncertainty.flips import Flip

Answer = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Share:
    """A share of draws with its Monte Carlo standard error; not the probability of an event."""

    share: float
    standard_error: float
    draws: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Spread:
    """What a sweep found, draw by draw.

    ``quantities``: arrays of shape (draws,), NaN where a draw has none; ``answers``: the distinct outcomes and
    ``answer_index`` which of them each draw has (−1: none); ``codes``: status of each draw.
    """

    question: Question
    draws: int
    quantities: Mapping[str, NDArray[np.float64]]
    answers: tuple[Answer, ...]
    answer_index: NDArray[np.int64]
    codes: tuple[str, ...]
    notes: tuple[Message, ...] = ()
    seconds: float = 0.0

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
        hits = [all(str(dict(answer)[i]) == v for i, v in wanted.items()) for answer in self.answers]
        count = sum(int((self.answer_index == i).sum()) for i, hit in enumerate(hits) if hit)
        return self._share(count)

    def _share(self, count: int) -> Share:
        p = count / self.draws
        return Share(p, sqrt(p * (1 - p) / self.draws), self.draws)

    @cached_property
    def outcomes(self) -> tuple[tuple[dict[str, Any], Share], ...]:
        """Distinct outcomes with their shares, the most frequent first (ties: first drawn)."""
        counts = np.bincount(self.answer_index[self.answer_index >= 0], minlength=len(self.answers))
        order = sorted(range(len(self.answers)), key=lambda i: (-int(counts[i]), i))
        return tuple((dict(self.answers[i]), self._share(int(counts[i]))) for i in order)

    @cached_property
    def status_share(self) -> dict[str, float]:
        """Share of draws per status code."""
        return {code: self.codes.count(code) / self.draws for code in sorted(set(self.codes))}

    def levels(self, issue: str) -> dict[Any, Share]:
        """Share of draws per value of one issue, in the order in which they were first drawn."""
        found: dict[Any, int] = {}
        for i, answer in enumerate(self.answers):
            value = dict(answer)[issue]
            found[value] = found.get(value, 0) + int((self.answer_index == i).sum())
        return {value: self._share(count) for value, count in found.items()}

    def statistics(self, name: str) -> dict[str, Any]:
        """Mean with its Monte Carlo standard error, standard deviation and quantiles of one quantity over the draws that
        have it. Where it is 0 or 1 the mean is a share of draws.
        """
        known = self.quantities[name][~np.isnan(self.quantities[name])]
        if not len(known):
            return {
                "mean": None,
                "standard_error": None,
                "sd": None,
                "quantiles": {"0.05": None, "0.5": None, "0.95": None},
            }
        mean = fsum(known.tolist()) / len(known)
        sd = sqrt(fsum(((known - mean) ** 2).tolist()) / len(known))
        low, middle, high = (float(np.quantile(known, q)) for q in (0.05, 0.5, 0.95))
        return {
            "mean": mean, "standard_error": sd / sqrt(len(known)), "sd": sd,
            "quantiles": {"0.05": low, "0.5": middle, "0.95": high},
        }  # fmt: skip

    def drivers(self) -> "tuple[Driver, ...]":
        """What each number alone does to the answer, between its 5 % and 95 % points; largest effect first."""
        return self._drivers

    @cached_property
    def _drivers(self) -> "tuple[Driver, ...]":
        from pourparler.uncertainty.drivers import one_at_a_time

        return one_at_a_time(self.question)

    def flips(self) -> "tuple[Flip, ...]":
        """For each number, the smallest change from its central value that changes the chosen outcome."""
        return self._flips

    @cached_property
    def _flips(self) -> "tuple[Flip, ...]":
        from pourparler.uncertainty.flips import flips

        return flips(self.question)

    @cached_property
    def decomposition(self) -> "Mapping[str, Decomposition]":
        """By issue, where the variance comes from: inputs, reading, neither. Empty but for an ensemble."""
        from pourparler.analyses.collective.ensemble import Ensemble
        from pourparler.uncertainty.decomposition import decomposition

        if not isinstance(self.concept, Ensemble):
            return {}
        return decomposition(self.question, draws=self.draws)

    def draw(self, number: int) -> Any:
        """The model of one draw (from 0), to be looked at or solved again."""
        from pourparler.uncertainty.design import drawn
        from pourparler.uncertainty.observing import CHUNK

        if not 0 <= number < self.draws:
            raise UsageError(
                msg("there is no draw {n}", n=number),
                where="draw",
                advice=msg("Use 0 to {n}.", n=self.draws - 1),
            )
        rows = drawn(self.question.inputs, seed=self.seed, chunk=number // CHUNK)
        return self.template.build(rows[number % CHUNK])

    def to_dict(self, lang: str | None = None) -> dict[str, Any]:
        """The spread as JSON data, schema ``pourparler/sweep/1``."""
        from pourparler import __version__

        language = asked_language(lang, self.origin.language)
        sentence = msg(
            "{n} draws from the ranges as written, each solved by {concept}.",
            n=self.draws,
            concept=self.concept.name,
        )
        return {
            "schema": "pourparler/sweep/1",
            "concept": self.concept.to_dict(),
            "brief": {"title": pick(self.origin.title, language), "digest": self.origin.digest},
            "status": {
                "code": "ok",
                "sentence": " ".join(render(m, language) for m in (sentence, *self.notes)),
            },
            "seed": self.seed,
            "version": __version__,
            "rule": self.question.inputs.rule,
            "stats": {
                "seconds": self.seconds,
                "work": {"draws": self.draws, "distinct_outcomes": len(self.answers)},
            },
            "draws": self.draws,
            "quantities": {name: self.statistics(name) for name in self.quantities},
            "outcomes": [
                {"outcome": outcome, "share": share.share, "standard_error": share.standard_error}
                for outcome, share in self.outcomes
            ],
            "status_share": self.status_share,
            "drivers": [driver.as_data() for driver in self.drivers()],
            "flips": [flip.as_data() for flip in self.flips()],
            "decomposition": {issue: parts.as_data() for issue, parts in self.decomposition.items()},
        }

    def summary(self, lang: str | None = None) -> str:
        """The spread in words, a few lines of plain text."""
        from pourparler.views.words import summary

        return summary(self, asked_language(lang, self.origin.language))

    def to_frame(self) -> "pd.DataFrame":
        """Quantities of all draws as a table. Needs pandas (extra ``frames``)."""
        from pourparler.views.frames import frame

        return frame(self)

    def plot(self, lang: str | None = None) -> Any:
        """The spread's chart, an Altair object."""
        from pourparler.views.charts import chart

        return chart(self, asked_language(lang, self.origin.language))

    def _repr_html_(self) -> str:
        from pourparler.views.notebook import as_html

        return as_html(self)
