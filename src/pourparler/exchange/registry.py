"""The formats, by name: how each is read and written, and its normalisation. A format is a file and a line here."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from pourparler.errors import UsageError
from pourparler.exchange.scenario import Given, Normalise, Scenario
from pourparler.language import Message, did_you_mean, mark, msg

if TYPE_CHECKING:
    from pathlib import Path

    from pourparler.exchange.actors import table as actors
    from pourparler.exchange.conflicts.draft import Draft


@dataclass(frozen=True)
class GameFormat:
    """A format of scores. ``module`` has ``read(Given) -> Scenario`` and ``write(Scenario) -> {file: text}``.

    ``shape`` says how a brief's points are written: as ``shares`` of the issue's largest, with that as weight,
    or as ``points`` with weight 1. ``signed``: negative numbers may be written; ``writer``: the module that
    writes, where it is another; ``suffix``: of the file of a party.
    """

    name: str
    module: str
    purpose: str
    normalise: Normalise = "none"
    shape: Literal["shares", "points"] = "shares"
    signed: bool = False
    writer: str = ""
    suffix: str = ".json"

    def read(self, given: Given) -> Scenario:
        """The scenario in these files."""
        found: Scenario = _module(self.module).read(given)
        return found

    def write(self, scenario: Scenario) -> Mapping[str, str]:
        """The files of a scenario, by name."""
        files: Mapping[str, str] = _module(self.writer or self.module).write(scenario)
        return files


_GAMES = (
    GameFormat(
        "genius",
        "genius_xml",
        mark("GENIUS: a domain and its profiles in XML."),
        "genius",
        writer="genius_text",
        suffix=".xml",
    ),
    GameFormat("geniusweb", "genius_web", mark("GeniusWeb: a domain and its profiles in JSON.")),
    GameFormat(
        "negmas",
        "negmas",
        mark("NegMAS: a folder of YAML or JSON files."),
        shape="points",
        signed=True,
        suffix=".yml",
    ),
    GameFormat("negolog", "negolog", mark("NegoLog: one JSON file per party.")),
    GameFormat(
        "table",
        "score_table",
        mark("A table of scores: CSV or XLSX."),
        shape="points",
        signed=True,
        suffix=".csv",
    ),
)
GAMES: Mapping[str, GameFormat] = {item.name: item for item in _GAMES}


@dataclass(frozen=True)
class ReferenceFormat:
    """A format of literature. ``module`` has ``read(Path) -> (items, notes)`` and ``write(items) -> text``."""

    name: str
    module: str
    purpose: str

    def read(self, path: Any) -> tuple[list[dict[str, Any]], tuple[Message, ...]]:
        """The items of a file, as CSL-JSON."""
        found: tuple[list[dict[str, Any]], tuple[Message, ...]] = _module(self.module).read(path)
        return found

    def write(self, items: list[dict[str, Any]]) -> str:
        """The text of a file with these items of CSL-JSON."""
        text: str = _module(self.module).write(items)
        return text


@dataclass(frozen=True)
class ActorFormat:
    """A format of actors' positions. ``module`` has ``read(Given) -> ActorTable``; ``writer``: the module that has
    ``written(ActorTable, file name, decimal) -> (bytes or text, notes)``; ``suffixes``: of the files written.
    """

    name: str
    module: str
    purpose: str
    writer: str
    suffixes: tuple[str, ...]

    def read(self, given: "actors.Given") -> "actors.ActorTable":
        """The table of actors in this file."""
        found: actors.ActorTable = _module(self.module).read(given)
        return found


_ACTORS = (
    ActorFormat("actors", "actors.sheet", mark("A table of actors, positions and saliences: CSV or XLSX."), "actors.sheet_out", (".csv", ".xlsx")),
    ActorFormat("ktab", "actors.ktab", mark("KTAB: actors and dimensions in CSV or XML."), "actors.ktab_out", (".csv", ".xml")),
    ActorFormat("decide", "actors.decide", mark("decide: lines that begin with #A, #P, #M and #D."), "actors.decide_out", (".csv", ".txt")),
)  # fmt: skip
ACTORS: Mapping[str, ActorFormat] = {item.name: item for item in _ACTORS}


@dataclass(frozen=True)
class ConflictFormat:
    """A format of conflicts. ``module`` has ``read(Path) -> Draft``; ``written``: whether briefs are exported to it."""

    name: str
    module: str
    purpose: str
    written: bool

    def read(self, path: "Path") -> "Draft":
        """The conflict in this file."""
        found: Draft = _module(self.module).read(path)
        return found


_CONFLICTS = (
    ConflictFormat("conflict", "conflicts.conflict_json", mark("A conflict (options or a graph, moves, rankings) in JSON."), True),
    ConflictFormat("gmcr", "conflicts.gmcr", mark("GMCR+: a model of a conflict, saved as JSON."), False),
)  # fmt: skip
CONFLICTS: Mapping[str, ConflictFormat] = {item.name: item for item in _CONFLICTS}

REFERENCES: Mapping[str, ReferenceFormat] = {
    "csl": ReferenceFormat("csl", "csl_json", mark("Sources in CSL-JSON, as Zotero writes it.")),
    "bibtex": ReferenceFormat("bibtex", "bibtex", mark("Sources in BibTeX.")),
}


def _module(name: str) -> Any:
    return import_module(f"pourparler.exchange.{name}")


def game_format(name: str) -> GameFormat:
    """A format of scores by name. Raises ``UsageError`` for an unknown one.

    >>> game_format("genius").normalise
    'genius'
    """
    if name in GAMES:
        return GAMES[name]
    raise _unknown(name, tuple(GAMES))


def actor_format(name: str) -> ActorFormat:
    """A format of actors' positions by name. Raises ``UsageError`` for an unknown one."""
    if name in ACTORS:
        return ACTORS[name]
    raise _unknown(name, tuple(ACTORS))


def conflict_format(name: str) -> ConflictFormat:
    """A format of conflicts by name. Raises ``UsageError`` for an unknown one."""
    if name in CONFLICTS:
        return CONFLICTS[name]
    raise _unknown(name, tuple(CONFLICTS))


def reference_format(name: str) -> ReferenceFormat:
    """A format of literature by name. Raises ``UsageError`` for an unknown one."""
    if name in REFERENCES:
        return REFERENCES[name]
    raise _unknown(name, tuple(REFERENCES))


def _unknown(name: str, known: tuple[str, ...]) -> UsageError:
    return UsageError(
        msg("there is no format {name}", name=name),
        where="exchange",
        advice=did_you_mean(name, known, msg("Known here: {known}.", known=known)),
    )
