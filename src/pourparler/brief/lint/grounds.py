"""Rules on what numbers rest on: evidence or an assumption, accepted and not replaced."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from pourparler.brief.findings import Finding
from pourparler.brief.lint.context import Context
from pourparler.brief.move_claims import move_claims
from pourparler.brief.numbers import GROUNDED, Number, NumberKind
from pourparler.brief.quantities import Quantity, replaced
from pourparler.brief.red_lines import red_lines
from pourparler.language import Message, msg, msg_n


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


def ungrounded_moves(seen: Context) -> Iterator[Finding]:
    """W229: what is said of moves has neither evidence nor an assumption, told once for each party and for all rules.

    A direction of moves rests on what its option rests on: it is not told again.
    """
    if not seen.needs_evidence:
        return
    bare: dict[tuple[NumberKind, str], list[Number]] = {}
    total: Counter[tuple[NumberKind, str]] = Counter()
    for key, claim in move_claims(seen.brief.content).items():
        group = (claim.kind, claim.party)
        total[group] += 1
        if (
            claim.kind != "one_way"
            and not (claim.because or claim.is_assumption)
            and not _ground_removed(seen, key)
        ):
            bare.setdefault(group, []).append(claim)
    for group, claims in bare.items():
        says = _bare_claims(seen, claims, total=total[group])
        form = _IN_WORDS if group[0] in ("statement", "combination") else _GROUNDED_RECORD
        advice = msg("Add one of the two to each: {form}.", form=form)
        first = claims[0]
        yield seen.finding("W229", first.key, says=says, advice=advice, found=str(first.entry.value))


_GROUNDED_RECORD = "because: […] · assumption: …"
_IN_WORDS = "statement: …, because: […] · statement: …, assumption: …"


def _bare_claims(seen: Context, claims: list[Number], *, total: int) -> Message:
    """How many of the claims of one kind, of one party, have no ground."""
    count, who = len(claims), seen.party(claims[0].party)
    match claims[0].kind:
        case "statement":
            return msg_n(
                "{n} of {total} statements of {party} has no evidence and is not marked as an assumption",
                "{n} of {total} statements of {party} have no evidence and are not marked as assumptions",
                n=count, total=total, party=who,
            )  # fmt: skip
        case "option":
            names = [str(claim.entry.value) for claim in claims]
            return msg_n(
                "the option {names} of {party} has no evidence and is not marked as an assumption",
                "the options {names} of {party} have no evidence and are not marked as assumptions",
                n=count, names=names, party=who,
            )  # fmt: skip
        case "blocked_move":
            return msg_n(
                "{n} of {total} blocked moves of {party} has no evidence and is not marked as an assumption",
                "{n} of {total} blocked moves of {party} have no evidence and are not marked as assumptions",
                n=count, total=total, party=who,
            )  # fmt: skip
    return msg_n(
        "{n} of {total} combinations that cannot be has no evidence and is not marked as an assumption",
        "{n} of {total} combinations that cannot be have no evidence and are not marked as assumptions",
        n=count, total=total,
    )  # fmt: skip


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
