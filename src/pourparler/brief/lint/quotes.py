"""Rules on quotes and documents: is the document there, does the quote stand in it, what it leaves out."""

from collections.abc import Iterator
from itertools import pairwise

from pourparler.brief.findings import Finding
from pourparler.brief.furniture import boilerplate
from pourparler.brief.lint.context import NO_ADVICE, Context
from pourparler.brief.lock import Reason
from pourparler.brief.omissions import left_out
from pourparler.brief.text import invisible
from pourparler.brief.verification import Difference, nearest
from pourparler.language import Message, msg, msg_n

_TIERS = {"typography": msg("typography"), "whitespace": msg("white space")}
_TERMS_SHOWN = 3


def wrong_document(seen: Context) -> Iterator[Finding]:
    """E101: a document is missing without a witness, is another one, cannot be decoded, or is none."""
    for name, located in seen.located.items():
        source, entry = seen.brief.sources[name], seen.documents.lock.documents.get(name)
        key = f"sources/{name}/{'file' if source.file else 'sha256'}"
        if located.rule == "E101":
            yield seen.finding("E101", key, says=located.problem, advice=located.advice)
        elif located.status == "absent" and (entry is None or located.sha256 != entry.sha256.lower()):
            file = source.file or f"{name} (sha256 {located.sha256[:12]}…)"
            message = msg("document {file} is not at hand and was never verified", file=file)
            advice = msg(
                "Restore it, or name the folder it lies in with `--sources` and run `pourparler verify`."
            )
            yield seen.finding("E101", key, says=message, advice=advice)
    for name, item in seen.brief.evidence.items():
        quoted = seen.brief.sources.get(item.source)
        if quoted is not None and not quoted.is_document and item.state != "rejected":
            message = msg("{source} is quoted but has no document", source=item.source)
            yield seen.finding(
                "E101",
                f"evidence/{name}/source",
                says=message,
                advice=msg("Give its `file` or its `sha256`."),
            )


def quote_not_found(seen: Context) -> Iterator[Finding]:
    """E102: the quote is not in the document, or the lock does not vouch for it."""
    for name, reason in _refused(seen):
        item = seen.brief.evidence[name]
        if reason == "not-found":
            message = msg("the quote is not in {source}", source=item.source)
            yield _quote(seen, name, "E102", message, _nearest(seen, name))
        elif reason == "changed-quote":
            day = seen.outcomes[name].day
            message = msg(
                "the quote is not the one that was verified in {source} on {day}", source=item.source, day=day
            )
            yield _quote(seen, name, "E102", message, msg("Restore it, or verify it in the document."))
        elif reason == "never-verified":
            message = msg(
                "the quote was never verified in {source}, which is not at hand", source=item.source
            )
            yield _quote(seen, name, "E102", message, msg("Run `pourparler verify` where the document is."))


def quote_in_several_places(seen: Context) -> Iterator[Finding]:
    """E103: the quote stands in several places and its context does not decide."""
    for name, reason in _refused(seen):
        if reason == "ambiguous":
            message = msg("the quote stands in {hits} places", hits=seen.outcomes[name].hits)
            yield _quote(seen, name, "E103", message, msg("Lengthen it, or give `prefix` and `suffix`."))


def quote_cut(seen: Context) -> Iterator[Finding]:
    """E104: the quote begins or ends inside a word, or just after the first half of a negation."""
    for name, reason in _refused(seen):
        if reason in ("mid-word", "cuts-negation"):
            message = msg("the quote cuts a word or a negation")
            yield _quote(seen, name, "E104", message, msg("Take the whole phrase."))


def quote_with_omission(seen: Context) -> Iterator[Finding]:
    """E105: the quote leaves words out with an omission mark."""
    for name, reason in _refused(seen):
        if reason == "omission":
            yield _quote(
                seen, name, "E105", msg("the quote leaves words out"), msg("Make two evidence items.")
            )


def doubt_left_out(seen: Context) -> Iterator[Finding]:
    """W204: outside the quote its sentence holds a doubt, or its clause a negation.

    One finding per quote, with the first three marks.
    """
    for name, passage in seen.passages.items():
        marks = left_out(passage.raw, passage.start, end=passage.end)
        if marks:
            terms = tuple(dict.fromkeys(mark.term for mark in marks))[:_TERMS_SHOWN]
            message = msg("the quote leaves out {term:quote}", term=" … ".join(terms))
            yield _quote(seen, name, "W204", message, msg("Extend the quote."))


def quote_of_furniture(seen: Context) -> Iterator[Finding]:
    """W215: the quote stands, in part or whole, in the furniture of the page."""
    for name, passage in seen.passages.items():
        if any(b.start < passage.end and passage.start < b.end for b in boilerplate(passage.raw)):
            message = msg("the quote is page furniture")
            yield _quote(seen, name, "W215", message, msg("Choose text of the article."))


def invisible_characters(seen: Context) -> Iterator[Finding]:
    """W216: the document holds characters that a reader cannot see."""
    for name, located in seen.located.items():
        count = len(invisible(located.text)) if located.text is not None else 0
        if count:
            message = msg_n(
                "{source} holds {n} invisible character",
                "{source} holds {n} invisible characters",
                source=name,
                n=count,
            )
            yield seen.finding(
                "W216",
                f"sources/{name}",
                says=message,
                advice=msg("Inspect it; they are ignored in matching."),
            )


def loose_match(seen: Context) -> Iterator[Finding]:
    """N305: the quote was found only after normalisation."""
    for name, result in seen.outcomes.items():
        if result.is_verified and result.tier in _TIERS:
            yield _quote(seen, name, "N305", msg("matched after {tier}", tier=_TIERS[result.tier]), NO_ADVICE)


def _refused(seen: Context) -> Iterator[tuple[str, Reason]]:
    for name, result in seen.outcomes.items():
        if not result.is_verified:
            yield name, result.reason


def _quote(seen: Context, name: str, rule: str, message: Message, advice: Message) -> Finding:
    return seen.finding(
        rule, f"evidence/{name}/quote", says=message, advice=advice, found=seen.brief.evidence[name].quote
    )


def _nearest(seen: Context, name: str) -> Message:
    """Advice with the nearest passage, its differing words in brackets, and the differences one by one."""
    item = seen.brief.evidence[name]
    located = seen.located[item.source]
    near = nearest(located.text or "", item.quote)
    if near is None:
        return msg("Copy it again; no passage of the document is like it.")
    return msg(
        "Copy it again; nearest passage: {passage:quote}. Words that differ: {differences}.",
        passage=_joined([_marked(part) for part in near.differences]),
        differences=[_difference(part) for part in near.differences if part.kind != "equal"] or ["–"],
    )


def _marked(part: Difference) -> str:
    words = _joined(part.document)
    return f"[{words}]" if words and part.kind != "equal" else words


def _difference(part: Difference) -> Message:
    there, here = _joined(part.document), _joined(part.quote)
    if not here:
        return msg("{there:quote} is missing from the quote", there=there)
    if not there:
        return msg("{here:quote} is not in the document", here=here)
    return msg("{there:quote} in the document, {here:quote} in the quote", there=there, here=here)


def _joined(words: "tuple[str, ...] | list[str]") -> str:
    kept = [word for word in words if word]
    if not kept:
        return ""
    gaps = ["" if left[-1] in "'(-" or right[0] in ",.;:!?)-'" else " " for left, right in pairwise(kept)]
    return "".join(word + gap for word, gap in zip(kept, [*gaps, ""], strict=True))
