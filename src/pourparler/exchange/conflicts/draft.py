"""What every format of conflicts comes to: the parts of a brief with moves, and its text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pourparler.brief.writing import scalar_text
from pourparler.exchange.scenario import Origin
from pourparler.exchange.yaml_lines import comment
from pourparler.language import Lang, Message

_DEEP = ("parties", "issues", "moves")


@dataclass(frozen=True)
class Draft:
    """A conflict as read, in the words of a brief.

    ``parties``, ``issues`` and ``moves``: those sections, as data; ``found``: what the file says beside them, kept
    with the brief; ``notes``: what a reader should know.
    """

    title: Any
    parties: Mapping[str, Any]
    moves: Mapping[str, Any]
    origin: Origin
    issues: Mapping[str, Any] = field(default_factory=dict)
    reference: Any = None
    found: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()


def data_of(draft: Draft, lang: Lang) -> dict[str, Any]:
    """The brief as plain data."""
    data = {
        "schema": "pourparler/brief/1",
        "title": draft.title,
        "language": lang,
        "reference": draft.reference,
        "parties": dict(draft.parties),
        "issues": dict(draft.issues),
        "moves": dict(draft.moves),
    }
    return {key: value for key, value in data.items() if value not in (None, {}, "")}


def text_of(data: Mapping[str, Any], head: tuple[str, ...]) -> str:
    """The brief's text: comments, then one line per entry of parties and issues, two levels of the moves."""
    lines = [f"# {comment(line)}" for line in head]
    for key, value in data.items():
        if key not in _DEEP:
            lines.append(f"{key}: {flow(value)}")
            continue
        lines.append(f"{key}:")
        for name, item in value.items():
            if key == "moves" and isinstance(item, Mapping) and item:
                lines.append(f"  {flow(name)}:")
                lines += [f"    {flow(inner)}: {flow(part)}" for inner, part in item.items()]
            else:
                lines.append(f"  {flow(name)}: {flow(item)}")
    return "\n".join(lines) + "\n"


def flow(value: Any) -> str:
    """A value in YAML flow style, keys quoted where they would be read as something else.

    >>> flow({"5": ["a b", 5, "5"]})
    '{"5": [a b, 5, "5"]}'
    """
    match value:
        case Mapping():
            return "{" + ", ".join(f"{flow(str(key))}: {flow(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar_text(value, "")
