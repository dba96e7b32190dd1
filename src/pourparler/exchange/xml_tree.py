"""XML as a plain tree that knows its lines; entities, external references and bottomless nesting are refused."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler

from pourparler.brief.files import read_bytes
from pourparler.exchange.faults import place, unreadable
from pourparler.language import msg

MAX_DEPTH = 64


@dataclass(frozen=True)
class Node:
    """An element: its tag, its attributes, the line where it begins, the elements and the text inside."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list["Node"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the element itself, without spaces around it."""
        return "".join(self.pieces).strip()

    def get(self, name: str, otherwise: str = "") -> str:
        """An attribute's value."""
        return self.attributes.get(name, otherwise)

    def all(self, tag: str) -> list["Node"]:
        """The children with this tag."""
        return [child for child in self.children if child.tag == tag]

    def first(self, tag: str) -> "Node | None":
        """The first child with this tag."""
        return next(iter(self.all(tag)), None)

    def below(self) -> "list[Node]":
        """The element and everything inside it, in the order of the file."""
        found, todo = [], [self]
        while todo:
            node = todo.pop()
            found.append(node)
            todo.extend(reversed(node.children))
        return found


class _Reader(ContentHandler):
    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
        self.root: Node | None = None
        self.open: list[Node] = []
        self.locator: Any = None

    def setDocumentLocator(self, locator: Any) -> None:
        self.locator = locator

    def startElement(self, name: str, attrs: Any) -> None:
        # A prefix says nothing here: files of these programs have one vocabulary.
        node = Node(name.rpartition(":")[2], dict(attrs.items()), self.locator.getLineNumber() or 0)
        if len(self.open) >= MAX_DEPTH:
            raise unreadable(
                "X001",
                place(self.file, node.line),
                msg("{name} is nested more than {limit} deep", name=self.file, limit=MAX_DEPTH),
                advice=msg("Export the file again from the program that made it."),
            )
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def characters(self, content: str) -> None:
        if self.open:
            self.open[-1].pieces.append(content)

    def endElement(self, name: str) -> None:
        self.open.pop()


def read_xml(path: Path) -> Node:
    """The tree of an XML file of at most 2 MB. Raises ``UnreadableInput`` with the line where it is broken."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import parseString

    data = read_bytes(path)
    reader = _Reader(path.name)
    try:
        parseString(data, reader, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise unreadable(
            "X001",
            path.name,
            msg("{name} declares entities or refers to other files, which is refused", name=path.name),
            advice=msg("Remove the document type declaration."),
        ) from error
    except (SAXException, ValueError, LookupError) as error:
        line = error.getLineNumber() or 0 if isinstance(error, SAXParseException) else 0
        raise not_xml(place(path.name, line), path.name) from error
    if reader.root is None:
        raise not_xml(path.name, path.name)
    return reader.root


def not_xml(where: str, name: str) -> Exception:
    """A file that is not XML."""
    return unreadable(
        "X001",
        where,
        msg("{name} is not valid XML", name=name),
        advice=msg("Correct the line, or export the file again from the program that made it."),
    )
