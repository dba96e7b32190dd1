"""GENIUS: a domain in XML and one profile per party (bargaining specification, section 7).

Issues and weights are matched by `index`, values by `value`; never by position.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from pourparler.errors import UnreadableInput
from pourparler.exchange.decimals import fraction
from pourparler.exchange.evaluators import evaluated, grid
from pourparler.exchange.faults import place, unreadable
from pourparler.exchange.files import candidates, origin, repeated
from pourparler.exchange.scenario import Given, Kind, Profile, Scenario, Subject, Worth
from pourparler.exchange.xml_tree import Node, read_xml
from pourparler.language import Message, msg

_SUFFIXES = (".xml",)
_KINDS: tuple[Kind, ...] = ("discrete", "integer", "real")


@dataclass(frozen=True)
class _File:
    """An XML file of a scenario: its root, the space in it, the issues below the space's objectives."""

    path: Path
    root: Node
    space: Node
    issues: tuple[Node, ...]
    objectives: tuple[Node, ...]

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


def read(given: Given) -> Scenario:
    """The scenario of a folder or of a domain file with the profiles beside it (or those that are named).

    Raises ``UnreadableInput`` for anything that is not an additive scenario.
    """
    notes: list[Message] = []
    files = _scanned(given, notes)
    domain = _domain(given, files)
    subjects, keys = _subjects(domain, given.cuts, notes)
    if given.profiles:
        chosen = [_file(path) for path in given.profiles]
        for file in chosen:
            _require_same(file, domain)
    else:
        chosen = _belonging(domain, [file for file in files if file.is_profile], notes)
    profiles = tuple(_profile(file, (domain, subjects, keys), notes) for file in chosen)
    origins = (origin(domain.path, "domain"), *(origin(file.path, "profile") for file in chosen))
    return Scenario(domain.path.stem, subjects, profiles, origins, tuple(notes))


def _scanned(given: Given, notes: list[Message]) -> list[_File]:
    """The XML files at hand. Files that are not XML at all, or say nothing of issues, are left out with a note."""
    found = []
    only = given.path.is_file()
    for path in candidates(given.path, _SUFFIXES):
        named = only and path == given.path
        if only and not named and given.profiles:
            continue
        try:
            found.append(_file(path))
        except UnreadableInput as error:
            if named or error.rule == "X005" or _begins_as_xml(path, error):
                raise
            notes.append(msg("{file} is not a scenario file and was left out.", file=path.name))
    return found


def _begins_as_xml(path: Path, error: UnreadableInput) -> bool:
    """Whether a file is broken XML (which is told), not another kind of file (``pareto.xml`` may be plain lines)."""
    if error.rule != "X001":
        return error.rule != "X002"
    with path.open("rb") as stream:
        return stream.read(200).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _file(path: Path) -> _File:
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
    return _File(path, root, space, tuple(issues), tuple(objectives))


def _domain(given: Given, files: list[_File]) -> _File:
    """The domain: the file without evaluations and weights, or the one that is named."""
    if given.path.is_file():
        named = files[0]
        if named.is_profile:
            raise unreadable(
                "X004",
                named.name,
                msg("{file} is a profile, not a domain: it holds weights or evaluations", file=named.name),
                advice=msg("Name the domain file, or the folder."),
            )
        return named
    domains = [file for file in files if not file.is_profile]
    if len(domains) == 1:
        return domains[0]
    found = (
        msg(
            "{folder} holds several domains: {files}", folder=given.path.name, files=[f.name for f in domains]
        )
        if domains
        else msg("{folder} holds no GENIUS domain", folder=given.path.name)
    )
    raise unreadable("X004", str(given.path), found, advice=msg("Name the domain file."))


def _belonging(domain: _File, profiles: list[_File], notes: list[Message]) -> list[_File]:
    """The profiles that speak of the domain's issues; the others are left out with a note."""
    own = {issue.get("name") for issue in domain.issues}
    chosen = []
    for file in profiles:
        if {issue.get("name") for issue in file.issues} == own:
            chosen.append(file)
        else:
            notes.append(msg("{file} speaks of other issues and was left out.", file=file.name))
    if not chosen:
        raise unreadable(
            "X004",
            domain.name,
            msg("there is no profile for {file} beside it", file=domain.name),
            advice=msg("Name the profiles with --profile FILE."),
        )
    return chosen


