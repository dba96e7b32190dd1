"""A chart as an SVG text, made offline; the same chart always gives the same bytes."""

import re
from html import escape
from typing import Any

_TAG = re.compile(r"<[^>]+>")
_NUMBER = re.compile(r"(?<![\d.#])-?\d+\.\d{3,}")
_ID = re.compile(r'\bid="([^"]+)"')
_URL = re.compile(r"url\(#([^)\"']+)\)|href=\"#([^\"]+)\"")
# What assistive technology needs is said once for the whole picture; inside, these only repeat its shape.
_SEMANTIC = re.compile(r'\s(?:role|aria-[a-z]+|pointer-events|class|xmlns(?::xlink)?|version)="[^"]*"')
_EMPTY = re.compile(
    r'<path d="M0,0h0v0h0Z"/>|<path d=""[^>]*/>|<path d="M[-.\d,]+h[-.\d]+v[-.\d]+h[-.\d]+Z"/>|<g></g>|<g/>'
)
_SIZE = re.compile(r'^<svg[^>]*?viewBox="([^"]+)"[^>]*>')


def to_svg(chart: Any, *, prefix: str = "", title: str = "", description: str = "") -> str:
    """``chart`` (an Altair object, or a Vega-Lite specification) as an ``<svg>`` that scales with its container.

    ``prefix`` makes every id inside unique on a page; ``title`` and ``description`` name the picture for
    those who do not see it. No font, no script and no file is fetched.
    """
    import vl_convert

    spec = chart if isinstance(chart, dict) else chart.to_dict()
    text = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return _cleaned(text, prefix, _naming(prefix, title, description))


def _naming(prefix: str, title: str, description: str) -> tuple[str, str]:
    """Attributes of the root element, and the elements that name it."""
    if not title:
        return ' aria-hidden="true" focusable="false"', ""
    names = [f"{prefix}-title"] + ([f"{prefix}-desc"] if description else [])
    inner = f'<title id="{prefix}-title">{escape(title)}</title>'
    if description:
        inner += f'<desc id="{prefix}-desc">{escape(description)}</desc>'
    return f' role="img" aria-labelledby="{" ".join(names)}"', inner


def _cleaned(text: str, prefix: str, naming: tuple[str, str]) -> str:
    found = _SIZE.match(text)
    box = found.group(1) if found else "0 0 100 100"
    # Only tags are rewritten: a name may hold anything that looks like an attribute.
    body = _TAG.sub(lambda tag: _tag(tag.group(), prefix), text[found.end() :] if found else text)
    previous = ""
    while previous != body:
        previous, body = body, _EMPTY.sub("", body)
    width, height = box.split()[2:]
    attributes, names = naming
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width}" height="{height}"'
        f"{attributes}>{names}{body}"
    )


def _tag(text: str, prefix: str) -> str:
    # Thousandths of a pixel are noise, and differ between processors.
    text = _NUMBER.sub(_rounded, _SEMANTIC.sub("", text))
    if not prefix:
        return text
    text = _ID.sub(lambda m: f'id="{prefix}-{m.group(1)}"', text)
    return _URL.sub(lambda m: m.group().replace("#", f"#{prefix}-"), text)


def _rounded(number: re.Match[str]) -> str:
    return f"{float(number.group()):.2f}".rstrip("0").rstrip(".")
