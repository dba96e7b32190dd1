"""A brief as read: its content, where everything stands, and what it looks like from outside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from pourparler.brief.document import Path
from pourparler.brief.faults import place_of
from pourparler.brief.findings import Finding, Place
from pourparler.brief.judgements import Judgement
from pourparler.brief.numbers import Number, issue_scale, levels_of, numbers
from pourparler.brief.schema import Content, Issue, Party
from pourparler.brief.sources import Evidence, Source
from pourparler.errors import InvalidBrief, UsageError
from pourparler.language import Lang, did_you_mean, msg, msg_n, pick

MAIN = "brief.yaml"


@dataclass(frozen=True)
class Brief:
    """What is known about a negotiation. Read with :func:`read_brief`; frozen.

    ``data`` is the plain data after tables, scenario and as-of date; ``digest`` its fingerprint. A brief read
    from an archive is ``packed``: its folder is a copy that goes when the program ends.
    """

    content: Content
    data: Mapping[str, Any]
    digest: str
    folder: FilePath | None = None
    packed: bool = False
    scenario: str = ""
    places: Mapping[Path, Place] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()
    removed: frozenset[str] = frozenset()
    judgements: tuple[Judgement, ...] = ()

    def __repr__(self) -> str:
        title = pick(self.title, self.language)
        return f"<Brief {title!r}: {len(self.parties)} parties, {len(self.issues)} issues>"

    @property
    def language(self) -> Lang:
        """The brief's own language."""
        return self.content.language

    @property
    def title(self) -> Any:
        """The title, a text or one per language."""
        return self.content.title or (self.folder.name if self.folder else "")

    @property
    def sources(self) -> dict[str, Source]:
        """Sources by id."""
        return self.content.sources

    @property
    def evidence(self) -> dict[str, Evidence]:
        """Evidence items by id."""
        return self.content.evidence

    @property
    def parties(self) -> dict[str, Party]:
        """Parties by id, in the brief's order."""
        return self.content.parties

    @property
    def issues(self) -> dict[str, Issue]:
        """Issues by id, in the brief's order."""
        return self.content.issues

    @property
    def as_of(self) -> date | None:
        """The day from which the brief is seen: the last day of its as-of date, if it has one."""
        return self.content.as_of.last if self.content.as_of else None

    @cached_property
    def numbers(self) -> Mapping[str, Number]:
        """Every number in force on the as-of day, by key."""
        return numbers(self.content, self.as_of)

    @cached_property
    def heard(self) -> tuple[Judgement, ...]:
        """The judgements that were given by the as-of day; those without a date count."""
        return tuple(answer for answer in self.judgements if not answer.is_later(self.as_of))

    def number(self, key: str) -> Number:
        """The number under ``key``, such as ``stances/russia/membership/position``."""
        try:
            return self.numbers[key]
        except KeyError:
            raise UsageError(
                msg("there is no number {key} in this brief", key=key),
                where="trace",
                advice=did_you_mean(key, self.numbers, msg("Keys look like stances/PARTY/ISSUE/position.")),
            ) from None

    def place(self, key: str) -> Place:
        """Where the number or item under ``key`` stands."""
        path = tuple(
            int(step) if step.isdigit() and self._is_list(key, step) else step for step in key.split("/")
        )
        return place_of(path, self.places, MAIN)

    def _is_list(self, key: str, step: str) -> bool:
        here: Any = self.data
        for part in key.split("/"):
            if part == step and isinstance(here, list):
                return True
            here = here.get(part) if isinstance(here, Mapping) else None
        return False

    def party_name(self, party: str, lang: Lang) -> str:
        """What to call a party."""
        known = self.parties.get(party)
        return pick(known.name if known else None, lang, party)

    def issue_name(self, issue: str, lang: Lang) -> str:
        """What to call an issue."""
        known = self.issues.get(issue)
        return pick(known.name if known else None, lang, issue)

    def level_name(self, issue: str, level: object, *, lang: Lang) -> str:
        """What to call a value of an issue."""
        known = self.issues.get(issue)
        return pick(known.level_names.get(str(level)) if known else None, lang, str(level))

    def levels(self, issue: str) -> Mapping[str, float]:
        """Level names and values of an issue; empty for a numeric range."""
        return levels_of(self.issues[issue])

    def scale(self, issue: str) -> tuple[float, float]:
        """Both ends of an issue's scale."""
        scale = issue_scale(self.issues[issue])
        return float(scale.low or 0.0), float(scale.high or 0.0)

    def require_source(self, name: str, *, where: str) -> None:
        """Raise ``UsageError`` for an id that is no source; ``where`` it was given."""
        if name not in self.sources:
            raise UsageError(
                msg("{id} is not a source", id=name),
                where=where,
                advice=did_you_mean(
                    name, self.sources, msg("Known here: {known}.", known=tuple(self.sources))
                ),
            )

    def writable_folder(self) -> FilePath:
        """The folder to write to. Raises ``UsageError`` for a brief without one of its own."""
        if self.folder is None or self.packed:
            raise UsageError(
                msg("this brief was not read from a folder, so nothing can be written to it"),
                where=MAIN,
                advice=msg("Unpack it and name its folder."),
            )
        return self.folder

    def require_valid(self) -> None:
        """Raise ``InvalidBrief`` with all faults of the format, if there are any."""
        errors = [fault for fault in self.faults if fault.level == "error"]
        if errors:
            raise InvalidBrief(
                msg_n(
                    "the brief has {n} fault of format", "the brief has {n} faults of format", n=len(errors)
                ),
                findings=errors,
                where=errors[0].where,
                advice=msg("See `pourparler check`. First: {first}", first=errors[0].message),
            )
