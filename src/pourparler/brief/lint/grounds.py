"""Rules on what numbers rest on: evidence or an assumption, accepted and not replaced."""

from collections.abc import Iterator
from datetime import date

from pourparler.brief.findings import Finding
from pourparler.brief.lint.context import Context
from pourparler.brief.numbers import GROUNDED
from pourparler.brief.quantities import Quantity, replaced
from pourparler.brief.red_lines import red_lines
from pourparler.language import msg


def ungrounded(seen: Context) -> Iterator[Finding]:
    """E201: a number, or a red line, has neither evidence nor an assumption, where the brief needs one."""
    if not seen.needs_evidence:
        return
    keys = [
        key
        for key, number in seen.brief.numbers.items()
        if number.kind in GROUNDED and not number.because and not number.is_assumption
    ]
    lines = red_lines(seen.brief.content)
    bare = [key for key, line in lines.items() if not line.because and not line.is_assumption]
    for key in [*keys, *bare]:
        if not _ground_removed(seen, key):
            message = msg("{key} has no evidence and is not marked as an assumption", key=key)
            yield seen.finding("E201", key, says=message, advice=msg("Add one of the two."))


def _ground_removed(seen: Context, key: str) -> bool:
    """Whether the ground was written but left out because of another fault."""
    steps = key.split("/")
    records = ["/".join(steps[: i + 1]) for i in range(len(steps))]
    return any(
        seen.is_removed(f"{record}/{word}") for record in records for word in ("because", "assumption")
    )


def superseded(seen: Context) -> Iterator[Finding]:
    """E203: a number rests on an item that carries only the replaced value of another one.

    An item that also carries the value in force (a sentence that tells both) may be cited.
    """
    day = seen.brief.as_of
    old = [
        found for key, number in seen.brief.numbers.items() for found in _replaced(key, number.quantity, day)
    ]
    for key, number in seen.grounded.items():
        for other, evidence, since in old:
            if other != key and evidence in number.because:
                message = msg("{key} rests on a value replaced on {date}", key=key, date=since)
                yield seen.finding(
                    "E203", key, says=message, advice=msg("Cite the later one."), found=evidence
                )
                break


def _replaced(key: str, quantity: Quantity, day: date | None) -> Iterator[tuple[str, str, object]]:
    """Items that carry a replaced value of ``quantity`` and not its value in force, with the date of the latter."""
    live = quantity.at(day)
    kept = set(live.because) if live is not None and not live.superseded else set()
    since = live.since.first if live is not None and live.since is not None else None
    for entry in quantity.entries:
        if replaced(quantity, entry, day):
            own = entry.since.first if entry.since is not None else None
            for evidence in entry.because:
                if evidence not in kept:
                    yield key, evidence, since or own or "–"


def not_accepted(seen: Context) -> Iterator[Finding]:
    """E210: what is cited is a draft, or was rejected."""
    for cited in seen.citations:
        for name in dict.fromkeys(cited.because):
            item = seen.brief.evidence.get(name)
            if item is not None and item.state != "accepted":
                message = msg("{id} has not been accepted", id=name)
                advice = msg("Accept it, or remove the citation.")
                yield seen.finding("E210", f"{cited.key}/because", says=message, advice=advice, found=name)


def mostly_assumed(seen: Context) -> Iterator[Finding]:
    """N310: more than half of the numbers that need a ground are assumptions."""
    grounded = [number for number in seen.brief.numbers.values() if number.kind in GROUNDED]
    assumed = sum(number.is_assumption for number in grounded)
    if seen.needs_evidence and 2 * assumed > len(grounded):
        message = msg("{n} of {total} numbers are assumptions", n=assumed, total=len(grounded))
        yield seen.finding("N310", "stances", says=message)


def unused(seen: Context) -> Iterator[Finding]:
    """N311: an item carries no number and does not say why it is kept (``unused``)."""
    cited = {name for use in seen.citations for name in use.because}
    cited |= {item.same_report for item in seen.brief.evidence.values() if item.same_report is not None}
    for name, item in seen.accepted.items():
        if name not in cited and item.unused is None and item.same_report is None:
            message = msg("{id} carries no number", id=name)
            advice = msg("Cite it, or say why it is kept: `unused: …`.")
            yield seen.finding("N311", f"evidence/{name}", says=message, advice=advice)
