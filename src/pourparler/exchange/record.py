"""`imported.json`: every number of an import as found, beside what became of it."""

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

from pourparler.brief.brief import Brief
from pourparler.brief.numbers import levels_of
from pourparler.errors import UnreadableInput
from pourparler.exchange.brief_of import Named
from pourparler.exchange.decimals import decimal_text, fraction
from pourparler.exchange.faults import unreadable
from pourparler.exchange.files import read_json
from pourparler.exchange.naming import shown
from pourparler.exchange.scenario import Kind, Origin, Profile, Scenario, Subject, Worth
from pourparler.language import msg

FILE = "imported.json"
SCHEMA = "pourparler/imported/1"
# Every import writes its record here; one of another kind says nothing of scores.
_OTHER_KINDS = ("pourparler/imported-actors/1", "pourparler/imported-conflict/1")


def record_text(game: Named) -> str:
    """The record of an import, as JSON: what was chosen, the files, and per party the numbers found and derived."""
    scenario = game.scenario
    data = {
        "schema": SCHEMA,
        "format": game.format,
        "normalise": game.choices.normalise,
        "reserve": game.choices.reserve,
        "title": scenario.title,
        "files": [{"file": o.file, "role": o.role, "sha256": o.sha256} for o in scenario.origins],
        "issues": [
            {"id": name, "name": subject.name, "kind": subject.kind, "bounds": list(subject.bounds or ()),
             "step": subject.step, "levels": list(levels), "values": list(subject.values)}
            for name, levels, subject in zip(game.issues, game.levels, scenario.subjects, strict=True)
        ],
        "parties": [_party(game, i) for i in range(len(game.parties))],
        "notes": [str(note) for note in scenario.notes],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _party(game: Named, index: int) -> dict[str, Any]:
    profile = game.scenario.profiles[index]
    return {
        "id": game.parties[index],
        "name": profile.name,
        "file": profile.file,
        "found": dict(profile.found),
        "bid": None if profile.bid is None else list(profile.bid),
        "discount": decimal_text(profile.discount),
        "reserve": game.reserves[index],
        "issues": [
            {"found": dict(worth.found), "points": list(row)}
            for worth, row in zip(profile.worths, game.points[index], strict=True)
        ],
    }


def recorded(brief: Brief) -> Mapping[str, Any] | None:
    """The record beside a brief; ``None`` where there is none, or where the brief was changed since.

    Raises ``UnreadableInput`` for a record that is damaged.
    """
    path = brief.folder / FILE if brief.folder is not None else None
    if path is None or not path.is_file():
        return None
    data = read_json(path)
    try:
        if data["schema"] in _OTHER_KINDS:
            return None
        if data["schema"] != SCHEMA:
            raise damaged()
        return data if _unchanged(brief, data) else None
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        raise damaged() from error


def _unchanged(brief: Brief, data: Mapping[str, Any]) -> bool:
    """Whether the brief still holds the parties, issues, levels, points and reserves that were imported."""
    content = brief.content
    if content.preferences.form != "points" or list(brief.issues) != [
        issue["id"] for issue in data["issues"]
    ]:
        return False
    if list(brief.parties) != [party["id"] for party in data["parties"]]:
        return False
    for issue in data["issues"]:
        written = brief.issues[issue["id"]]
        if written.span is None and list(levels_of(written)) != issue["levels"]:
            return False
        if (written.name or issue["id"]) != (shown(issue["name"]) or issue["id"]):
            return False
        called = dict(zip(issue["levels"], map(shown, issue["values"]), strict=True))
        if any(called.get(level) != name for level, name in written.level_names.items()):
            return False
    wanted: dict[str, Fraction] = {}
    for party in data["parties"]:
        wanted[f"parties/{party['id']}/reserve"] = Fraction(party["reserve"])
        for issue, row in zip(data["issues"], party["issues"], strict=True):
            base = f"stances/{party['id']}/{issue['id']}/values"
            wanted |= {
                f"{base}/{level}": Fraction(x)
                for level, x in zip(issue["levels"], row["points"], strict=True)
            }
    known = {key: number for key, number in brief.numbers.items() if key.startswith(("stances/", "parties/"))}
    return known.keys() == wanted.keys() and all(
        known[key].law.is_point and known[key].law.central == float(value) for key, value in wanted.items()
    )


def scenario_of(data: Mapping[str, Any]) -> Scenario:
    """The scenario as it was found, from its record. Raises ``UnreadableInput`` for a record that is damaged."""
    try:
        return Scenario(
            data["title"],
            tuple(_subject(issue) for issue in data["issues"]),
            tuple(_profile(party) for party in data["parties"]),
            tuple(Origin(plain_file(o["file"]), o["role"], o["sha256"]) for o in data["files"]),
        )
    except (KeyError, TypeError, AttributeError, ValueError, IndexError, UnreadableInput) as error:
        raise damaged() from error


def _subject(issue: Mapping[str, Any]) -> Subject:
    kinds: dict[str, Kind] = {known: known for known in get_args(Kind)}
    kind = kinds[issue["kind"]]
    bounds = (str(issue["bounds"][0]), str(issue["bounds"][1])) if issue["bounds"] else None
    values = tuple(map(str, issue["values"]))
    return Subject(str(issue["name"]), values, kind, bounds, str(issue.get("step", "")))


def _profile(party: Mapping[str, Any]) -> Profile:
    worths = []
    for row in party["issues"]:
        found, share = row["found"], Fraction(1)
        if "weight" in found:
            share = fraction(found["weight"], FILE, "weight")
        numbers = tuple(fraction(x, FILE, "evaluation") for x in found.get("evaluations", row["points"]))
        worths.append(Worth(share, numbers, found))
    found = party["found"]
    reserve = fraction(found["reserve"], FILE, "reserve") if "reserve" in found and not party["bid"] else None
    bid = tuple(None if i is None else int(i) for i in party["bid"]) if party["bid"] is not None else None
    return Profile(
        str(party["name"]),
        tuple(worths),
        reserve,
        bid,
        Fraction(party["discount"]),
        plain_file(party["file"]),
        found,
    )


def plain_file(name: str) -> str:
    """A plain file name: a record that somebody sends must not lead out of the folder that is written."""
    if name and (Path(name).name != name or "\\" in name or name.startswith(".")):
        raise damaged()
    return name


def damaged() -> UnreadableInput:
    """A record that is not as an import writes it."""
    return unreadable(
        "X001",
        FILE,
        msg("{name} is damaged", name=FILE),
        advice=msg("Restore it, or delete it: the brief's own numbers are exported then."),
    )