def _require_same(file: _File, domain: _File) -> None:
    own, there = (sorted(issue.get("name") for issue in item.issues) for item in (domain, file))
    if own != there:
        raise unreadable(
            "X004",
            file.name,
            msg("{file} does not speak of the issues of {domain}", file=file.name, domain=domain.name),
            advice=msg("Name the profiles of this domain."),
        )


def _subjects(domain: _File, cuts: int, notes: list[Message]) -> tuple[tuple[Subject, ...], tuple[str, ...]]:
    """The issues of a domain and their indices (their names where no index is written)."""
    if not domain.issues:
        raise unreadable(
            "X002",
            place(domain.name, domain.space.line),
            msg("{file} has no issues", file=domain.name),
            advice=msg("Name a domain with at least one issue."),
        )
    keys = tuple(_key(issue) for issue in domain.issues)
    for twice in filter(None, (repeated(keys), repeated(issue.get("name") for issue in domain.issues))):
        raise unreadable(
            "X002",
            domain.name,
            msg("two issues of {file} are called {name}", file=domain.name, name=twice),
            advice=msg("Give every issue an index and a name of its own."),
        )
    return tuple(_subject(domain, issue, cuts, notes) for issue in domain.issues), keys


def _key(node: Node) -> str:
    """What an issue or a weight is matched by."""
    return node.get("index").strip() or node.get("name")


def _kind(file: _File, issue: Node, notes: list[Message]) -> Kind:
    told, other = issue.get("type").strip().lower(), issue.get("etype").strip().lower()
    # Without a type an issue is discrete; one without items can only be what the other attribute says.
    kind = told or ("discrete" if issue.all("item") or other not in _KINDS else other)
    if other and other != kind:
        notes.append(
            msg(
                "{file}: issue {name} is {kind} by its type and {other} by its etype; the type counts.",
                file=file.name, name=issue.get("name"), kind=kind, other=other,
            )
        )  # fmt: skip
    for known in _KINDS:
        if kind == known:
            return known
    raise unreadable(
        "X005",
        place(file.name, issue.line),
        msg("issue {name} is of the kind {kind}, which is not supported", name=issue.get("name"), kind=kind),
        advice=msg("Known here: {known}.", known=_KINDS),
    )


def _subject(domain: _File, issue: Node, cuts: int, notes: list[Message]) -> Subject:
    kind, name, where = _kind(domain, issue, notes), issue.get("name"), place(domain.name, issue.line)
    if kind != "discrete":
        low, high = _bounds(domain, issue)
        values = grid(kind, (low, high), cuts=cuts, where=where)
        if kind == "real":
            notes.append(msg("The real issue {name} was cut into {n} values.", name=name, n=len(values)))
        return Subject(name, values, kind, (low, high))
    values = tuple(item.get("value") for item in issue.all("item"))
    if not values or repeated(values):
        found = (
            msg("issue {name} has the value {value} twice", name=name, value=repeated(values))
            if values
            else msg("issue {name} has no values", name=name)
        )
        raise unreadable(
            "X002", where, found, advice=msg("Give the issue items, each with a value of its own.")
        )
    return Subject(name, values)


def _bounds(file: _File, issue: Node) -> tuple[str, str]:
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


def _profile(
    file: _File, domain: tuple[_File, tuple[Subject, ...], tuple[str, ...]], notes: list[Message]
) -> Profile:
    _, subjects, keys = domain
    weights = _weights(file)
    own = {_key(issue): issue for issue in file.issues}
    worths = []
    for subject, key in zip(subjects, keys, strict=True):
        issue = own.get(key)
        if issue is None or issue.get("name", subject.name) != subject.name:
            found = msg(
                "{file} has no issue {name} with index {index}", file=file.name, name=subject.name, index=key
            )
            raise unreadable("X004", place(file.name, file.space.line), found,
                             advice=msg("Issues are matched by index: correct it in the profile."))  # fmt: skip
        if key not in weights:
            raise unreadable(
                "X002",
                place(file.name, issue.line),
                msg("{file} gives issue {name} no weight", file=file.name, name=subject.name),
                advice=msg("Add a weight with the index of the issue to its objective."),
            )
        worths.append(_worth(file, issue, subject, weights[key]))
    total = sum((worth.weight for worth in worths), Fraction(0))
    if total > 1:
        notes.append(msg("The weights of {file} sum to more than 1; utilities above 1 are kept, where GENIUS clips them.",
                         file=file.name))  # fmt: skip
    return _with_ends(file, tuple(worths), notes)


