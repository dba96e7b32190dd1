"""Rules on quotes and documents: is the document there, does the quote stand in it, what it leaves out."""

from collections.abc import Iterator

from pourparler.brief.findings import Finding
from pourparler.brief.furniture import boilerplate
from pourparler.brief.lint.context import NO_ADVICE, Context
from pourparler.brief.lock import LOCK, Reason, fingerprint
from pourparler.brief.omissions import left_out
from pourparler.brief.refusals import refusal
from pourparler.brief.text import invisible
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
    yield from _refused(seen, "not-found", "changed-quote", "never-verified", rule="E102")


def quote_in_several_places(seen: Context) -> Iterator[Finding]:
    """E103: the quote stands in several places and its context does not decide."""
    yield from _refused(seen, "ambiguous", rule="E103")


def quote_cut(seen: Context) -> Iterator[Finding]:
    """E104: the quote begins or ends inside a word, or just after the first half of a negation."""
    yield from _refused(seen, "mid-word", "cuts-negation", rule="E104")


def quote_with_omission(seen: Context) -> Iterator[Finding]:
    """E105: the quote leaves words out with an omission mark."""
    yield from _refused(seen, "omission", rule="E105")


def wrong_witness(seen: Context) -> Iterator[Finding]:
    """E009: the lock says that the quote stands elsewhere in the very document that is at hand."""
    lock = seen.documents.lock
    for name, result in seen.outcomes.items():
        item, entry = seen.brief.evidence[name], lock.evidence.get(name)
        if result.how != "document" or entry is None or entry.source != item.source:
            continue
        recorded = lock.documents.get(item.source)
        same = recorded is not None and recorded.sha256.lower() == seen.located[item.source].sha256
        stands = (result.start, result.end, result.tier)
        if same and entry.quote == fingerprint(item) and (entry.start, entry.end, entry.tier) != stands:
            message = msg("the entry {key} of {name} does not agree with the document", key=name, name=LOCK)
            yield _quote(seen, name, "E009", message, msg("Run `pourparler verify` again."))


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


def _refused(seen: Context, *reasons: Reason, rule: str) -> Iterator[Finding]:
    for name, result in seen.outcomes.items():
        if not result.is_verified and result.reason in reasons:
            item = seen.brief.evidence[name]
            text = seen.located[item.source].text or ""
            message, advice = refusal(result, item.quote, source=item.source, text=text)
            yield _quote(seen, name, rule, message, advice)


def _quote(seen: Context, name: str, rule: str, message: Message, advice: Message) -> Finding:
    return seen.finding(
        rule, f"evidence/{name}/quote", says=message, advice=advice, found=seen.brief.evidence[name].quote
    )
