"""Findings on the page: by severity, a rule that returns said once, numbers and evidence by what they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType
from typing import Any

from pourparler.brief.findings import Finding, ordered
from pourparler.language import Message, msg_n, quoted, render
from pourparler.views.findings import as_sentence
from pourparler.views.names import Names
from pourparler.views.report_terms import LEVELS

OFTEN = 2
SHORT = 70


@dataclass(frozen=True)
class FindingLine:
    """One finding: its sentence, or under a heading the thing it concerns; the key in the brief; the place.

    ``advice``: what to do, where the rule's findings want different things done.
    """

    text: str
    key: str
    where: str
    advice: str


@dataclass(frozen=True)
class RuleGroup:
    """What one rule found. ``heading`` says it once for all lines; empty where each line says it."""

    rule: str
    heading: str
    advice: str
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one level."""

    title: str
    count: int
    rules: tuple[RuleGroup, ...]


def finding_groups(findings: Sequence[Finding], names: Names) -> tuple[FindingGroup, ...]:
    """Findings by severity, errors first; inside, by rule in the order of its first place."""
    groups = []
    for level, title in LEVELS.items():
        found = [f for f in ordered(findings) if f.level == level]
        if found:
            groups.append(FindingGroup(render(title, names.lang), len(found), tuple(_rules(found, names))))
    return tuple(groups)


def _rules(found: Sequence[Finding], names: Names) -> Iterator[RuleGroup]:
    first = {f.rule: i for i, f in reversed(list(enumerate(found)))}
    for _rule, group in groupby(sorted(found, key=lambda f: first[f.rule]), key=lambda f: f.rule):
        same = list(group)
        advices = [_advice(f, names) for f in same]
        shared = advices[0] if len(set(advices)) == 1 else ""
        heading = _heading(same)
        yield RuleGroup(
            rule=same[0].rule,
            heading=render(heading, names.lang) if heading else "",
            advice=shared,
            lines=tuple(
                _line(f, "" if shared else advice, names, subject=heading is not None)
                for f, advice in zip(same, advices, strict=True)
            ),
        )


def _heading(same: Sequence[Finding]) -> Message | None:
    """What a rule found several times, said once; ``None`` for a single finding or a rule without such words."""
    n = len(same)
    known: Mapping[str, Message] = {
        "W201": msg_n(
            "{n} number rests only on anonymous or interested sources.",
            "{n} numbers rest only on anonymous or interested sources.",
            n=n,
        ),
        "W209": msg_n("{n} item of evidence is old.", "{n} items of evidence are old.", n=n),
        "W217": msg_n("{n} source was not read itself.", "{n} sources were not read themselves.", n=n),
        "N301": msg_n("Nothing is known of {n} party.", "Nothing is known of {n} parties.", n=n),
        "N307": msg_n("{n} item is ungraded.", "{n} items are ungraded.", n=n),
    }
    return known.get(same[0].rule) if n >= OFTEN else None


def _advice(finding: Finding, names: Names) -> str:
    text = render(finding.advice, names.lang)
    return "" if text == "–" else text


def _line(finding: Finding, advice: str, names: Names, *, subject: bool) -> FindingLine:
    key = finding.key if finding.key in names.known.numbers else _id(finding)
    text = _subject(finding, names) if subject else as_sentence(_spelt(finding.message, names), names.lang)
    return FindingLine(text, key, finding.where, advice)


def _id(finding: Finding) -> str:
    """The id of the evidence item or source that a finding names, as the brief writes it."""
    named = (finding.message.params.get(name) for name in ("id", "key", "link", "source"))
    return next((text for text in named if isinstance(text, str)), "")


def _subject(finding: Finding, names: Names) -> str:
    """What a finding is about, in a few words."""
    key = finding.key
    if key in names.known.numbers:
        return names.number(key)
    if key.startswith("parties/"):
        return names.party(key.split("/")[1])
    return _called(_id(finding), names) or key


def _spelt(message: Message, names: Names) -> Message:
    """A finding's message with keys and ids replaced by what they stand for."""

    def shown(name: str, value: Any) -> Any:
        if isinstance(value, Message):
            return _spelt(value, names)
        if name in ("id", "key", "link", "source", "root", "origin") and isinstance(value, str):
            return _called(value, names) or value
        return value

    params = {name: shown(name, value) for name, value in message.params.items()}
    return replace(message, params=MappingProxyType(params))


def _called(text: str, names: Names) -> str:
    """What a key or id stands for: a number, the claim of an evidence item, a source; empty for anything else."""
    brief = names.known
    if text in brief.numbers:
        return names.number(text)
    if text in brief.evidence:
        item = brief.evidence[text]
        claim = names.text(item.claim)
        return quoted(claim or _cut(item.quote), names.lang)
    return names.text(brief.sources[text].title, text) if text in brief.sources else ""


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else text[:SHORT].rpartition(" ")[0] + " …"
