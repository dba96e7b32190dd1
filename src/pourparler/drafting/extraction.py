"""The text of an HTML page, made once when the page is recorded (never when a brief is checked)."""

from importlib import metadata

from pourparler.brief.text import UndecodableText, decode
from pourparler.errors import MissingExtra, UnreadableInput
from pourparler.language import msg


def is_html(data: bytes, name: str) -> bool:
    """Whether a file is a page of HTML, by its name or its beginning."""
    head = data[:1024].lstrip().lower()
    return name.lower().endswith((".html", ".htm", ".xhtml")) or head.startswith(
        (b"<!doctype html", b"<html")
    )


def extracted(data: bytes, name: str) -> tuple[str, str]:
    """The main text of a page, and the name and version of what made it.

    Raises ``MissingExtra`` without trafilatura (extra ``html``), ``UnreadableInput`` where no text is found.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtra(
            msg("the text of a page of HTML needs trafilatura"),
            where=name,
            advice=msg("Install pourparler[html], or give the text yourself with --text FILE."),
        ) from error
    text = trafilatura.extract(data, output_format="txt", include_comments=False, include_tables=True)
    if not text or not text.strip():
        raise UnreadableInput(
            msg("no text was found in {name}", name=name),
            where=name,
            advice=msg("Give the text yourself with --text FILE."),
        )
    return text + "\n", f"trafilatura {metadata.version('trafilatura')}"


def plain(data: bytes, name: str, charset: str = "") -> str:
    """The decoded text of a document. Raises ``UnreadableInput`` where it is not text."""
    try:
        text = decode(data, charset or None)
    except UndecodableText as error:
        raise UnreadableInput(
            msg("{name} is not UTF-8 text", name=name),
            where=name,
            advice=msg("Name its encoding with --charset."),
        ) from error
    if "\0" in text:
        raise UnreadableInput(
            msg("{name} is a binary file", name=name), where=name, advice=msg("Give a text file.")
        )
    return text
