"""Every number of a brief, under its key, with its ground, its scale and its law."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from pourparler.brief.fields import Bilingual
from pourparler.brief.laws import Law, Scale, law
from pourparler.brief.quantities import Entry, Quantity
from pourparler.brief.schema import Content, Issue, Stance
from pourparler.language import Message, msg

NumberKind = Literal[
    "position", "salience", "influence", "weight", "value", "score", "reserve", "red_line", "days", "patience",
    "chance", "threshold", "status_quo", "pace", "strategy", "option", "one_way", "combination", "statement",
    "blocked_move",
]  # fmt: skip
"""What a number is; the last five are no numbers but words on moves, which rest on grounds as numbers do."""

# Kinds that need evidence or an assumption (evidence specification, section 6).
GROUNDED: frozenset[NumberKind] = frozenset(
    (
        "position",
        "salience",
        "influence",
        "red_line",
        "days",
        "patience",
        "reserve",
        "score",
        "value",
        "weight",
    )
)

# What each kind is called.
KINDS: Mapping[NumberKind, Message] = {
    "position": msg("position"),
    "salience": msg("salience"),
    "influence": msg("influence"),
    "weight": msg("weight"),
    "value": msg("value"),
    "score": msg("score"),
    "reserve": msg("reserve"),
    "red_line": msg("red line"),
    "days": msg("deadline in days"),
    "patience": msg("patience"),
    "chance": msg("chance"),
    "threshold": msg("threshold"),
    "status_quo": msg("status quo"),
    "pace": msg("rounds of talks a day"),
    "strategy": msg("strategy"),
    "option": msg("option"),
    "one_way": msg("direction of moves"),
    "combination": msg("combination that cannot be"),
    "statement": msg("statement"),
    "blocked_move": msg("blocked move"),
}
POSITIVE = Scale(0.0, None)
SHARE = Scale(0.0, 1.0)
PERCENT = Scale(0.0, 100.0)
OPEN = Scale()


@dataclass(frozen=True)
class Number:
    """One number as written: its key, the entry in force, its ground, and where it belongs."""

    key: str
    kind: NumberKind
    quantity: Quantity
    entry: Entry
    scale: Scale
    because: tuple[str, ...] = ()
    assumption: Bilingual | None = None
    party: str = ""
    issue: str = ""
    note: Bilingual | None = None

    @cached_property
    def law(self) -> Law:
        """The law as written. Raises a schema fault where the entry is no quantity on its scale."""
        return law(self.entry, self.scale, self.key, what=KINDS[self.kind])

    @property
    def is_assumption(self) -> bool:
        """Whether the number is an assumption (it wins over evidence that is cited as context)."""
        return self.assumption is not None

    @property
    def path(self) -> tuple[str, ...]:
        """The key as a path."""
        return tuple(self.key.split("/"))


@dataclass(frozen=True)
class _Ground:
    """What a record says about all the numbers below it."""

    because: tuple[str, ...] = ()
    assumption: Bilingual | None = None
    note: Bilingual | None = None


def issue_scale(issue: Issue) -> Scale:
    """The scale on which positions on ``issue`` are written, with the names of its levels."""
    if issue.span is not None:
        return Scale(issue.span.start, issue.span.end)
    levels = levels_of(issue)
    return Scale(min(levels.values()), max(levels.values()), levels)


def levels_of(issue: Issue) -> Mapping[str, float]:
    """Level names and their values; a provision is out (0) or in (100); empty for a numeric range."""
    if issue.kind == "provision":
        return {"out": 0.0, "in": 100.0}
    return issue.levels or {}


def numbers(content: Content, day: date | None) -> dict[str, Number]:
    """All numbers in force on ``day`` (``None``: the latest of each history), by key, in the brief's order."""
    found: dict[str, Number] = {}
    for item in (
        *_party_numbers(content, day),
        *_stance_numbers(content, day),
        *_other_numbers(content, day),
    ):
        found[item.key] = item
    return found


def _number(
    key: str,
    kind: NumberKind,
    quantity: Quantity | None,
    where: tuple[Scale, _Ground, date | None],
    *,
    of: tuple[str, str] = ("", ""),
) -> Iterator[Number]:
    scale, ground, day = where
    entry = quantity.at(day) if quantity is not None else None
    if quantity is None or entry is None:
        return
    # A ground of its own replaces what the record above says for all its numbers.
    own = bool(entry.because) or entry.assumption is not None
    yield Number(
        key, kind, quantity, entry, scale,
        because=entry.because if own else ground.because,
        assumption=entry.assumption if own else ground.assumption,
        party=of[0], issue=of[1], note=entry.note or ground.note,
    )  # fmt: skip


