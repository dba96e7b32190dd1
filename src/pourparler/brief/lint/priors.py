"""Rules on priors: names that are none, and what is no quantity on the scale of the number."""

from collections.abc import Iterator

from pydantic_core import PydanticCustomError

from pourparler.brief.findings import Finding
from pourparler.brief.lint.context import Context
from pourparler.brief.numbers import Number
from pourparler.brief.priors import place_of_prior, prior_of
from pourparler.language import msg


def not_a_prior(seen: Context) -> Iterator[Finding]:
    """E206: a prior is no quantity on the scale of its number, or that number has no prior of that name."""
    yield from _told(seen, "E206")


def unknown_prior(seen: Context) -> Iterator[Finding]:
    """E007: a prior has a name that is neither that of a prior nor that of a level."""
    yield from _told(seen, "E007")


def _told(seen: Context, rule: str) -> Iterator[Finding]:
    """Once for each place where a prior is written, whatever the number of positions it is for."""
    told: set[str] = set()
    for number in seen.brief.numbers.values():
        key = place_of_prior(seen.brief, number)
        fault = None if key in told else _fault(seen, number)
        if fault is not None and (fault.context or {}).get("rule") == rule:
            told.add(key)
            context = fault.context or {}
            yield seen.finding(
                rule, key, says=context["message"], advice=context["advice"] or msg("Correct the value.")
            )


def _fault(seen: Context, number: Number) -> PydanticCustomError | None:
    try:
        prior_of(seen.brief, number)
    except PydanticCustomError as fault:
        return fault
    return None
