"""Rubrics: how a forecast will be judged, written down before the outcome is known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pourparler.brief.brief import Brief
from pourparler.brief.document import Document, read_yaml
from pourparler.brief.faults import place_of
from pourparler.brief.fields import written
from pourparler.brief.files import read_text
from pourparler.brief.findings import Finding, ordered
from pourparler.errors import InvalidBrief, UnreadableInput, UsageError
from pourparler.language import Lang, Message, did_you_mean, msg, msg_n, render
from pourparler.trackrecord.records import SCORES, day_of

KEYS = ("anchors", "source", "resolves", "void", "score")
_START = msg("`pourparler ledger rubric BRIEF` prints one to fill in.")


@dataclass(frozen=True)
class Rubric:
    """How one issue's forecast will be judged.

    ``anchors``: places on the scale with what they mean in words, rising, both ends among them; ``source``:
    what decides the outcome; ``resolves``: the day by which it is known; ``void``: what makes the forecast
    void; ``score``: the primary score.
    """

    anchors: tuple[tuple[float, str], ...]
    source: str
    resolves: date
    void: str
    score: str

    def as_data(self) -> dict[str, Any]:
        """The rubric as a line of the ledger holds it (``resolves`` stands beside it there)."""
        anchors = [{"at": at, "words": words} for at, words in self.anchors]
        return {"anchors": anchors, "source": self.source, "void": self.void, "score": self.score}


def read_rubrics(path: Path, brief: Brief, *, day: date) -> dict[str, Rubric]:
    """The rubrics in a YAML file, by issue of ``brief``, for forecasts that are sealed on ``day``.

    Raises ``UnreadableInput`` where it is no YAML file and ``InvalidBrief`` with every fault at once: a
    field that is missing or empty, an end of the scale without an anchor, a day that is not after ``day``.
    """
    name = path.name
    document = read_yaml(read_text(path, name=str(path)), name)
    faults: list[Finding] = list(document.faults)
    if not isinstance(document.data, dict):
        raise UnreadableInput(
            msg("a rubric file is a mapping of issues to rubrics"), where=str(path), advice=_START
        )
    found = {}
    for issue, told in document.data.items():
        reading = _Reading(document, brief, day, faults)
        rubric = reading.rubric(str(issue), told)
        if rubric is not None:
            found[str(issue)] = rubric
    if faults:
        raise InvalidBrief(
            msg_n("the rubrics have {n} fault", "the rubrics have {n} faults", n=len(faults)),
            findings=ordered(faults),
            where=str(path),
            advice=_START,
        )
    return found


@dataclass(frozen=True)
class _Reading:
    document: Document
    brief: Brief
    day: date
    faults: list[Finding]

    def rubric(self, issue: str, told: Any) -> Rubric | None:
        """One issue's rubric, as far as it is whole."""
        before = len(self.faults)
        if issue not in self.brief.issues:
            otherwise = msg("Known here: {known}.", known=tuple(self.brief.issues))
            self.fault(
                (issue,),
                msg("there is no issue {name}", name=issue),
                did_you_mean(issue, self.brief.issues, otherwise),
            )
        elif not isinstance(told, dict):
            self.fault((issue,), msg("{name} must hold keys and values", name=issue), _START)
        else:
            for key in told.keys() - set(KEYS):
                self.fault((issue, key), msg("the key {name} is not known here", name=key), did_you_mean(key, KEYS, msg("Known here: {known}.", known=KEYS)))  # fmt: skip
            anchors = tuple(sorted(self.anchors(issue, told.get("anchors"))))
            texts = {key: self.text(issue, key, told.get(key)) for key in ("source", "void")}
            resolves, score = self.resolves(issue, told.get("resolves")), self.score(issue, told.get("score"))
            if len(self.faults) == before and resolves is not None:
                return Rubric(anchors, texts["source"], resolves, texts["void"], score)
        return None

    def fault(self, path: tuple[str, ...], message: Message, advice: Message, *, rule: str = "E002") -> None:
        place = place_of(path, self.document.places, self.document.file)
        self.faults.append(Finding(rule, place, "/".join(path), message, advice))

    def text(self, issue: str, key: str, told: Any) -> str:
        """A text that says something."""
        text = written(told)
        if isinstance(text, str) and text.strip():
            return text.strip()
        self.fault((issue, key), msg("{name} is missing or empty", name=key), _MEANT[key])
        return ""

    def score(self, issue: str, told: Any) -> str:
        """The primary score."""
        if told not in SCORES:
            self.fault(
                (issue, "score"),
                msg("{found} is none of {known:or}", found=str(told or "–")[:60], known=SCORES),
                _MEANT["score"],
            )
        return str(told)

    def resolves(self, issue: str, told: Any) -> date | None:
        """The day by which the outcome is known; after the seal."""
        try:
            found = day_of(told)
        except ValueError:
            message = msg("{found} is not a day", found=str(told or "–")[:60])
            self.fault((issue, "resolves"), message, _MEANT["resolves"], rule="E211")
            return None
        if found <= self.day:
            message = msg(
                "{day:date} is not after the day of the seal ({seal:date})", day=found, seal=self.day
            )
            self.fault(
                (issue, "resolves"),
                message,
                msg("A forecast is sealed before its outcome is known."),
                rule="E211",
            )
        return found

    def anchors(self, issue: str, told: Any) -> Iterator[tuple[float, str]]:
        """Places on the scale with their words; both ends must be among them."""
        low, high = self.brief.scale(issue)
        levels = self.brief.levels(issue)
        seen = set()
        for key, words in (told if isinstance(told, dict) else {}).items():
            at = place_on(str(key), levels)
            if at is None or not low <= at <= high:
                self.fault((issue, "anchors", key), msg("{found} is no place on the scale from {low} to {high}", found=key, low=low, high=high), _MEANT["anchors"])  # fmt: skip
                continue
            text = written(words)
            if not isinstance(text, str) or not text.strip():
                self.fault(
                    (issue, "anchors", key), msg("{name} is missing or empty", name=key), _MEANT["anchors"]
                )
                text = ""
            seen.add(at)
            yield at, text.strip()
        for end in (low, high):
            if end not in seen:
                self.fault(
                    (issue, "anchors"),
                    msg("the end {end} of the scale has no anchor", end=end),
                    _MEANT["anchors"],
                )


