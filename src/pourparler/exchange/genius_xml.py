"""GENIUS: a domain in XML and one profile per party (bargaining specification, section 7).

Issues and weights are matched by `index`, values by `value`; never by position.
"""

from dataclasses import replace
from pathlib import Path

from pourparler.errors import UnreadableInput
from pourparler.exchange.evaluators import grid
from pourparler.exchange.faults import place, unreadable
from pourparler.exchange.files import candidates, no_profiles, origin, repeated, require_one_domain
from pourparler.exchange.genius_file import GeniusFile, bounds_of, key_of, read_file
from pourparler.exchange.genius_profile import read_profile
from pourparler.exchange.scenario import Given, Kind, Scenario, Subject
from pourparler.exchange.xml_tree import Node
from pourparler.language import Message, msg

_SUFFIXES = (".xml",)
_KINDS: tuple[Kind, ...] = ("discrete", "integer", "real")


def read(given: Given) -> Scenario:
    """The scenario of a folder or of a domain file with the profiles beside it (or those that are named).

    Raises ``UnreadableInput`` for anything that is not an additive scenario.
    """
    notes: list[Message] = []
    files = _scanned(given, notes)
    domain = _domain(given, files)
    subjects, keys = _subjects(domain, given.cuts, notes)
    if given.profiles:
        chosen = [read_file(path) for path in given.profiles]
        for file in chosen:
            _require_same(file, domain)
    else:
        chosen = _belonging(domain, [file for file in files if file.is_profile], notes)
    profiles = tuple(read_profile(file, subjects, keys, notes=notes) for file in chosen)
    origins = (origin(domain.path, "domain"), *(origin(file.path, "profile") for file in chosen))
    return Scenario(domain.path.stem, subjects, profiles, origins, tuple(notes))


def _scanned(given: Given, notes: list[Message]) -> list[GeniusFile]:
    """The XML files at hand. Files that are not XML at all, or say nothing of issues, are left out with a note."""
    found = []
    only = given.path.is_file()
    for path in candidates(given.path, _SUFFIXES):
        named = only and path == given.path
        if only and not named and given.profiles:
            continue
        try:
            found.append(replace(read_file(path), named=named))
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
        # The zeros are those of UTF-16.
        return stream.read(200).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def _domain(given: Given, files: list[GeniusFile]) -> GeniusFile:
    """The domain: the file without evaluations and weights, or the one that is named with its profiles."""
    if given.path.is_file():
        named = files[0]
        if named.is_profile and not given.profiles:
            raise unreadable(
                "X004",
                named.name,
                msg("{file} is a profile, not a domain: it holds weights or evaluations", file=named.name),
                advice=msg("Name the domain file, the folder, or the domain with every --profile FILE."),
            )
        return named
    domains = [file for file in files if not file.is_profile]
    none = msg("{folder} holds no GENIUS domain", folder=given.path.name)
    require_one_domain([file.name for file in domains], given.path, none)
    return domains[0]


def _belonging(domain: GeniusFile, profiles: list[GeniusFile], notes: list[Message]) -> list[GeniusFile]:
    """The profiles that speak of the domain's issues; those that share none are left out with a note.

    One that shares only some is a faulty profile of the folder's only domain; beside a domain that is named it
    may belong to another.
    """
    own = {issue.get("name") for issue in domain.issues}
    chosen = []
    for file in profiles:
        theirs = {issue.get("name") for issue in file.issues}
        if theirs == own:
            chosen.append(file)
            continue
        if theirs & own and not domain.named:
            _require_same(file, domain)
        notes.append(msg("{file} speaks of other issues and was left out.", file=file.name))
    if not chosen:
        raise no_profiles(domain.name)
    return chosen


def _require_same(file: GeniusFile, domain: GeniusFile) -> None:
    own, there = (sorted(issue.get("name") for issue in item.issues) for item in (domain, file))
    if own != there:
        raise unreadable(
            "X004",
            file.name,
            msg("{file} does not speak of the issues of {domain}", file=file.name, domain=domain.name),
            advice=msg("Name the profiles of this domain."),
        )


def _subjects(
    domain: GeniusFile, cuts: int, notes: list[Message]
) -> tuple[tuple[Subject, ...], tuple[str, ...]]:
    """The issues of a domain and their indices (their names where no index is written)."""
    if not domain.issues:
        raise unreadable(
            "X002",
            place(domain.name, domain.space.line),
            msg("{file} has no issues", file=domain.name),
            advice=msg("Name a domain with at least one issue."),
        )
    keys = tuple(key_of(issue) for issue in domain.issues)
    for twice in filter(None, (repeated(keys), repeated(issue.get("name") for issue in domain.issues))):
        raise unreadable(
            "X002",
            domain.name,
            msg("two issues of {file} are called {name}", file=domain.name, name=twice),
            advice=msg("Give every issue an index and a name of its own."),
        )
    return tuple(_subject(domain, issue, cuts, notes) for issue in domain.issues), keys


def _kind(file: GeniusFile, issue: Node, notes: list[Message]) -> Kind:
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


def _subject(domain: GeniusFile, issue: Node, cuts: int, notes: list[Message]) -> Subject:
    kind, name, where = _kind(domain, issue, notes), issue.get("name"), place(domain.name, issue.line)
    if kind != "discrete":
        low, high = bounds_of(domain, issue)
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
