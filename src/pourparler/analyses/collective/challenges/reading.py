"""Readings of the challenge model: what its published descriptions leave open or say differently, switch by switch."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Literal, get_args, get_type_hints

from pourparler.errors import UsageError
from pourparler.kernels.challenges import Rules
from pourparler.language import did_you_mean, msg


@dataclass(frozen=True)
class Odds:
    """How the votes of all make the odds of i against j.

    ``denominator``: the votes cast on the ``pair``, or on all pairs of actors (``global``: odds are tiny, and those of
    i and of j do not add up to 1); ``distances`` as they are (``linear``) or to the power of the voter's exponent;
    ``voters``: ``all``, or all but i and j (``others``).
    """

    denominator: Literal["pair", "global"]
    distances: Literal["linear", "voter-risk"]
    voters: Literal["all", "others"] = "all"


@dataclass(frozen=True)
class Values:
    """What an actor expects of a challenge.

    ``viewpoint``: whose exponent counts in what i thinks of j's side: i's own (``receiver``) or j's (``each``);
    ``danger``: the sum over j of what j expects of challenging i (``adversaries``), or i of challenging j (``own``);
    ``risk``: whether danger bends the exponents at all; ``range``: the width that counts as 1, of the positions at
    the start (``initial``) or held now (``current``); ``status_quo``: where nobody challenges, all stay for sure
    (``certain``, Q = 1), or with one chance in two (``even``, Q = 1/2).
    """

    viewpoint: Literal["receiver", "each"]
    range: Literal["initial", "current"]
    danger: Literal["adversaries", "own"] = "adversaries"
    risk: Literal["on", "off"] = "on"
    status_quo: Literal["certain", "even"] = "certain"


@dataclass(frozen=True)
class Moves:
    """Which offers move an actor, and which one it takes.

    ``confrontation``, ``capitulation``: whether such an offer ``moves`` the one that it is made to; ``choice``: by
    ``category`` (confrontations, then compromises, then capitulations; inside, the smallest move), ``least-move``
    over all, or the ``strongest`` proposer; ``key``: what ``category`` calls smallest among compromises, the
    ``distance``, or the ``point`` itself (which a mirrored scale does not mirror).
    """

    confrontation: Literal["moves", "stays"]
    capitulation: Literal["moves", "stays"]
    choice: Literal["category", "least-move", "strongest"] = "category"
    key: Literal["distance", "point"] = "distance"


@dataclass(frozen=True)
class Reading:
    """One complete reading: collective specification, section 5, the table of switches.

    >>> APPENDIX.changed({"choice": "least-move"}).moves.choice
    'least-move'
    """

    odds: Odds
    values: Values
    moves: Moves

    def changed(self, switches: Mapping[str, str]) -> "Reading":
        """This reading with some switches set otherwise. Raises ``UsageError`` for an unknown switch or option."""
        groups = {field.name: getattr(self, field.name) for field in fields(self)}
        for switch, option in switches.items():
            group, options = _home(switch)
            if option not in options:
                raise _refused(str(option), f"reading.{switch}", options)
            groups[group] = replace(groups[group], **{switch: option})
        return Reading(**groups)

    def rules(self) -> Rules:
        """The reading in the words of the kernel."""
        odds, values, moves = self.odds, self.values, self.moves
        return Rules(
            odds.denominator, odds.distances, odds.voters,
            values.viewpoint, values.danger, values.risk, values.range,
            1.0 if values.status_quo == "certain" else 0.5,
            moves.confrontation, moves.capitulation, moves.choice, moves.key,
        )  # fmt: skip


PROGRAM = Reading(
    Odds("global", "voter-risk"), Values("receiver", "initial"), Moves("moves", "stays", key="point")
)
"""As the authors' program computes it; it gives the rounds that were published."""

APPENDIX = Reading(Odds("pair", "linear"), Values("each", "current"), Moves("moves", "moves"))
"""As the appendix of the paper says, to the letter."""

EXPECTED_UTILITY_MAX = Reading(
    Odds("pair", "linear"), Values("each", "current"), Moves("stays", "moves", choice="strongest")
)
"""As a later program has it: the strongest proposer is followed, confrontations move nobody."""

PROGRAM_PAIR = replace(PROGRAM, odds=Odds("pair", "voter-risk"))
"""For teaching: the program with odds that add up to 1. It freezes the published case."""

PRESETS: Mapping[str, Reading] = {
    "program": PROGRAM,
    "appendix": APPENDIX,
    "expected-utility-max": EXPECTED_UTILITY_MAX,
    "program-pair": PROGRAM_PAIR,
}


def as_reading(value: object) -> Reading:
    """A reading from a preset's name or from JSON data; a reading is given back as it is.

    A record holds switches, by themselves or in their groups, and may start from a ``preset`` (else from
    ``program``). Raises ``UsageError`` for what it does not know.

    >>> as_reading({"preset": "appendix", "status_quo": "even"}).values.status_quo
    'even'
    """
    if isinstance(value, Reading):
        return value
    if isinstance(value, Mapping):
        rest = dict(value)
        start = as_reading(rest.pop("preset", "program"))
        for group, switches in _groups().items():
            inner = rest.pop(group, {})
            strange = (
                [str(s) for s in inner if s not in switches] if isinstance(inner, Mapping) else [str(inner)]
            )
            if strange:
                raise _refused(strange[0], f"reading.{group}", tuple(switches))
            start = start.changed(inner)
        return start.changed(rest)
    if isinstance(value, str) and value in PRESETS:
        return PRESETS[value]
    raise _refused(str(value), "reading", tuple(PRESETS))


def _home(switch: str) -> tuple[str, tuple[str, ...]]:
    """The group of a switch, and its options."""
    groups = _groups()
    for group, switches in groups.items():
        if switch in switches:
            return group, switches[switch]
    raise _refused(str(switch), "reading", (*(s for switches in groups.values() for s in switches), "preset"))


@cache
def _groups() -> dict[str, dict[str, tuple[str, ...]]]:
    """The options of every switch, by group and switch."""
    return {
        group: {name: get_args(options) for name, options in get_type_hints(kind).items()}
        for group, kind in get_type_hints(Reading).items()
    }


def _refused(found: str, name: str, known: tuple[str, ...]) -> UsageError:
    return UsageError(
        msg("{found} is not allowed for {name}", found=found[:60], name=name),
        where="--set",
        advice=did_you_mean(found, known, msg("Use one of {known}.", known=", ".join(known))),
    )
