"""KTAB's XML: a Scenario with dimensions and actors; what only KTAB's own model reads is kept as it was found."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from pourparler.errors import UnreadableInput
from pourparler.exchange.actors.table import Actor, ActorTable, Dimension, Figure, Scale, Stand, plain_figure
from pourparler.exchange.faults import place, unreadable
from pourparler.exchange.files import origin
from pourparler.exchange.xml_tree import Node, read_xml
from pourparler.language import Message, msg

_KNOWN = frozenset(("name", "desc", "prngSeed", "ModelParameters", "Dimensions", "Actors", "IdealAdjustment"))


def read_scenario(path: Path) -> ActorTable:
    """The table of a KTAB scenario. Raises ``UnreadableInput`` with the line where something is wrong."""
    root = read_xml(path)
    if root.tag != "Scenario":
        raise _lacks(path, root, "Scenario")
    dimensions, actors = (_part(path, root, tag) for tag in ("Dimensions", "Actors"))
    names = [node.text for node in dimensions.all("dName")]
    if not names or not all(names):
        raise _lacks(path, dimensions, "dName")
    extra: dict[str, object] = {
        "description": _said(root, "desc"),
        "seed": _said(root, "prngSeed"),
        "parameters": {
            child.tag: child.text for node in root.all("ModelParameters") for child in node.children
        },
        "adjustments": [
            [_said(pair, tag) for tag in ("adjustingIdeal", "referencePos", "adjust")]
            for node in root.all("IdealAdjustment")
            for pair in node.all("iaPair")
        ],
    }
    scale = Scale(Fraction(0), Fraction(100), "format")
    return ActorTable(
        _said(root, "name") or path.stem,
        tuple(Dimension(name, scale=scale) for name in names),
        tuple(_actor(path, node, len(names)) for node in actors.all("Actor")),
        "percent",
        (origin(path, "table"),),
        tuple(_told(root, extra)),
        extra,
    )


def _said(node: Node, tag: str) -> str:
    child = node.first(tag)
    return child.text if child is not None else ""


def _part(path: Path, node: Node, tag: str) -> Node:
    child = node.first(tag)
    if child is None:
        raise _lacks(path, node, tag)
    return child


def _lacks(path: Path, node: Node, tag: str) -> UnreadableInput:
    return unreadable(
        "X002",
        place(path.name, node.line),
        msg("{name} is missing here", name=tag),
        advice=msg("Compare the file with the format's own examples."),
    )


def _actor(path: Path, node: Node, count: int) -> Actor:
    name = _said(node, "name")
    if not name:
        raise _lacks(path, node, "name")
    positions, saliences = (
        _numbers(path, node, part, tag=tag, count=count)
        for part, tag in (("Position", "dCoord"), ("Salience", "dSal"))
    )
    weight = _figure(path, _part(path, node, "capability"))
    pairs = zip(positions, saliences, strict=True)
    return Actor(name, _said(node, "description"), tuple(Stand(*pair, weight) for pair in pairs))


def _numbers(path: Path, node: Node, part: str, *, tag: str, count: int) -> list[Figure | None]:
    inner = _part(path, node, part)
    found = inner.all(tag)
    if len(found) != count:
        raise unreadable(
            "X004",
            place(path.name, inner.line),
            msg("{part} of {name} holds {found} numbers for {count} dimensions",
                part=part, name=_said(node, "name"), found=len(found), count=count),
            advice=msg("Write one {tag} per dimension.", tag=tag),
        )  # fmt: skip
    return [_figure(path, child) for child in found]


def _figure(path: Path, node: Node) -> Figure | None:
    return plain_figure(node.text, place(path.name, node.line))


def _told(root: Node, extra: Mapping[str, object]) -> Iterator[Message]:
    parameters = extra["parameters"]
    if isinstance(parameters, dict) and parameters:
        settings = [f"{tag} {text}" for tag, text in parameters.items()]
        yield msg("Settings of KTAB's own model were recorded and are not applied: {settings}.", settings=settings)  # fmt: skip
    if extra["adjustments"]:
        yield msg("Adjustments of ideals (IdealAdjustment) were recorded and are not applied.")
    unknown = sorted({child.tag for child in root.children} - _KNOWN)
    if unknown:
        yield msg("Elements that are not KTAB's were left out: {names}.", names=unknown)
