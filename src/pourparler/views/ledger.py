"""The ledger in words: what was written, whether it holds, and what to note elsewhere."""

from typing import Any

from pourparler.language import Lang, Message, mark, msg, msg_n, render
from pourparler.trackrecord.ledger import Broken, Ledger
from pourparler.trackrecord.records import ForecastLine
from pourparler.trackrecord.sealed_laws import central
from pourparler.trackrecord.sealing import Sealed
from pourparler.views.charts.scales import nearest_level
from pourparler.views.names import Names

_WRITTEN = {
    "seal": mark("Sealed: {names}."),
    "resolve": mark("Resolved: {names}."),
    "void": mark("Taken back: {names}."),
}


def written_words(action: str, done: Sealed, names: Names) -> tuple[Message, ...]:
    """What was written into the ledger by ``action``: forecasts, each line with its digest, and what to note."""
    ids = tuple(dict.fromkeys(done.ids))
    return (
        *done.told,
        Message(_WRITTEN[action], {"names": ids}),
        *(_forecast(line, names) for line in done.forecasts),
        *(msg("{id}: {digest}", id=name, digest=digest) for name, digest in zip(done.ids, done.digests, strict=True)),
        msg("Note the last digest where others can see it: it proves that nothing up to it was changed since."),
    )  # fmt: skip


def _forecast(line: ForecastLine, names: Names) -> Message:
    """What was sealed of one issue: the point, the level nearest to it, the central interval where there is one."""
    issue, value = line.issue, names.measured(line.issue, line.law.point)
    level, ends = nearest_level(issue, line.law.point, names), central(line)
    point = msg("{value} (nearest level: {level})", value=value, level=level) if level else value
    if ends is None:
        return msg(
            "{issue}: {point}; a bare point, without an interval.", issue=names.issue(issue), point=point
        )
    low, high = (names.at(issue, end, 1) for end in ends)
    return msg(
        "{issue}: {point}, with 80% between {low} and {high}.",
        issue=names.issue(issue), point=point, low=low, high=high,
    )  # fmt: skip


def verification_words(ledger: Ledger, name: str, *, noted: str, torn: str) -> tuple[Message, ...]:
    """Whether the ledger called ``name`` holds; ``noted``: the digest asked for; ``torn``: a file of torn lines."""
    lines = [_broken(ledger.broken, name)] if ledger.broken else [_sound(ledger, name)]
    since = ledger.since(noted) if noted else None
    if since is not None and not ledger.broken:
        lines.append(
            msg_n("The digest that was noted is there; {n} line was added since.",
                  "The digest that was noted is there; {n} lines were added since.", n=since)
        )  # fmt: skip
    if ledger.head is not None and not ledger.broken:
        lines.append(msg("Digest of the last line: {digest}", digest=ledger.head))
        lines.append(
            msg("Lines taken away at the end, and a ledger rewritten as a whole, show only against a digest that was noted elsewhere (--head).")
        )  # fmt: skip
    if torn:
        lines.append(msg("Beside it stands {name}, with what stopped programs left unfinished.", name=torn))
    return tuple(lines)


def verification_data(ledger: Ledger, *, lang: Lang, noted: str, torn: str) -> dict[str, Any]:
    """The same as JSON data."""
    broken = ledger.broken
    told = None
    if broken is not None:
        told = {"line": broken.line, "code": broken.code, "sentence": render(_broken(broken, ""), lang)}
    return {
        "sound": broken is None,
        "broken": told,
        "lines": len(ledger.digests),
        "head": ledger.head,
        "noted": {"digest": noted, "lines_since": ledger.since(noted)} if noted else None,
        "torn": torn or None,
    }


def _sound(ledger: Ledger, name: str) -> Message:
    if not ledger.digests:
        return msg("{name} is empty.", name=name)
    return msg_n("{name} holds: {n} line, unchanged and in its order.", "{name} holds: {n} lines, unchanged and in their order.",
                 n=len(ledger.digests), name=name)  # fmt: skip


def _broken(broken: Broken, name: str) -> Message:
    if broken.code == "head":
        return msg("Not the ledger that was noted: {what}.", what=broken.message)
    where = f"{name}:{broken.line}" if name else str(broken.line)
    return msg("Broken at line {where:raw}: {what}.", where=where, what=broken.message)
