"""A result inside a notebook: its sentences, its tables, its picture; no script, nothing fetched."""

from html import escape
from typing import Any

from pourparler.language import Lang, asked_language
from pourparler.views.names import Names

_CELL = "text-align:left;padding:.2em .9em .2em 0;border-bottom:1px solid #d4d9df"


def as_html(result: Any, lang: str | None = None) -> str:
    """A result or spread as HTML for a notebook's output cell, in ``lang`` or the brief's language.

    Names are ids: a result holds no brief. When not to use: to hand a result on; make a report instead.
    """
    from pourparler.views.tables import tables
    from pourparler.views.words import summary

    language: Lang = asked_language(lang, result.origin.language)
    names = Names(language, labels=result.origin.labels)
    parts = [f"<p>{escape(line)}</p>" for line in summary(result, language, names).split("\n")]
    parts += [_table(table) for table in tables(result, names)]
    return f'<div lang="{language}" style="max-width:44em">{"".join(parts)}{_picture(result, names)}</div>'


def _table(table: Any) -> str:
    heads = "".join(f'<th scope="col" style="{_CELL}">{escape(head)}</th>' for head in table.columns)
    rows = "".join(
        "<tr>" + "".join(f'<td style="{_CELL}">{escape(text)}</td>' for text in row) + "</tr>"
        for row in table.rows
    )
    caption = f'<caption style="text-align:left;font-weight:bold">{escape(table.caption)}</caption>'
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _picture(result: Any, names: Names) -> str:
    from pourparler.views.charts import figure
    from pourparler.views.svg import to_svg

    found = figure(result, names)
    if found is None:
        return ""
    # A notebook shows several results on one page: ids are told apart by what the result is.
    prefix = f"{found.name}-{result.origin.digest[:8] or 'result'}"
    return to_svg(found.drawing, prefix=prefix, title=found.title, description=found.words)
