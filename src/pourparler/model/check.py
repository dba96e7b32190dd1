"""Everything wrong with a brief, or worth knowing: its own rules first, then those of the models."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pourparler.brief.brief import Brief
from pourparler.brief.findings import Finding, ordered
from pourparler.brief.lint import lint
from pourparler.model.check_bargain import bargain_findings
from pourparler.model.check_calendar import calendar_findings
from pourparler.model.check_dependence import dependence_findings
from pourparler.model.check_moves import moves_findings
from pourparler.model.check_rules import rule_findings

# What makes the numbers unusable: no model can be built on them.
_UNUSABLE = frozenset(("E206", "E207", "E208"))


def check(brief: Brief, *, sources: Sequence[str | Path] = ()) -> tuple[Finding, ...]:
    """All findings of a brief at once, errors first.

    Not for deciding whether an agreement exists: that no outcome is acceptable is an answer, not a finding.

    Parameters: `brief`; `sources`, folders where detached documents may lie.
    Returns findings with their places; nothing is raised for a fault of the brief. Raises ``UsageError``
    where one of the folders does not exist.
    Source: evidence specification, section 7; stability specification, section 15.

    >>> from pourparler.brief.reading import brief_from_data
    >>> stance = {"x": {"position": 0, "salience": 50}}
    >>> brief = brief_from_data({"parties": {"a": {}, "b": {}},
    ...                          "issues": {"x": {"range": {"from": 0, "to": 10}}},
    ...                          "stances": {"a": stance, "b": stance},
    ...                          "rules": {"agreement": {"at_least": 3}}})
    >>> [str(finding) for finding in check(brief)]
    ['brief.yaml:1:1: E212 at_least: 3 cannot be met: at most 2. Lower it, or bring parties to the table.']
    """
    found = list(lint(brief, sources=sources))
    unusable = any(f.rule in _UNUSABLE or (f.rule == "E007" and f.key in brief.numbers) for f in found)
    if unusable or any(fault.level == "error" for fault in brief.faults):
        return ordered(found)
    models = [
        *rule_findings(brief),
        *dependence_findings(brief),
        *bargain_findings(brief),
        *calendar_findings(brief),
        *moves_findings(brief),
    ]
    return ordered([*found, *_news(models, found)])


def _news(findings: Iterable[Finding], known: Sequence[Finding]) -> Iterable[Finding]:
    """Findings of the models that the brief's own rules have not told already, at the same key or below."""
    told = [(finding.rule, finding.key) for finding in known]
    for finding in findings:
        below = f"{finding.key}/"
        if not any(
            rule == finding.rule and (key == finding.key or key.startswith(below)) for rule, key in told
        ):
            yield finding
