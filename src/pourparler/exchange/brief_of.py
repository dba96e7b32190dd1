"""From a scenario to a brief: plain data in points, and its text with the raw numbers beside the derived ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pourparler.brief.document import scalar
from pourparler.exchange.decimals import decimal_text
from pourparler.exchange.naming import ids, shown
from pourparler.exchange.scenario import Choices, Profile, Scenario, Subject, points, reserve_of
from pourparler.exchange.yaml_lines import comment, flow, with_comment
from pourparler.language import LANGUAGES, Lang, Message, msg, render


@dataclass(frozen=True)
class Named:
    """A scenario with the ids that its brief uses and the points that it comes to.

    ``levels``: per issue, one id per value; ``points``: per party and issue, one number per value;
    ``reserves``: per party, as applied.
    """

    scenario: Scenario
    choices: Choices
    format: str
    parties: tuple[str, ...]
    issues: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    points: tuple[tuple[tuple[str, ...], ...], ...]
    reserves: tuple[str, ...]


def named(scenario: Scenario, choices: Choices, *, form: str) -> Named:
    """Give everything an id and work its points out; ``form``: the name of the format it was read from."""
    normalise = choices.normalise
    kept = choices.reserve == "keep"
    return Named(
        scenario,
        choices,
        form,
        ids((profile.name for profile in scenario.profiles), "party"),
        ids((subject.name for subject in scenario.subjects), "issue"),
        tuple(ids(subject.values, "value") for subject in scenario.subjects),
        tuple(
            tuple(tuple(map(decimal_text, points(worth, normalise))) for worth in profile.worths)
            for profile in scenario.profiles
        ),
        tuple(decimal_text(reserve_of(p, normalise) if kept else Fraction(0)) for p in scenario.profiles),
    )


def data_of(game: Named, lang: Lang) -> dict[str, Any]:
    """The brief as plain data, as YAML would give it: form ``points``, one value per level, a reserve per party."""
    parties = {}
    for i, (name, profile) in enumerate(zip(game.parties, game.scenario.profiles, strict=True)):
        entry: dict[str, Any] = {"name": shown(profile.name) or name, "reserve": scalar(game.reserves[i])}
        if told := party_note(profile, game.choices):
            entry["note"] = {language: render(told, language) for language in LANGUAGES}
        parties[name] = entry
    subjects = zip(game.issues, game.levels, game.scenario.subjects, strict=True)
    return {
        "schema": "pourparler/brief/1",
        "title": shown(game.scenario.title) or game.format,
        "language": lang,
        "parties": parties,
        "preferences": {"form": "points"},
        "issues": {name: _issue(name, levels, subject) for name, levels, subject in subjects},
        "stances": {
            party: {
                issue: {"values": dict(zip(levels, map(scalar, row), strict=True))}
                for issue, levels, row in zip(game.issues, game.levels, table, strict=True)
            }
            for party, table in zip(game.parties, game.points, strict=True)
        },
    }


def party_note(profile: Profile, choices: Choices) -> Message | None:
    """What was found beside the scores and is not, or not as found, in the model."""
    parts = []
    if profile.found.get("discount") not in (None, "", "1", "1.0"):
        parts.append(
            msg("Discount as found: {found}; recorded, not applied.", found=profile.found["discount"])
        )
    declared = profile.bid is not None or profile.reserve is not None
    if declared and choices.reserve == "ignore":
        reserve = decimal_text(reserve_of(profile, choices.normalise))
        parts.append(msg("Reserve as found: {found}; recorded, ignored on request.", found=reserve))
    if "unbounded" in profile.found:
        parts.append(msg("It has no reserve (minus infinity): every outcome is acceptable to it."))
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else msg("{first} {second}", first=parts[0], second=parts[1])


def _issue(name: str, levels: tuple[str, ...], subject: Subject) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    called = shown(subject.name)
    if called and called != name:
        entry["name"] = called
    span = _span(levels) if subject.kind != "discrete" else None
    if span is not None:
        entry["range"] = span
        return entry
    entry["levels"] = list(levels)
    if subject.kind != "discrete":
        entry["levels"] = {level: scalar(level) for level in levels}
    names = {level: shown(value) for level, value in zip(levels, subject.values, strict=True)}
    other = {level: value for level, value in names.items() if value and value != level}
    return entry | ({"level_names": other} if other else {})


def _span(levels: tuple[str, ...]) -> dict[str, Any] | None:
    """The range of a numeric issue, where its values are exactly those that a range with a step has."""
    if len(levels) < 2:
        return None
    values = [Fraction(level) for level in levels]
    step = values[1] - values[0]
    if step <= 0 or any(value != values[0] + i * step for i, value in enumerate(values)):
        return None
    return {"from": scalar(levels[0]), "to": scalar(levels[-1]), "step": scalar(decimal_text(step))}


def text_of(game: Named, data: Mapping[str, Any], lang: Lang) -> str:
    """The brief's text: a head that says where it comes from, and the numbers as found behind the derived ones."""
    lines = [f"# {comment(render(line, lang))}" for line in head(game)]
    for key in ("schema", "title", "language"):
        lines.append(f"{key}: {flow(data[key])}")
    lines.append("parties:")
    for name, profile in zip(game.parties, game.scenario.profiles, strict=True):
        lines += with_comment(f"  {name}: {flow(data['parties'][name])}", comment(profile.file))
    lines += ["preferences: {form: points}", "issues:"]
    lines += [f"  {name}: {flow(entry)}" for name, entry in data["issues"].items()]
    lines.append("stances:")
    for party, profile in zip(game.parties, game.scenario.profiles, strict=True):
        lines.append(f"  {party}:")
        for issue, worth in zip(game.issues, profile.worths, strict=True):
            raw = "" if _plain_points(worth.found) else as_found(worth.found)
            lines += with_comment(f"    {issue}: {flow(data['stances'][party][issue])}", raw)
    return "\n".join(lines) + "\n"


def _plain_points(found: Mapping[str, Any]) -> bool:
    """Whether the numbers as found are those of the brief: beside them they would say everything twice."""
    return found.get("weight") in (None, "1") and "evaluations" in found


def head(game: Named) -> Iterator[Message]:
    """What a reader of the brief should know of its making."""
    files = [shown(origin.file) for origin in game.scenario.origins]
    yield msg("Imported from {format}: {files}.", format=game.format, files=files)
    yield (
        msg("Points: weight x evaluation / largest evaluation of the issue (--normalise genius).")
        if game.choices.normalise == "genius"
        else msg("Points: weight x evaluation as written (--normalise none).")
    )
    yield (
        msg("Reserves as found (--reserve keep); none written counts as 0.")
        if game.choices.reserve == "keep"
        else msg("Reserves ignored (--reserve ignore): no deal is worth 0.")
    )
    yield msg(
        "imported.json keeps every number as found; `pourparler export` reads it while the points here are unchanged."
    )


def as_found(found: Mapping[str, Any]) -> str:
    """The numbers as they were written, on one line.

    >>> as_found({"weight": "0.5", "evaluations": ["12", "30"]})
    '0.5 x (12, 30)'
    """
    weight = found.get("weight", "1")
    if "evaluator" in found:
        inner = ", ".join(f"{key} {value}" for key, value in found["evaluator"].items())
    else:
        inner = ", ".join(map(str, found.get("evaluations", ())))
    return comment(f"{weight} x ({inner})")
