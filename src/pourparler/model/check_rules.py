"""Rules on decision rules: what no coalition reaches."""

from collections.abc import Iterator, Sequence

from pourparler.brief.brief import Brief
from pourparler.brief.findings import Finding
from pourparler.brief.rules import Agreement
from pourparler.language import msg

_TOLERANCE = 1e-9


def rule_findings(brief: Brief) -> Iterator[Finding]:
    """Findings on the decision rule (E212).

    Parameters: `brief`, without faults of the format. Yields findings in the order of the brief. The rule is asked over the
    parties that decide: those at the table with a stance, or all there if none has.
    """
    table = [name for name, party in brief.parties.items() if party.at_table]
    concerned = [name for name in table if brief.content.stances.get(name)] or table
    if concerned:
        for key, rule, most in _unreachable(brief.content.rules.agreement, concerned, "rules/agreement"):
            message = msg("{rule} cannot be met: at most {found}", rule=rule, found=most)
            yield Finding(
                "E212", brief.place(key), key, message, msg("Lower it, or bring parties to the table.")
            )


def _unreachable(rule: Agreement, names: Sequence[str], key: str) -> Iterator[tuple[str, str, float]]:
    """Key, words and largest possible value of every part that even all parties together miss."""
    if rule.at_least is not None and rule.at_least > len(names):
        yield f"{key}/at_least", f"at_least: {rule.at_least}", len(names)
    if rule.quota is not None:
        most = sum((rule.weights or {}).get(name, 0.0) for name in names)
        if most < rule.quota - _TOLERANCE * max(1.0, abs(rule.quota)):
            yield f"{key}/quota", f"quota: {rule.quota:g}", most
    for i, part in enumerate(rule.all):
        yield from _unreachable(part, names, f"{key}/all/{i}")
    ways = [list(_unreachable(part, names, f"{key}/any/{i}")) for i, part in enumerate(rule.any)]
    if all(ways):  # one way that can be met is enough
        yield from (fault for way in ways for fault in way)
