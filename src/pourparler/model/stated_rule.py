"""A decision rule that a setting states, in the words of a brief's rules."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from pourparler.brief.rules import Agreement
from pourparler.errors import UsageError
from pourparler.language import did_you_mean, msg
from pourparler.model.agreement import Rule, rule_of

Stated = Mapping[str, Any] | str
"""A rule as data, or ``unanimity`` or ``majority`` (more than half of the parties)."""


def stated_rule(stated: Stated, parties: Sequence[str], *, setting: str) -> Rule:
    """The rule that ``stated`` is, over ``parties``.

    Raises ``UsageError`` where it is no rule, or names somebody who is not among ``parties``.

    >>> stated_rule({"quota": 3, "weights": {"a": 2, "b": 1}}, ["a", "b"], setting="rule").weights
    (2.0, 1.0)
    >>> stated_rule("majority", ["a", "b", "c"], setting="rule").need
    2
    """
    if stated == "majority":
        return Rule(tuple(parties), need=len(parties) // 2 + 1)
    agreement = _agreement(stated, setting)
    for name in named_in(agreement):
        if name not in parties:
            raise UsageError(
                msg("{party} does not vote here", party=name),
                where=f"--set {setting}",
                advice=did_you_mean(name, parties, msg("Known here: {known}.", known=list(parties))),
            )
    return rule_of(agreement, parties)


def named_in(agreement: Agreement) -> tuple[str, ...]:
    """Everybody whom a rule names, once, in its order."""
    inner = [name for part in (*agreement.all, *agreement.any) for name in named_in(part)]
    return tuple(dict.fromkeys((*agreement.veto, *(agreement.weights or {}), *inner)))


def players_in(stated: Stated, *, setting: str) -> tuple[str, ...]:
    """Everybody whom a stated rule names. Raises ``UsageError`` where it is no rule."""
    return () if stated == "majority" else named_in(_agreement(stated, setting))


def _agreement(stated: Stated, setting: str) -> Agreement:
    try:
        return Agreement.model_validate(stated)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        context = first.get("ctx") or {}
        raise UsageError(
            context.get("message") or msg("{found} is not a decision rule", found=str(first["input"])[:60]),
            where=f"--set {setting}",
            advice=context.get("advice")
            or msg("Write {form}.", form='{"quota": 3, "weights": {"a": 2, "b": 1}}'),
        ) from error
