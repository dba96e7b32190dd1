"""Rules on decision rules and on stated correlations: what no coalition reaches, what no distribution has."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from pourparler.brief.brief import Brief
from pourparler.brief.findings import Finding
from pourparler.brief.rules import Agreement
from pourparler.language import msg

_TOLERANCE = 1e-9


def rule_findings(brief: Brief) -> Iterator[Finding]:
    """Findings on the decision rule (E212) and on stated correlations (E213).

    Parameters: `brief`, without faults of the format. Yields findings in the order of the brief.
    """
    yield from _agreement(brief)
    yield from _correlations(brief)


def _agreement(brief: Brief) -> Iterator[Finding]:
    """E212, over the parties that decide: those at the table with a stance, or all there if none has."""
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


def _correlations(brief: Brief) -> Iterator[Finding]:
    """E213: rank correlations ρ become r = 2 sin(πρ/6); each group of tied keys must be semidefinite."""
    written = (brief.content.dependence or {}).get("pairs")
    pairs: list[tuple[str, str, float]] = []
    for i, pair in enumerate(written if isinstance(written, list) else ()):
        if _is_pair(pair):
            pairs.append((str(pair[0]), str(pair[1]), float(pair[2])))
        else:
            key = f"dependence/pairs/{i}"
            message = msg("this is not a pair of numbers with a correlation")
            advice = msg("Write [key, key, a number between −1 and 1].")
            yield Finding("E002", brief.place(key), key, message, advice, str(pair)[:80])
    for keys in _tied(pairs):
        if _lowest_eigenvalue(keys, pairs) < -_TOLERANCE:
            message = msg("correlations of {keys} are not positive semidefinite", keys=keys)
            yield Finding(
                "E213",
                brief.place("dependence/pairs"),
                "dependence/pairs",
                message,
                msg("Weaken one of them."),
            )


def _is_pair(pair: Any) -> bool:
    if not isinstance(pair, list) or len(pair) != 3 or isinstance(pair[2], bool):
        return False
    return isinstance(pair[2], int | float) and -1 <= pair[2] <= 1 and pair[0] != pair[1]


def _tied(pairs: Sequence[tuple[str, str, float]]) -> list[tuple[str, ...]]:
    """Keys tied by pairs, group by group, in the order of the brief."""
    groups: list[dict[str, None]] = []
    for a, b, _ in pairs:
        joined: dict[str, None] = {}
        for group in [group for group in groups if a in group or b in group]:
            groups.remove(group)
            joined |= group
        groups.append(joined | {a: None, b: None})
    return [tuple(group) for group in groups]


def _lowest_eigenvalue(keys: Sequence[str], pairs: Sequence[tuple[str, str, float]]) -> float:
    matrix = np.eye(len(keys))
    order = {key: i for i, key in enumerate(keys)}
    for a, b, rho in pairs:
        if a in order:
            matrix[order[a], order[b]] = matrix[order[b], order[a]] = 2 * np.sin(np.pi * rho / 6)
    return float(np.linalg.eigvalsh(matrix)[0])
