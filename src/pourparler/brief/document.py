"""YAML 1.2 text to plain data, remembering where every value stands.

Scalars follow the core schema of YAML 1.2 (``no`` and ``12:30`` are words); numbers remember how they were
written, so that a text field can take ``2024`` or an all-digit hash back as text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pourparler.brief.findings import Finding, Place
from pourparler.errors import UnreadableInput
from pourparler.language import Message, msg

Path = tuple[str | int, ...]

MAX_NODES = 200_000
MAX_DEPTH = 64

_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_CORE_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ["str", "int", "float", "bool", "null", "map", "seq", "timestamp", "value", "merge"]
}
# An anchor or a tag before a value.
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_STR = "tag:yaml.org,2002:str"


class WrittenInt(int):
    """An integer that remembers its text."""

    text: str


class WrittenFloat(float):
    """A float that remembers its text."""

    text: str


@dataclass(frozen=True)
class Document:
    """A YAML text, its plain data, and the place of every path in it (values and keys)."""

    file: str
    text: str
    data: Any
    places: Mapping[Path, Place] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()


def read_yaml(text: str, file: str) -> Document:
    """Parse ``text``; ``file`` is the name that places carry.

    Faults that leave the rest readable (a key twice, a tag, a recursive alias) are returned as findings.
    Raises ``UnreadableInput`` with line and column where the text is not YAML at all, or is empty.
    """
    events = _events(text, file)
    starts = [event for event in events if type(event).__name__ == "DocumentStartEvent"]
    if not starts:
        raise UnreadableInput(
            msg("{name} is empty", name=file),
            where=f"{file}:1:1",
            advice=msg("Start from `pourparler new DIR`."),
        )
    if len(starts) > 1:
        raise _not_yaml(file, _where(file, starts[1].start_mark), "but found another document")
    walk = _Walk(file, text, events)
    data = walk.document()
    return Document(file, text, data, walk.places, tuple(walk.faults))


def _events(text: str, file: str) -> list[Any]:
    # Events, not composed nodes: the parser proper never recurses, so no input can exhaust the C stack.
    import yaml

    events: list[Any] = []
    depth = 0
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
            events.append(event)
            kind = type(event).__name__
            depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
            if depth > MAX_DEPTH:  # its time grows with the square of the depth, so do not read on
                raise _not_yaml(file, _where(file, event.start_mark), "too deeply nested")
        return events
    except yaml.MarkedYAMLError as error:
        where = _where(file, error.problem_mark or error.context_mark)
        raise _not_yaml(file, where, error.problem or error.context or "") from error
    except (yaml.YAMLError, ValueError) as error:
        position = getattr(error, "position", None)
        where = f"{file}:1:1"
        if isinstance(position, int):
            line = text.count("\n", 0, position)
            where = f"{file}:{line + 1}:{position - text.rfind(chr(10), 0, position)}"
        raise _not_yaml(file, where, "control characters are not allowed") from error


def _where(file: str, mark: Any) -> str:
    return f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else f"{file}:1:1"


def _not_yaml(file: str, where: str, problem: str) -> UnreadableInput:
    return UnreadableInput(
        msg(
            "{name} is not valid YAML: {problem}", name=file, problem=_PROBLEMS.get(problem, Message(problem))
        ),
        where=where,
        advice=msg("Correct the line; a colon, a bracket, a quote or the indentation is the usual cause."),
    )


# What the parser says most often; the rest is shown as it is.
_PROBLEMS = {
    str(problem): problem
    for problem in (
        msg("mapping values are not allowed in this context"),
        msg("did not find expected key"),
        msg("did not find expected ',' or ']'"),
        msg("did not find expected ',' or '}}'"),
        msg("did not find expected '-' indicator"),
        msg("did not find expected <document start>"),
        msg("could not find expected ':'"),
        msg("found character that cannot start any token"),
        msg("found unexpected end of stream"),
        msg("found undefined alias"),
        msg("found unknown escape character"),
        msg("control characters are not allowed"),
        msg("but found another document"),
        msg("block sequence entries are not allowed in this context"),
        msg("too deeply nested"),
    )
}


class _Walk:
    """Turns parser events into data, once, collecting places and faults."""

    def __init__(self, file: str, text: str, events: list[Any]) -> None:
        self.file = file
        self.text = text
        self.events: Iterator[Any] = iter(events)
        self.places: dict[Path, Place] = {}
        self.faults: list[Finding] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.count = 0
        self.closed = 0  # where the collection just read ends

    def document(self) -> Any:
        for event in self.events:
            if type(event).__name__ == "DocumentStartEvent":
                return self.value(next(self.events), ())
        return None

    def value(self, event: Any, path: Path, key: Any = None) -> Any:
        before, kind = self.count, type(event).__name__
        self.count += 1
        start = event.start_mark.index
        if (event.anchor and kind != "AliasEvent") or getattr(event, "tag", None):
            start = _PROPERTIES.match(self.text, start).end()  # type: ignore[union-attr]
        shown = key if key is not None and kind != "ScalarEvent" else event
        mark = shown.start_mark
        self.places[path] = Place(self.file, mark.line + 1, mark.column + 1, start, event.end_mark.index)
        if kind == "AliasEvent":
            return self.alias(event, path)
        if event.tag and event.tag not in _CORE_TAGS:
            what = msg("the tag {tag} is not used in briefs", tag=str(event.tag))
            self.fault(event, path, what, msg("Remove the tag."))
        if kind == "ScalarEvent":
            result: Any = scalar(event.value, plain=event.style in (None, ""), text_only=event.tag == _STR)
        elif self.count > MAX_NODES:
            self.skip()
            self.fault(event, path, _TOO_LARGE, _WRITE_OUT)
            result = None
        else:
            result = self.mapping(path) if kind == "MappingStartEvent" else self.sequence(path)
            if self.text[start : start + 1] in ("{", "["):
                self.places[path] = replace(self.places[path], end=self.closed)
        if event.anchor:
            self.anchors[event.anchor] = (result, self.count - before)
        return result

    def alias(self, event: Any, path: Path) -> Any:
        found, size = self.anchors.get(event.anchor, (None, 0))
        self.count += size
        if not size or self.count > MAX_NODES:
            self.fault(event, path, _TOO_LARGE, _WRITE_OUT)
            return None
        return found

    def skip(self) -> None:
        depth = 1
        for event in self.events:
            kind = type(event).__name__
            depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
            if depth == 0:
                return

    def sequence(self, path: Path) -> list[Any]:
        result: list[Any] = []
        for event in self.events:
            if type(event).__name__ == "SequenceEndEvent":
                self.closed = event.end_mark.index
                break
            result.append(self.value(event, (*path, len(result))))
        return result

    def mapping(self, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key in self.events:
            kind = type(key).__name__
            if kind == "MappingEndEvent":
                self.closed = key.end_mark.index
                break
            if kind != "ScalarEvent":
                if kind != "AliasEvent":
                    self.skip()
                self.value(next(self.events), (*path, "?"))
                self.fault(
                    key,
                    path,
                    msg("a key must be a word or a number"),
                    msg("Use a word or a number as the key."),
                )
                continue
            name = key.value
            if name in result:
                self.value(next(self.events), (*path, name, "?"))
                what = msg("the key {name} stands here twice", name=name)
                self.fault(key, (*path, name), what, msg("Keep one of the two."), rule="E004")
                continue
            result[name] = self.value(next(self.events), (*path, name), key)
        return result

    def fault(self, event: Any, path: Path, what: Message, advice: Message, *, rule: str = "E005") -> None:
        place = Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
        found = self.text[event.start_mark.index : event.end_mark.index][:80]
        self.faults.append(Finding(rule, place, "/".join(map(str, path)), what, advice, found))


_TOO_LARGE = msg("an alias refers to itself, or the data is too deep or too large")
_WRITE_OUT = msg("Write the value out instead of using anchors and aliases.")


def scalar(text: str, *, plain: bool = True, text_only: bool = False) -> Any:
    """The value of one YAML scalar by the core schema of YAML 1.2; quoted scalars are text.

    >>> scalar("no"), scalar("0x10"), scalar("1e3"), scalar("~")
    ('no', 16, 1000.0, None)
    """
    if not plain:
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None if not text_only or text == "" else text
    if text_only and (_INT.fullmatch(text) or _FLOAT.fullmatch(text)):
        return text  # an explicit !!str
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text[0] in "tT"
    if _INT.fullmatch(text) and len(text) < 4000:
        whole = WrittenInt(text, 0) if text[:2] in ("0o", "0x") else WrittenInt(text)
        whole.text = text
        return whole
    if _FLOAT.fullmatch(text):
        real = WrittenFloat(text)
        real.text = text
        return real
    if _SPECIAL.fullmatch(text):
        return float(text.replace(".", ""))
    return text