def place_on(text: str, levels: Mapping[str, float]) -> float | None:
    """The place on a scale that a level's name or a number names.

    >>> place_on("never", {"never": 0.0}), place_on("12.5", {}), place_on("soon", {})
    (0.0, 12.5, None)
    """
    if text in levels:
        return levels[text]
    try:
        return float(text)
    except ValueError:
        return None


_MEANT = {
    "anchors": msg("Say in words what each end of the scale means, as `0: nobody joins`."),
    "source": msg("Name the document or the institution that decides what the outcome was."),
    "void": msg("Say what would make the forecast void."),
    "resolves": msg("Write the day by which the outcome is known, as 2026-12-31."),
    "score": msg("Choose the score that counts."),
}


def template(brief: Brief, *, lang: Lang) -> str:
    """A commented rubric file for every issue of ``brief``, to fill in.

    Raises ``InvalidBrief`` for faults of the format and ``UsageError`` for a brief without issues.
    """
    brief.require_valid()
    if not brief.issues:
        raise UsageError(
            msg("this brief has no issues"), where="ledger rubric", advice=msg("Write its issues first.")
        )

    def comment(text: Message | str) -> str:
        return "# " + " ".join(render(text, lang).split())

    lines = [
        comment(msg("How each forecast will be judged. Fill in every line before sealing; take out the issues that are not sealed.")),
        "",
    ]  # fmt: skip
    others = comment(msg("Or {known:or}.", known=SCORES[1:]))
    for issue in brief.issues:
        lines.append(f"{issue}:  {comment(brief.issue_name(issue, lang))}")
        lines.append(f"  anchors:  {comment(_MEANT['anchors'])}")
        levels = brief.levels(issue)
        for end in brief.scale(issue):
            level = next((name for name, at in levels.items() if at == end), "")
            meant = brief.level_name(issue, level, lang=lang) if level else ""
            lines.append(f'    {_plain(end)}: ""' + (f"  {comment(meant)}" if meant else ""))
        lines += [f'  {key}: ""  {comment(_MEANT[key])}' for key in ("source", "resolves", "void")]
        lines.append(f"  score: crps  {others}")
    return "\n".join(lines) + "\n"


def _plain(x: float) -> str:
    return str(int(x)) if x.is_integer() else repr(x)
