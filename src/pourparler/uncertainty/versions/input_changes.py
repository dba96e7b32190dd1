"""What differs between two briefs: numbers with their laws, evidence and weights; parties, issues, rules and moves."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, Literal

from pourparler.brief.brief import Brief
from pourparler.brief.canonical import canonical
from pourparler.brief.numbers import Number
from pourparler.brief.reading import brief_from_data
from pourparler.brief.weights import Weights

How = Literal["added", "removed", "changed"]
Path = tuple[str, ...]

NOT_IN_THE_NUMBERS = frozenset(("schema", "title", "language", "notes", "reference", "published", "note"))
"""Keys that say what a brief is about and change no answer."""

_CITED = ("evidence", "sources")
_MISSING = object()
_WORDS = frozenset(("name", "names", "aliases", "note", "claim", "topic", "unused", "author", "why", "title"))


@dataclass(frozen=True)
class InputChange:
    """One input that differs: its ``key``, what it is, and how it stands in either brief.

    ``paths``: the places in the briefs' data that differ; ``before`` and ``after``: what is written there (``None``:
    nothing); ``weights``: of a number, the weight of its evidence before and after; ``evidence``: ids that it cites
    only before, and only after. ``part``: the section it belongs to, ``numbers`` for a number.
    """

    key: str
    part: str
    how: How
    paths: tuple[Path, ...]
    before: Any = None
    after: Any = None
    weights: tuple[float | None, float | None] = (None, None)
    evidence: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def as_data(self) -> dict[str, Any]:
        """As JSON data."""
        return {
            "key": self.key,
            "part": self.part,
            "how": self.how,
            "before": self.before,
            "after": self.after,
            "weight": {"before": self.weights[0], "after": self.weights[1]},
            "evidence": {"only_before": list(self.evidence[0]), "only_after": list(self.evidence[1])},
        }

    @property
    def acts_alone(self) -> bool:
        """Whether it can be changed alone: evidence and sources that only one brief has act through what cites them."""
        return not (self.part in _CITED and self.how != "changed")


def input_changes(before: Brief, after: Brief) -> tuple[InputChange, ...]:
    """All inputs that differ between two briefs, numbers first, in the order of the first brief, then the second's.

    A party or an issue that only one brief has is one change with everything that it holds. Names, titles and notes
    are no inputs.
    """
    paths = [path for path in _differing(before.data, after.data, ()) if path[0] not in NOT_IN_THE_NUMBERS]
    alone = _alone(before, after)
    units: dict[str, list[Path]] = {}
    keys = {**before.numbers, **after.numbers}
    for path in paths:
        units.setdefault(_unit(path, keys, alone), []).append(path)
    if _judged(before) != _judged(after):
        units["judgements"] = [("judgements",)]
    weights = Weights(before), Weights(after)
    found = [
        _number(key, (before, after), units[key], weights) if key in keys else _other(key, (before, after), units[key])
        for key in units
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda change: change.part != "numbers"))


def changed_alone(before: Brief, after: Brief, change: InputChange) -> Brief:
    """``before`` with one change of ``after`` made: a brief of its own. Raises ``InvalidBrief`` where it cannot be read.

    Evidence and sources that only ``after`` has are there too: what the change cites must be known.
    """
    data = deepcopy(dict(before.data))
    for section in _CITED:
        new = {k: v for k, v in _at(after.data, (section,), {}).items() if k not in _at(data, (section,), {})}
        if new:
            data[section] = {**_at(data, (section,), {}), **deepcopy(new)}
    for path in change.paths:
        _put(data, path, _at(after.data, path, _MISSING))
    judgements = after.judgements if change.key == "judgements" else before.judgements
    made = replace(brief_from_data(data), folder=before.folder, packed=before.packed, judgements=judgements)
    made.require_valid()
    return made


def _differing(a: Any, b: Any, path: Path) -> Iterator[Path]:
    """The shortest paths below which two trees of data differ; keys of words are left out."""
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        for key in dict.fromkeys((*a, *b)):
            if str(key) in _WORDS and len(path) >= 2:
                continue
            if key == "assumption" and key in a and key in b:
                continue  # the same ground in other words
            yield from _differing(a.get(key, _MISSING), b.get(key, _MISSING), (*path, key))
    elif a is _MISSING or b is _MISSING:
        present = b if a is _MISSING else a
        # An entry of a section is a change of its own, also where the whole section is new.
        if isinstance(present, Mapping) and present and len(path) < (3 if path[0] == "stances" else 2):
            for key in present:
                yield (*path, key)
        else:
            yield path
    elif canonical(a) != canonical(b):
        yield path


def _alone(before: Brief, after: Brief) -> dict[str, frozenset[str]]:
    """Parties and issues that only one of the briefs has."""
    return {
        "parties": frozenset(set(before.parties) ^ set(after.parties)),
        "issues": frozenset(set(before.issues) ^ set(after.issues)),
    }


def _unit(path: Path, keys: Mapping[str, Number], alone: Mapping[str, frozenset[str]]) -> str:
    """The key of the input that a differing path belongs to."""
    head, rest = path[0], tuple(str(step) for step in path[1:])
    for section, names in alone.items():
        hit = next((step for step in rest if step in names), None)
        if hit is not None and head in ("parties", "issues", "stances", "calendar"):
            return f"{section}/{hit}"
    for end in range(len(path), 1, -1):  # the longest that is a number
        key = "/".join(map(str, path[:end]))
        if key in keys:
            return key
    if head == "stances":
        return "/".join(map(str, path[:4]))
    if head == "moves":
        return "/".join(map(str, path[:3] if len(path) > 2 else path))
    return "/".join(map(str, path[:2]))


def _number(
    key: str, briefs: tuple[Brief, Brief], paths: list[Path], weights: tuple[Weights, Weights]
) -> InputChange:
    old, new = (brief.numbers.get(key) for brief in briefs)
    w = tuple(None if n is None else of.number(n) for n, of in zip((old, new), weights, strict=True))
    a, b = (() if n is None else n.because for n in (old, new))
    return InputChange(
        key, "numbers", _how(old, new), tuple(paths), _written(old), _written(new), (w[0], w[1]),
        (tuple(e for e in a if e not in b), tuple(e for e in b if e not in a)),
    )  # fmt: skip


def _other(key: str, briefs: tuple[Brief, Brief], paths: list[Path]) -> InputChange:
    """What differs below a key that is no number; of a thing that both briefs have, only the places that differ."""
    part, at = key.split("/")[0], tuple(key.split("/"))
    if key == "judgements":
        return InputChange(key, part, "changed", tuple(paths))
    old, new = (_at(brief.data, at, _MISSING) for brief in briefs)
    how = _how(None if old is _MISSING else old, None if new is _MISSING else new)
    if how == "changed" and paths != [at]:
        old, new = (
            {"/".join(map(str, path[len(at) :])): _at(brief.data, path, None) for path in paths} for brief in briefs
        )  # fmt: skip
    before, after = (None if side is _MISSING else _plain(side) for side in (old, new))
    return InputChange(key, part, how, tuple(paths), before, after)


def _how(old: object, new: object) -> How:
    return "added" if old is None else "removed" if new is None else "changed"


def _written(number: Number | None) -> Any:
    """What is written for a number: its form alone, without its ground."""
    if number is None:
        return None
    entry = number.entry
    if entry.form == "point":
        return _plain(entry.value)
    if entry.form == "quantiles":
        return {"quantiles": {str(k): v for k, v in (entry.quantiles or {}).items()}}
    known = {"low": entry.low, "mode": entry.mode, "high": entry.high}
    return {name: _plain(value) for name, value in known.items() if value is not None}


def _plain(value: Any) -> Any:
    """Written data as JSON has it."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    return float(value) if isinstance(value, float) else str(value)


def _judged(brief: Brief) -> list[tuple[Any, ...]]:
    return [(j.key, j.expert, j.lowest, j.highest, j.best, j.confidence) for j in brief.judgements]


def _at(data: Any, path: Path, default: Any) -> Any:
    for step in path:
        if not isinstance(data, Mapping) or step not in data:
            return default
        data = data[step]
    return data


def _put(data: dict[str, Any], path: Path, value: Any) -> None:
    """Write ``value`` at a path, or take the place out where there is none."""
    here = data
    for step in path[:-1]:
        if not isinstance(here.get(step), dict):
            if value is _MISSING:
                return
            here[step] = {}
        here = here[step]
    if value is _MISSING:
        here.pop(path[-1], None)
    else:
        here[path[-1]] = deepcopy(value)
