"""Who and what meets in a tournament: scenarios and strategies, resolved and in an order of their own.

Nothing depends on the order in which they were given: scenarios stand by name, strategies by how they are written.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any

from pourparler.analyses.settings import settings_of
from pourparler.analyses.solve import as_model
from pourparler.analyses.talks.deadline import rounds_of, too_long
from pourparler.analyses.talks.registry import strategy_from, strategy_names
from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.talks import Talks, unsuited
from pourparler.analyses.talks.tournament.plan import Tournament
from pourparler.errors import UsageError
from pourparler.language import Message, msg
from pourparler.model.negotiation import Negotiation
from pourparler.model.outcomes import Constraint


@dataclass(frozen=True, eq=False)
class Scenario:
    """One problem to be played: ``digest`` of all that its runs depend on, ``rounds`` until its deadline."""

    name: str
    negotiation: Negotiation
    digest: str
    rounds: int

    @property
    def seats(self) -> tuple[str, ...]:
        """The parties, in the order of speaking."""
        return self.negotiation.parties


@dataclass(frozen=True)
class LeftOut:
    """A scenario that cannot be played, and why."""

    name: str
    message: Message


@dataclass(frozen=True, eq=False)
class Field:
    """Everything the runs of a tournament depend on.

    By strategy: ``labels``, what it is called; ``texts``, its name and all settings. Each has its own.
    """

    scenarios: tuple[Scenario, ...]
    strategies: tuple[Strategy, ...]
    labels: tuple[str, ...]
    texts: tuple[str, ...]
    plan: Tournament
    seed: int
    left_out: tuple[LeftOut, ...] = ()


def field_of(plan: Tournament, seed: int) -> Field:
    """A plan with everything resolved. Raises ``UsageError`` for what cannot be played at all.

    Raises ``InvalidBrief`` and ``ModelError`` as :func:`solve` does.
    """
    if seed < 0:
        raise UsageError(
            msg("{n} is not a seed", n=seed), where="--seed", advice=msg("Use 0 or a positive number.")
        )
    strategies = sorted((strategy_from(item) for item in plan.strategies), key=written_as)
    labels = tuple(label(strategy) for strategy in strategies)
    twice = next((name for name in labels if labels.count(name) > 1), None)
    if not strategies or twice is not None:
        raise UsageError(
            msg("no strategy is given") if twice is None else msg("the strategy {name} is given twice", name=twice),
            where="--strategies",
            advice=msg("Strategies: {known}.", known=strategy_names()),
        )  # fmt: skip
    scenarios, left_out = _scenarios(plan)
    if not scenarios:
        raise UsageError(
            left_out[0].message if left_out else msg("no scenario is given"),
            where=left_out[0].name if left_out else "tournament",
            advice=msg("Give briefs of two parties or more who must all agree."),
        )
    # The plan's own scenarios and strategies need not travel: what was made of them does.
    rest = Tournament((), (), plan.rounds, plan.repetitions, plan.self_play, plan.assignments,
                      plan.fault_share, plan.run_seconds)  # fmt: skip
    texts = tuple(map(written_as, strategies))
    return Field(scenarios, tuple(strategies), labels, texts, rest, seed, left_out)


def _scenarios(plan: Tournament) -> tuple[tuple[Scenario, ...], tuple[LeftOut, ...]]:
    found, left_out = [], []
    for name, problem in _named(plan.scenarios):
        model: Negotiation = as_model(problem, Talks())
        digest = digest_of(model)
        name = name or digest[:12]
        rounds = rounds_of(model, plan.rounds)
        problematic = unsuited(model) or too_long(rounds)
        if problematic is not None:
            left_out.append(LeftOut(name, problematic.message))
            continue
        found.append(Scenario(name, model, digest, rounds))
    names = [scenario.name for scenario in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UsageError(
            msg("the scenario {name} is given twice", name=twice),
            where="tournament",
            advice=msg("Give each a name of its own."),
        )
    return tuple(sorted(found, key=lambda one: one.name)), tuple(sorted(left_out, key=lambda one: one.name))


def _named(scenarios: Mapping[str, Any] | Sequence[Any]) -> Iterable[tuple[str, Any]]:
    return scenarios.items() if isinstance(scenarios, Mapping) else (("", item) for item in scenarios)


def written_as(strategy: Strategy) -> str:
    """The name with all settings, one text for each different strategy."""
    return json.dumps(strategy.to_dict(), sort_keys=True, ensure_ascii=False)


def label(strategy: Strategy) -> str:
    """The name with those settings that are not the usual ones.

    >>> label(strategy_from({"conceder": {"e": 0.4}})), label(strategy_from("conceder"))
    ('conceder e=0.4', 'conceder')
    """
    usual = settings_of(strategy_from(strategy.name)) if strategy.name in strategy_names() else {}
    own = settings_of(strategy)
    changed = {name: value for name, value in own.items() if name not in usual or usual[name] != value}
    told = (f"{name}={_short(value)}" for name, value in sorted(changed.items()))
    return " ".join((strategy.name, *told))


def _short(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, separators=(",", ":"))


def is_foreign(strategy: Strategy) -> bool:
    """Whether a strategy or a part of it comes from another package, so that nobody here knows whether it ever answers.

    What a program or notebook defines for itself cannot be sent to another process, and runs where it is.
    """
    made_of: Any = strategy
    parts = (getattr(strategy, field.name) for field in fields(made_of))
    return _brought(type(strategy)) or any(isinstance(part, Strategy) and is_foreign(part) for part in parts)


def _brought(kind: type[Strategy]) -> bool:
    return (
        kind.__module__.partition(".")[0] not in ("pourparler", "__main__")
        and "<locals>" not in kind.__qualname__
    )


def digest_of(model: Negotiation) -> str:
    """The sha256 of all that talks on a problem depend on, the deadline aside: who, what, its worth, patience."""
    deal = model.bargain
    told = {
        "parties": deal.parties,
        "issues": [[axis.name, list(axis.values)] for axis in deal.space.axes],
        "tables": [table.tolist() for table in deal.tables],
        "reserve": deal.reserve.tolist(),
        "scale": deal.scale,
        "excluded": [_constraint(one) for one in deal.excluded],
        "red_lines": [[_constraint(one) for one in lines] for lines in deal.red_lines],
        "weights": deal.weights,
        "mean": None
        if deal.mean is None
        else [deal.mean.common, [[t.party, t.scores.tolist(), int(t.least)] for t in deal.mean.thresholds]],
        "patience": model.patience,
    }
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _constraint(one: Constraint) -> list[Any]:
    return [list(one.axes), one.allowed.tolist()]
