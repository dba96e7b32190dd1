"""Numbers and sources named in sentences, with the mark that leads to the note on each."""

from pourparler.language import quoted
from pourparler.views.marks import marked
from pourparler.views.names import Names


def marked_number(key: str, names: Names) -> str:
    """What a number or a statement is, with the mark of its note where the brief has it."""
    known = names.stated(key)
    text = names.number(key)
    return text if known is None else marked(text, key, assumed=known.is_assumption)


def marked_source(source: str, names: Names) -> str:
    """A source's name with the mark of its entry where the brief has it; documents in quotation marks."""
    known = names.brief.sources.get(source) if names.brief is not None else None
    name = names.source(source)
    if known is None:
        return name
    return marked(quoted(name, names.lang) if known.is_document else name, f"sources/{source}")
