"""Findings on a terminal: where, level and rule, what was found, what to do; then the counts."""

from collections.abc import Sequence

from pourparler.brief.findings import Finding, counts
from pourparler.language import Lang, Message, msg, msg_n, quoted, render
from pourparler.views.screen import Screen

LEVELS = {"error": msg("error"), "warning": msg("warning"), "note": msg("note")}
STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def print_findings(findings: Sequence[Finding], lang: Lang) -> None:
    """Print every finding, then how many there are of each level."""
    screen = Screen()
    for finding in findings:
        screen.line(f"{finding.where}: ", end="")
        screen.line(f"{render(LEVELS[finding.level], lang)} {finding.rule}", STYLES[finding.level], end="")
        screen.line(f"  {as_sentence(finding.message, lang)}")
        pointed = pointing(finding)
        for line in pointed:
            screen.line(f"    {line}")
        if (
            finding.level == "error"
            and not pointed
            and finding.found
            and finding.found not in finding.sentence(lang)
        ):
            screen.line(f"    {quoted(finding.found, lang)}")
        if str(finding.advice) not in ("", "–"):
            screen.line(f"    → {as_sentence(finding.advice, lang)}")
    screen.line(render(count_sentence(findings), lang))


_REACH = 48
"""Letters of a long statement shown on either side of the place that is pointed at."""


def pointing(finding: Finding) -> tuple[str, ...]:
    """The statement that does not parse, and below it a caret at the letter; nothing for other findings.

    >>> from pourparler.brief.findings import Place
    >>> wrong = msg("column {column}", column=5, statement="not &")
    >>> pointing(Finding("E008", Place("brief.yaml"), "moves", wrong, msg("Correct it.")))
    ('not &', '    ^')
    """
    column, text = finding.message.params.get("column"), finding.message.params.get("statement")
    if not isinstance(column, int) or not isinstance(text, str) or not text:
        return ()
    # One sign for each letter: a tab or an end of line would part the caret from it.
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    start, end = max(0, column - 1 - _REACH), column - 1 + _REACH
    before, after = ("…" if start else ""), ("…" if end < len(plain) else "")
    return f"{before}{plain[start:end]}{after}", " " * (len(before) + column - 1 - start) + "^"


def count_sentence(findings: Sequence[Finding]) -> Message:
    """How many findings of each level, as a message."""
    number_of = counts(findings)
    parts = (
        msg_n("{n} error", "{n} errors", n=number_of["error"]),
        msg_n("{n} warning", "{n} warnings", n=number_of["warning"]),
        msg_n("{n} note", "{n} notes", n=number_of["note"]),
    )
    return msg("{counts}.", counts=parts)


def as_sentence(message: Message, lang: Lang) -> str:
    """A message with a mark at its end, and a capital at its beginning unless it begins with an id."""
    text = render(message, lang)
    if message.text[:1].isalpha():
        text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…", "»")) else text + "."
