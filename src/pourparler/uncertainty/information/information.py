"""What to verify next: what knowing one number, one source or one party exactly would be worth at most.

A decision is a proposal to table; what it pays differs from draw to draw. Knowing something exactly lets one choose
after the fact. What that adds is a ceiling for any search: no cost is assumed, and no search finds everything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.deal import choice_of
from pourparler.analyses.result import OK, Status
from pourparler.errors import UsageError
from pourparler.kernels.partial_information import (
    SPLITS,
    best_of_each,
    halves,
    informed,
    spline,
    standard_errors,
)
from pourparler.language import Lang, Message, did_you_mean, msg, render
from pourparler.model.bargain_template import BargainTemplate
from pourparler.uncertainty.draws.design import uniforms
from pourparler.uncertainty.information.grounds import Grounds
from pourparler.uncertainty.information.worths import deal_template, payoffs
from pourparler.uncertainty.question import Question

Floats = NDArray[np.float64]
Kind = Literal["key", "root", "party"]
Outcome = Mapping[str, Any]

PROPOSALS = 64
"""Proposals compared, unless they are listed; the most frequent outcomes come first."""

LISTED = 1_024
ROWS = 16_384
"""Draws looked at: the first ones of the sweep, itself a balanced design."""

FURTHER, ENOUGH = 4, 4_096
"""Of a short sweep so many times its draws are looked at, up to so many."""

LEAST = 32
"""Draws below which nothing is regressed."""

RESAMPLES = 200


@dataclass(frozen=True)
class Decisions:
    """What is decided: a payoff and the proposals to choose from.

    ``payoff``: ``mediator`` (1 where enough parties accept, else 0), ``welfare`` (the smallest gain over no deal, 0
    without a deal) or ``party:ID`` (its own utility if enough others accept, else its reserve).
    """

    proposals: tuple[Outcome, ...]
    payoff: str = "mediator"


@dataclass(frozen=True)
class Worth:
    """What knowing one thing exactly adds to the expected payoff of the best proposal, at most.

    ``name``: the number's key, the root's or the party's id; ``estimate``: as estimated, may be negative;
    ``because``: evidence items on which it rests.
    """

    kind: Kind
    name: str
    estimate: float
    standard_error: float
    because: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        """The estimate; a negative one is 0."""
        return max(self.estimate, 0.0)

    def as_data(self) -> dict[str, Any]:
        """As JSON data."""
        return {
            self.kind: self.name, "value": self.value, "estimate": self.estimate,
            "standard_error": self.standard_error, "because": list(self.because),
        }  # fmt: skip


@dataclass(frozen=True)
class Information:
    """Expected values of perfect information, of everything and of single things, each list largest first.

    ``status``: ``ok``, or ``undefined`` with the reason why nothing is told; ``draws``: how many were looked at, of
    which ``without_model`` pay nothing; ``means``: the expected payoff of each proposal; ``best``: which one is best
    as things stand; ``perfect``: of knowing everything.
    """

    decisions: Decisions
    status: Status
    draws: int = 0
    without_model: int = 0
    means: tuple[float, ...] = ()
    perfect: float = 0.0
    perfect_error: float = 0.0
    keys: tuple[Worth, ...] = ()
    roots: tuple[Worth, ...] = ()
    parties: tuple[Worth, ...] = ()

    @property
    def best(self) -> int | None:
        """The proposal with the largest expected payoff, of equals the first."""
        return max(range(len(self.means)), key=lambda i: (self.means[i], -i)) if self.means else None

    @property
    def ranked(self) -> tuple[Worth, ...]:
        """Numbers and roots in one list, largest first: what to verify next."""
        return _sorted((*self.keys, *self.roots))

    def as_data(self, lang: Lang) -> dict[str, Any]:
        """As JSON data."""
        best = self.best
        return {
            "payoff": self.decisions.payoff,
            "status": {"code": self.status.code, "sentence": render(self.status.message, lang)},
            "draws": self.draws,
            "without_model": self.without_model,
            "proposals": [
                {"outcome": dict(outcome), "mean": mean}
                for outcome, mean in zip(self.decisions.proposals, self.means, strict=False)
            ],
            "best": None if best is None else dict(self.decisions.proposals[best]),
            "perfect": {"value": self.perfect, "standard_error": self.perfect_error},
            "keys": [one.as_data() for one in self.keys],
            "roots": [one.as_data() for one in self.roots],
            "parties": [one.as_data() for one in self.parties],
        }


def information(question: Question, decisions: Decisions, *, draws: int) -> Information:
    """What it would be worth to know each number, root and party exactly, over the first ``draws`` points of a sweep's design.

    Nothing is solved: proposals are evaluated in every draw, and expected payoffs given an input are regressions on
    these draws. ``undefined`` where the concept's model is no bargaining problem, where there is no proposal, and with
    fewer than 32 draws. Raises ``UsageError`` for a payoff, a party, an issue or a value that there is not.
    When not to use: to say what a search will find; the value is a ceiling, and a payoff that no proposal changes
    leaves nothing to learn.

    Source: Raiffa & Schlaifer 1961; Strong, Oakley & Brennan 2014.
    """
    template = deal_template(question.template)
    if template is None:
        return Information(decisions, _undefined(msg("Proposals have no worth in this kind of model: what to verify next is told of bargaining and talks.")))  # fmt: skip
    _check_payoff(decisions.payoff, template.parties)
    if not decisions.proposals:
        return Information(decisions, _undefined(msg("No draw has an outcome: name proposals to compare.")))
    choices = np.array([_choice(template, outcome) for outcome in decisions.proposals], dtype=np.int64)
    if not question.inputs.varies:
        count = 1
    else:
        count = min(draws, ROWS)
        if count < LEAST:
            few = msg("{n} draws are too few to tell what information is worth: take {least} or more.", n=count, least=LEAST)  # fmt: skip
            return Information(decisions, _undefined(few), draws=count)
    points = uniforms(len(question.inputs.dimensions), 0, count, seed=question.seed)
    rows = question.inputs.values(points)
    columns = slice(0, len(template.laws))
    pays, without = payoffs(template, rows[:, columns], choices, payoff=decisions.payoff)
    return _told(question, decisions, _Draws(rows, points, pays, without))


def rows_for(draws: int) -> int:
    """How many points of the design of a sweep of ``draws`` draws are looked at: more than were solved, where those are few.

    The worth of one number is small beside the noise of a thousand draws, and a point costs no solution.
    """
    return max(draws, min(FURTHER * draws, ENOUGH))


def most_frequent(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """The proposals that are compared unless others are listed: ``outcomes`` in their order, 64 at most."""
    return tuple(outcomes[:PROPOSALS])


@dataclass(frozen=True, eq=False)
class _Draws:
    """Values (n, numbers) and uniforms (n, dimensions) of the draws, what each proposal pays (n, proposals)."""

    rows: Floats
    points: Floats
    pays: Floats
    without: int


def _told(question: Question, decisions: Decisions, draws: _Draws) -> Information:
    means = draws.pays.mean(axis=0)
    base = float(means.max())
    known = best_of_each(draws.pays)
    groups = list(_groups(question, draws))
    random = (np.random.default_rng(np.random.SeedSequence(question.seed, spawn_key=(0, k))) for k in (1, 2))
    folding = next(random)
    splits = [halves(len(draws.pays), folding) for _ in range(SPLITS)]
    policies = np.stack([known, *(informed(draws.pays, columns, splits) for _, columns in groups)], axis=1)
    errors = standard_errors(draws.pays, policies, resamples=RESAMPLES, rng=next(random))
    gains = policies.mean(axis=0) - base
    found = [
        Worth(one.kind, one.name, float(gain), float(error), one.because)
        for (one, _), gain, error in zip(groups, gains[1:], errors[1:], strict=True)
    ]
    nothing = not groups
    return Information(
        decisions,
        Status("ok", msg("Nothing varies, so there is nothing to learn.")) if nothing else OK_HERE,
        draws=len(draws.pays),
        without_model=draws.without,
        means=tuple(means.tolist()),
        perfect=max(float(gains[0]), 0.0),
        perfect_error=float(errors[0]),
        keys=_sorted([one for one in found if one.kind == "key"]),
        roots=_sorted([one for one in found if one.kind == "root"]),
        parties=_sorted([one for one in found if one.kind == "party"]),
    )


OK_HERE = Status(
    OK.code,
    msg("Regression on the draws of the sweep; a ceiling for what a search can bring, without any cost."),
)


def _groups(question: Question, draws: _Draws) -> Iterator[tuple[Worth, Floats]]:
    """Every number, root and party, with the columns of its regression."""
    grounds = Grounds.of(question)
    by_party: dict[str, list[Floats]] = {}
    for at, key, _ in question.deciding:
        columns = spline(draws.rows[:, at])
        yield Worth("key", key, 0.0, 0.0, grounds.of_key(key)), columns
        party = grounds.party(key)
        if party:
            by_party.setdefault(party, []).append(columns)
    for root, places in grounds.roots.items():
        columns = np.concatenate([spline(draws.points[:, place]) for place in places], axis=1)
        yield Worth("root", root, 0.0, 0.0, grounds.of_root(root)), columns
    for party, parts in by_party.items():
        yield Worth("party", party, 0.0, 0.0), np.concatenate(parts, axis=1)


def _sorted(found: Sequence[Worth]) -> tuple[Worth, ...]:
    return tuple(sorted(found, key=lambda one: (-one.estimate, one.kind, one.name)))


def _undefined(why: Message) -> Status:
    return Status("undefined", why)


def _check_payoff(payoff: str, parties: Sequence[str]) -> None:
    known = ["mediator", "welfare", *(f"party:{party}" for party in parties)]
    if payoff not in known:
        raise UsageError(
            msg("there is no payoff {name}", name=payoff),
            where="payoff",
            advice=did_you_mean(payoff, known, msg("Known here: {known}.", known=known)),
        )


def _choice(template: BargainTemplate, outcome: Outcome) -> tuple[int, ...]:
    choice = choice_of(template.space, outcome, setting="proposals")
    if not template.space.allowed(choice, template.excluded):
        raise UsageError(
            msg("a proposal is excluded by the brief’s rules: {deal:terms}", deal=[f"{k}: {v}" for k, v in outcome.items()]),
            where="proposals",
            advice=msg("Name proposals that may be agreed."),
        )  # fmt: skip
    return choice


def listed(proposals: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Proposals that somebody names. Raises ``UsageError`` for none and for more than 1,024."""
    if not 1 <= len(proposals) <= LISTED:
        raise UsageError(
            msg("{n} is not a possible number of proposals", n=len(proposals)),
            where="proposals",
            advice=msg("Use 1 to {n}.", n=LISTED),
        )
    return tuple(dict(outcome) for outcome in proposals)