def _party_numbers(content: Content, day: date | None) -> Iterator[Number]:
    for name, party in content.parties.items():
        ground = _Ground(party.because, party.assumption)
        base = f"parties/{name}"
        if party.influence is not None:
            yield from _number(
                f"{base}/influence",
                "influence",
                party.influence.overall,
                (POSITIVE, ground, day),
                of=(name, ""),
            )
            for issue, quantity in party.influence.by_issue.items():
                yield from _number(
                    f"{base}/influence/{issue}",
                    "influence",
                    quantity,
                    (POSITIVE, ground, day),
                    of=(name, issue),
                )
        yield from _number(f"{base}/weight", "weight", party.weight, (POSITIVE, ground, day), of=(name, ""))
        yield from _number(f"{base}/reserve", "reserve", party.reserve, (OPEN, ground, day), of=(name, ""))


def _stance_numbers(content: Content, day: date | None) -> Iterator[Number]:
    for party, stances in content.stances.items():
        for issue_id, stance in stances.items():
            issue = content.issues.get(issue_id)
            if issue is not None:
                yield from _of_stance(content, (party, issue_id), stance, day)


def _of_stance(content: Content, of: tuple[str, str], stance: Stance, day: date | None) -> Iterator[Number]:
    base = f"stances/{of[0]}/{of[1]}"
    ground = _Ground(stance.because, stance.assumption, stance.note)
    scale = issue_scale(content.issues[of[1]])
    values = SHARE if content.preferences.form == "additive" else OPEN
    scores = Scale(*content.preferences.scale) if content.preferences.scale else OPEN
    yield from _number(f"{base}/position", "position", stance.position, (scale, ground, day), of=of)
    yield from _number(f"{base}/salience", "salience", stance.salience, (PERCENT, ground, day), of=of)
    yield from _number(f"{base}/weight", "weight", stance.weight, (POSITIVE, ground, day), of=of)
    for level, quantity in (stance.values or {}).items():
        yield from _number(f"{base}/values/{level}", "value", quantity, (values, ground, day), of=of)
    yield from _number(f"{base}/score", "score", stance.score, (scores, ground, day), of=of)
    for name, quantity in stance.scores.items():
        yield from _number(f"{base}/scores/{name}", "score", quantity, (OPEN, ground, day), of=of)
    line = stance.red_line
    if line is not None:
        own = bool(line.because) or line.assumption is not None
        line_ground = _Ground(line.because, line.assumption, line.note) if own else ground
        yield from _number(
            f"{base}/red_line/at_least", "red_line", line.at_least, (scale, line_ground, day), of=of
        )
        yield from _number(
            f"{base}/red_line/at_most", "red_line", line.at_most, (scale, line_ground, day), of=of
        )


def _other_numbers(content: Content, day: date | None) -> Iterator[Number]:
    none = _Ground()
    for name, issue in content.issues.items():
        if isinstance(issue.status_quo, Quantity):
            yield from _number(
                f"issues/{name}/status_quo",
                "status_quo",
                issue.status_quo,
                (issue_scale(issue), none, day),
                of=("", name),
            )
    if isinstance(content.rules.no_deal, dict):
        for party, worth in content.rules.no_deal.items():
            yield from _number(
                f"rules/no_deal/{party}", "reserve", worth.utility, (OPEN, none, day), of=(party, "")
            )
    calendar = content.calendar
    yield from _number("calendar/deadline", "days", calendar.deadline, (POSITIVE, none, day))
    yield from _number("calendar/rounds_per_day", "pace", calendar.rounds_per_day, (POSITIVE, none, day))
    for party, quantity in calendar.patience.items():
        yield from _number(
            f"calendar/patience/{party}", "patience", quantity, (SHARE, none, day), of=(party, "")
        )
    for score, limits in content.preferences.at_least.items():
        for party, quantity in limits.items():
            yield from _number(
                f"preferences/at_least/{score}/{party}",
                "threshold",
                quantity,
                (OPEN, none, day),
                of=(party, ""),
            )
    for option, details in (content.moves.options if content.moves else {}).items():
        ground = _Ground(details.because, details.assumption)
        chance = Scale(0.0, 1.0, words=(content.yardstick or "", content.language))
        yield from _number(
            f"moves/options/{option}/chance",
            "chance",
            details.chance,
            (chance, ground, day),
            of=(details.party, ""),
        )
