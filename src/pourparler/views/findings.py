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
        if finding.level == "error" and finding.found and finding.found not in finding.sentence(lang):
            screen.line(f"    {quoted(finding.found, lang)}")
        if str(finding.advice) not in ("", "–"):
            screen.line(f"    → {as_sentence(finding.advice, lang)}")
    screen.line(render(count_sentence(findings), lang))


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
