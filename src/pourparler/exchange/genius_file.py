"""An XML file of GENIUS, domain or profile: the space in it, with its objectives and issues."""

from dataclasses import dataclass
from pathlib import Path

from pourparler.exchange.faults import place, unreadable
from pourparler.exchange.xml_tree import Node, read_xml
from pourparler.language import msg


@dataclass(frozen=True)
class GeniusFile:
    """An XML file of a scenario: its root, the space in it, the issues below the space's objectives.

    ``named``: somebody named it as the domain.
    """

    path: Path
    root: Node
    space: Node
    issues: tuple[Node, ...]
    objectives: tuple[Node, ...]
    named: bool = False

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def is_profile(self) -> bool:
        """Whether it holds weights or evaluations."""
        weighted = any(objective.all("weight") for objective in self.objectives)
        return weighted or any(
            issue.first("evaluator") or any("evaluation" in item.attributes for item in issue.all("item"))
            for issue in self.issues
        )


def read_file(path: Path) -> GeniusFile:
    """The file at ``path``. Raises ``UnreadableInput`` for a non-linear profile and for any other kind of XML."""
    root = read_xml(path)
    everything = root.below()
    if any("hyperrectangle" in node.tag.lower() for node in everything):
        raise unreadable(
            "X005",
            path.name,
            msg(
                "{file} is a non-linear profile (hyper-rectangles); only additive profiles can be imported",
                file=path.name,
            ),
            advice=msg("Choose a domain with additive profiles."),
        )
    if any(node.tag == "ufun" for node in everything) or "maxutility" in root.attributes:
        raise unreadable(
            "X005",
            path.name,
            msg("{file} is a non-linear profile; only additive profiles can be imported", file=path.name),
            advice=msg("Choose a domain with additive profiles."),
        )
    spaces = [node for node in everything if node.tag == "utility_space"]
    space = next((node for node in spaces if node.all("objective")), None)
    if space is None:
        raise unreadable(
            "X002",
            place(path.name, root.line),
            msg("{file} holds no utility_space with an objective", file=path.name),
            advice=msg("Name a GENIUS domain or profile."),
        )
    objectives, issues, todo = [], [], list(reversed(space.all("objective")))
    while todo:
        node = todo.pop()
        if node.tag == "issue":
            issues.append(node)
        else:
            objectives.append(node)
            todo.extend(reversed([child for child in node.children if child.tag in ("objective", "issue")]))
    return GeniusFile(path, root, space, tuple(issues), tuple(objectives))


def key_of(node: Node) -> str:
    """What an issue or a weight is matched by."""
    return node.get("index").strip() or node.get("name")


def bounds_of(file: GeniusFile, issue: Node) -> tuple[str, str]:
    """Lower and upper bound, written on the issue or in a child `range`."""
    holder = next((n for n in (issue, *issue.all("range")) if "lowerbound" in n.attributes), issue)
    low, high = holder.get("lowerbound").strip(), holder.get("upperbound").strip()
    if not low or not high:
        raise unreadable(
            "X002",
            place(file.name, issue.line),
            msg("issue {name} has no lowerbound and upperbound", name=issue.get("name")),
            advice=msg("Write both on the issue or in a range inside it."),
        )
    return low, high