def _with_ends(file: _File, worths: tuple[Worth, ...], notes: list[Message]) -> Profile:
    """The profile with its reserve and discount, which stand on the root or on the space."""
    found: dict[str, str] = {}
    for name, key in (("reservation", "reserve"), ("discount_factor", "discount")):
        node = file.root.first(name) or file.space.first(name)
        if node is not None:
            found[key] = node.get("value").strip()
            fraction(found[key], place(file.name, node.line), name)
    reserve = Fraction(found["reserve"]) if "reserve" in found else None
    written = Fraction(found.get("discount", "1"))
    discount = written if 0 < written <= 1 else Fraction(1)
    if discount != written:
        notes.append(
            msg("The discount {found} of {file} counts as none.", found=found["discount"], file=file.name)
        )
    return Profile(file.path.stem, worths, reserve, discount=discount, file=file.name, found=found)


def _weights(file: _File) -> dict[str, Node]:
    """Weights by index: only children of objectives called `weight` count; one for an objective is ignored."""
    found: dict[str, Node] = {}
    groups = {_key(objective) for objective in file.objectives} - {_key(issue) for issue in file.issues}
    for objective in file.objectives:
        for weight in objective.all("weight"):
            key = _key(weight)
            if key in groups:
                continue
            if key in found and found[key].get("value") != weight.get("value"):
                raise unreadable(
                    "X002",
                    place(file.name, weight.line),
                    msg("the index {index} has two weights", index=key),
                    advice=msg("Keep one of the two."),
                )
            found[key] = weight
    return found


def _worth(file: _File, issue: Node, subject: Subject, weight: Node) -> Worth:
    share = fraction(weight.get("value"), place(file.name, weight.line), "weight")
    found: dict[str, object] = {"weight": weight.get("value").strip()}
    if subject.bounds is not None:
        evaluator = issue.first("evaluator")
        if evaluator is None:
            raise unreadable(
                "X002",
                place(file.name, issue.line),
                msg("issue {name} has no evaluator in {file}", name=subject.name, file=file.name),
                advice=msg("Add one to the profile."),
            )
        if any("lowerbound" in node.attributes for node in (issue, *issue.all("range"))):
            _require_bounds(file, issue, subject.bounds)
        written = dict(evaluator.attributes)
        values = evaluated(subject, written, place(file.name, evaluator.line))
        return Worth(share, values, {**found, "evaluator": written})
    items: dict[str, Node] = {}
    for item in issue.all("item"):
        twice = items.setdefault(item.get("value"), item)
        if twice.get("evaluation") != item.get("evaluation"):
            raise unreadable(
                "X002",
                place(file.name, item.line),
                msg("issue {name} has the value {value} twice", name=subject.name, value=item.get("value")),
                advice=msg("Keep one of the two."),
            )
    missing = next(
        (value for value in subject.values if "evaluation" not in _attributes(items.get(value))), None
    )
    if missing is not None:
        raise unreadable(
            "X002",
            place(file.name, issue.line),
            msg(
                "{file} gives no evaluation to {value} of {name}",
                file=file.name,
                value=missing,
                name=subject.name,
            ),
            advice=msg("Add an item with this value to the profile; values are matched letter for letter."),
        )
    chosen = [items[value] for value in subject.values]
    numbers = tuple(fraction(i.get("evaluation"), place(file.name, i.line), "evaluation") for i in chosen)
    return Worth(
        share, numbers, {**found, "evaluations": [item.get("evaluation").strip() for item in chosen]}
    )


def _require_bounds(file: _File, issue: Node, known: tuple[str, str]) -> None:
    where = place(file.name, issue.line)
    if any(
        fraction(a, where, "bound") != Fraction(b) for a, b in zip(_bounds(file, issue), known, strict=True)
    ):
        found = msg(
            "issue {name} has other bounds in {file} than in the domain",
            name=issue.get("name"),
            file=file.name,
        )
        raise unreadable("X004", where, found, advice=msg("Name the profiles of this domain."))


def _attributes(item: Node | None) -> dict[str, str]:
    return item.attributes if item is not None else {}
