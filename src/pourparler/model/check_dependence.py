"""Rules on stated correlations: those that no distribution has, and those of numbers that do not vary."""

from collections.abc import Iterator, Sequence

from pydantic_core import PydanticCustomError

from pourparler.brief.brief import Brief
from pourparler.brief.findings import Finding
from pourparler.kernels.correlations import least_offending
from pourparler.language import msg
from pourparler.model.dependence import Tied, tied, varies


def dependence_findings(brief: Brief) -> Iterator[Finding]:
    """Findings on stated correlations: E213 where no distribution has them, W233 where a number does not vary.

    Parameters: `brief`, whose numbers are quantities. Yields findings in the order of the brief.
    """
    stated = brief.content.dependence
    if stated is None:
        return
    for group in tied(
        brief, (*brief.numbers, *(key for pair in stated.pairs for key in (pair.first, pair.second)))
    ):
        keys = offending(group)
        if keys:
            yield _impossible(brief, keys)
    for i, pair in enumerate(stated.pairs):
        still = [key for key in (pair.first, pair.second) if key in brief.numbers and not _varies(brief, key)]
        if still:
            key = f"dependence/pairs/{i}"
            message = msg("{key} does not vary: nothing can move together with it", key=still[0])
            yield Finding("W233", brief.place(key), key, message, msg("Write a range, or take the pair out."))


def offending(group: Tied) -> tuple[str, ...]:
    """The keys of a smallest part of the group whose correlations no distribution has; none where one has them all."""
    return tuple(group.keys[i] for i in least_offending(group.matrix))


def _impossible(brief: Brief, keys: Sequence[str]) -> Finding:
    stated = brief.content.dependence
    assert stated is not None
    named = [i for i, pair in enumerate(stated.pairs) if {pair.first, pair.second} <= set(keys)]
    where = f"dependence/pairs/{named[0]}" if named else "dependence/pairs"
    message = msg("correlations of {keys} are not positive semidefinite", keys=tuple(keys))
    return Finding("E213", brief.place(where), where, message, msg("Weaken one of them."))


def _varies(brief: Brief, key: str) -> bool:
    try:
        return varies(brief, brief.numbers[key])
    except PydanticCustomError:
        return True  # told by the rule on what is no quantity
