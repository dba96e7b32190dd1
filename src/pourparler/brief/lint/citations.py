"""Where a brief cites evidence, and where it names parties, issues, options and levels."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pourparler.brief.fields import Record, written
from pourparler.brief.quantities import Quantity
from pourparler.brief.rules import Agreement
from pourparler.brief.schema import Content

Section = Literal["parties", "issues", "options", "evidence", "numbers"]


@dataclass(frozen=True)
class Citation:
    """A record that cites evidence: its key, the ids under ``because``, and whether it is an assumption all the same."""

    key: str
    because: tuple[str, ...]
    is_assumption: bool = False


@dataclass(frozen=True)
class Reference:
    """A name used at ``key`` that must stand in ``section`` of the brief."""

    key: str
    name: str
    section: Section


def citations(content: Content) -> Iterator[Citation]:
    """Every record with ``because``, wherever it stands.

    Parameters: `content` of a brief. Yields citations in the order of the schema.

    >>> content = Content.model_validate({"parties": {"a": {"influence": {"value": 3, "because": ["x"]}}}})
    >>> [c.key for c in citations(content)]
    ['parties/a/influence']
    """
    for path, record in _records(content, ()):
        because = getattr(record, "because", ())
        if because:
            yield Citation("/".join(path), tuple(because), getattr(record, "assumption", None) is not None)
    yield from _of_combinations(content)


def _of_combinations(content: Content) -> Iterator[Citation]:
    """What cannot be among the moves: the format leaves these entries as they are written."""
    for i, item in enumerate(content.moves.impossible if content.moves else ()):
        because = item.get("because", ()) if isinstance(item, dict) else ()
        named = because if isinstance(because, list | tuple) else [because]
        if named:
            ids = tuple(str(written(name)) for name in named)
            yield Citation(f"moves/impossible/{i}", ids, "assumption" in item)


def _records(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Record]]:
    """All records below ``value`` with the path at which each was written."""
    if isinstance(value, Quantity):
        several = len(value.entries) > 1
        for i, entry in enumerate(value.entries):
            yield from _records(entry, (*path, str(i)) if several else path)
    elif isinstance(value, Record):
        yield path, value
        for name, field in type(value).model_fields.items():
            inner = getattr(value, name)
            if isinstance(inner, Record | dict | tuple) and inner:
                # These two fields are not written: their content stands where the record itself does.
                step = () if name in ("overall", "by_issue") else (field.alias or name,)
                yield from _records(inner, (*path, *step))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _records(inner, (*path, str(key)))
    elif isinstance(value, tuple):
        for i, inner in enumerate(value):
            yield from _records(inner, (*path, str(i)))


def references(content: Content) -> Iterator[Reference]:
    """Every use of a party's, an issue's, an option's or a number's name that the format does not check.

    Parameters: `content` of a brief. Yields references in the order of the format.

    >>> content = Content.model_validate({"stances": {"x": {"y": {"position": 3}}}})
    >>> [(r.key, r.section) for r in references(content)]
    [('stances/x', 'parties'), ('stances/x/y', 'issues')]
    """
    yield from _of_sources(content)
    yield from _of_stances(content)
    yield from _of_rules(content)
    yield from _of_calendar(content)
    yield from _of_moves(content)
    yield from _of_pairs(content)


def _of_sources(content: Content) -> Iterator[Reference]:
    for name, source in content.sources.items():
        if source.side is not None:
            yield Reference(f"sources/{name}/side", source.side, "parties")
    for name, item in content.evidence.items():
        if item.same_report is not None:
            yield Reference(f"evidence/{name}/same_report", item.same_report, "evidence")
        if isinstance(item.inherited, str):
            yield Reference(f"evidence/{name}/inherited", item.inherited, "evidence")


def _of_stances(content: Content) -> Iterator[Reference]:
    for name, party in content.parties.items():
        for issue in party.influence.by_issue if party.influence else ():
            yield Reference(f"parties/{name}/influence/{issue}", issue, "issues")
    for name, issue_record in content.issues.items():
        if issue_record.part_of is not None:
            yield Reference(f"issues/{name}/part_of", issue_record.part_of, "issues")
    for name, stances in content.stances.items():
        yield Reference(f"stances/{name}", name, "parties")
        for issue in stances:
            yield Reference(f"stances/{name}/{issue}", issue, "issues")
    for score, limits in content.preferences.at_least.items():
        for name in limits:
            yield Reference(f"preferences/at_least/{score}/{name}", name, "parties")


def _of_rules(content: Content) -> Iterator[Reference]:
    yield from _of_agreement(content.rules.agreement, "rules/agreement")
    for i, item in enumerate(content.rules.exclude):
        for issue in item.conditions:
            yield Reference(f"rules/exclude/{i}/{issue}", issue, "issues")
    if isinstance(content.rules.no_deal, dict):
        for name, worth in content.rules.no_deal.items():
            yield Reference(f"rules/no_deal/{name}", name, "parties")
            for issue in worth.outcome:
                yield Reference(f"rules/no_deal/{name}/{issue}", issue, "issues")


def _of_agreement(rule: Agreement, key: str) -> Iterator[Reference]:
    for name in rule.veto:
        yield Reference(f"{key}/veto", name, "parties")
    for name in rule.weights or ():
        yield Reference(f"{key}/weights/{name}", name, "parties")
    for word, parts in (("all", rule.all), ("any", rule.any)):
        for i, part in enumerate(parts):
            yield from _of_agreement(part, f"{key}/{word}/{i}")


def _of_calendar(content: Content) -> Iterator[Reference]:
    for section, names in (
        ("patience", content.calendar.patience),
        ("strategies", content.calendar.strategies),
    ):
        for name in names:
            yield Reference(f"calendar/{section}/{name}", name, "parties")


def _of_moves(content: Content) -> Iterator[Reference]:
    moves = content.moves
    if moves is None:
        return
    for name, option in moves.options.items():
        yield Reference(f"moves/options/{name}/party", option.party, "parties")
    for issue, party in moves.issues.items():
        yield Reference(f"moves/issues/{issue}", issue, "issues")
        yield Reference(f"moves/issues/{issue}", party, "parties")
    by_party: dict[str, Mapping[str, Any]] = {
        "arcs": moves.arcs, "prefer": moves.prefer, "ranking": moves.ranking, "great_gaps": moves.great_gaps,
    }  # fmt: skip
    for section, names in by_party.items():
        for name in names:
            yield Reference(f"moves/{section}/{name}", name, "parties")
    for i, blocked in enumerate(moves.blocked_moves):
        yield Reference(f"moves/blocked_moves/{i}/party", blocked.party, "parties")
    for section, axes in (("one_way", moves.one_way), ("transitions", moves.transitions)):
        for name in axes:
            yield Reference(f"moves/{section}/{name}", name, "options")


def _of_pairs(content: Content) -> Iterator[Reference]:
    pairs = content.dependence.pairs if content.dependence is not None else ()
    for i, pair in enumerate(pairs):
        for key in (pair.first, pair.second):
            yield Reference(f"dependence/pairs/{i}", key, "numbers")
