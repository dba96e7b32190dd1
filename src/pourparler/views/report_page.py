"""How the report's template is filled: sentences, references to notes, pictures; everything else is escaped."""

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from pourparler.language import Lang, msg, quoted, render
from pourparler.views.charts.figure import Figure
from pourparler.views.marks import linked
from pourparler.views.number_notes import NumberNotes
from pourparler.views.svg import to_svg

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


class References:
    """Links from numbers to their notes, remembering where each note was referred to."""

    def __init__(self, notes: NumberNotes) -> None:
        self.notes = notes
        self.places: dict[str, list[str]] = {}

    def link(self, key: str, *, assumed: bool = False) -> "Markup | str":
        """The mark of a number's note as a link, with ◇ where it is assumed; empty for a key without a note."""
        from markupsafe import Markup

        if key not in self.notes.marks:
            return ""
        mark, anchor = self.notes.marks[key]
        target = _target(anchor)
        places = self.places.setdefault(target, [])
        here = f"ref-{target}-{len(places) + 1}"
        places.append(here)
        said = msg("note {mark}, assumed", mark=mark) if assumed else msg("note {mark}", mark=mark)
        if anchor.startswith("source-"):
            said = msg("source {mark}", mark=mark)
        sign = Markup('<span class="assumed">◇</span>') if assumed else ""
        return Markup('<a class="ref" id="{}" href="#{}" aria-label="{}">{}{}</a>').format(
            here, anchor, render(said, self.notes.lang), mark, sign
        )

    def linked(self, text: str) -> "Markup":
        """A marked text: its words escaped, each mark a link to a note."""
        from markupsafe import Markup, escape

        return Markup(
            linked(
                text,
                lambda mark: str(self.link(mark.key, assumed=mark.assumed)),
                lambda words: str(escape(words)),
            )
        )

    def back(self, anchor: str) -> tuple[str, ...]:
        """Ids of the places that refer to a note or a source."""
        return tuple(self.places.get(_target(anchor), ()))


def _target(anchor: str) -> str:
    """What a reference leads to: the number of a note, without its letter, or ``s`` and that of a source."""
    kind, number = anchor.split("-")[:2]
    return f"s{number}" if kind == "source" else number


class Pictures:
    """Figures as SVG, numbered in the order in which they appear, so that every id is unique."""

    def __init__(self) -> None:
        self.seen: list[Figure] = []

    def number(self, figure: Figure) -> int:
        """The number of a figure: the next one when it is first asked for."""
        for at, known in enumerate(self.seen, start=1):
            if known is figure:
                return at
        self.seen.append(figure)
        return len(self.seen)

    def svg(self, figure: Figure, at: int) -> "Markup":
        """A figure's picture."""
        from markupsafe import Markup

        # The text alternative and the title are escaped by to_svg; the rest comes from the renderer.
        return Markup(
            to_svg(figure.drawing, prefix=f"picture-{at}", title=figure.title, description=figure.words)
        )


def environment(lang: Lang, references: References) -> "Environment":
    """The template environment: undefined names are errors, everything from a brief is escaped."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    env = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[],
    )

    def sentence(text: str, /, **params: Any) -> str:
        return render(msg(text, **params), lang)

    pictures = Pictures()
    env.globals.update(
        {
            "_": sentence,
            "ref": references.link,
            "back": references.back,
            "figure_number": pictures.number,
            "svg": pictures.svg,
            "style": _style(),
        }
    )
    env.filters["words"] = lambda message: references.linked(render(message, lang))
    env.filters["marked"] = references.linked
    env.filters["quoted"] = lambda text: quoted(text, lang)
    return env


@cache
def _template(name: str) -> str:
    return (resources.files("pourparler.views") / "templates" / name).read_text(encoding="utf-8")


@cache
def _style() -> "Markup":
    from markupsafe import Markup

    return Markup(_template("report.css"))


__all__ = ["Pictures", "References", "environment"]
