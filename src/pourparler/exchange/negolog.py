"""NegoLog: one JSON file per party, which holds its weights and values; the domain is what all of them list."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pourparler.exchange.decimals import as_text, fraction, long_text
from pourparler.exchange.faults import unreadable
from pourparler.exchange.files import candidates, origin, read_json
from pourparler.exchange.json_text import Digits, exact_json
from pourparler.exchange.scenario import Given, Profile, Scenario, Subject, Worth
from pourparler.exchange.structure import mapping, part, same_names
from pourparler.language import Message, msg

Loaded = tuple[Path, Mapping[str, Any]]


def read(given: Given) -> Scenario:
    """The scenario of a folder, or of a first profile and those that are named.

    All profiles must list the same issues and values. Raises ``UnreadableInput`` where they do not.
    """
    notes: list[Message] = []
    chosen = _chosen(given, notes)
    first, data = chosen[0]
    issues = mapping(part(data, "issues", first.name), first.name, "issues")
    subjects = tuple(
        Subject(name, tuple(mapping(values, first.name, name))) for name, values in issues.items()
    )
    profiles = tuple(_profile(path, profile, subjects) for path, profile in chosen)
    origins = tuple(origin(path, "profile") for path, _ in chosen)
    return Scenario(first.resolve().parent.name, subjects, profiles, origins, tuple(notes))


def _chosen(given: Given, notes: list[Message]) -> list[Loaded]:
    if given.path.is_file() and given.profiles:
        return [_profile_file(path) for path in (given.path, *given.profiles)]
    if given.profiles:
        return [_profile_file(path) for path in given.profiles]
    found: list[Loaded] = []
    for path in sorted(candidates(given.path, (".json",)), key=lambda item: item.name):
        data = read_json(path)
        if isinstance(data, Mapping) and {"issueWeights", "issues"} <= data.keys():
            found.append((path, data))
        elif path == given.path:
            raise _no_profile(path)
        else:
            notes.append(msg("{file} is not a scenario file and was left out.", file=path.name))
    if not found:
        raise unreadable(
            "X002",
            str(given.path),
            msg(
                "{folder} holds no NegoLog profile: no file has issueWeights and issues",
                folder=given.path.name,
            ),
            advice=msg("Name the folder that holds one file per party."),
        )
    return found


def _profile_file(path: Path) -> Loaded:
    data = read_json(path)
    if not isinstance(data, Mapping) or not {"issueWeights", "issues"} <= data.keys():
        raise _no_profile(path)
    return path, data


def _no_profile(path: Path) -> Exception:
    return unreadable(
        "X002",
        path.name,
        msg("{file} is no NegoLog profile: it lacks issueWeights or issues", file=path.name),
        advice=msg("Name the files of the parties."),
    )


def _profile(path: Path, data: Mapping[str, Any], subjects: tuple[Subject, ...]) -> Profile:
    file = path.name
    issues = mapping(part(data, "issues", file), file, "issues")
    weights = mapping(data["issueWeights"], file, "issueWeights")
    names = tuple(subject.name for subject in subjects)
    same_names(issues, names, file)
    same_names(weights, names, file)
    worths = []
    for subject in subjects:
        table = mapping(issues[subject.name], file, subject.name)
        same_names(table, subject.values, file)
        written = [as_text(table[value]) for value in subject.values]
        numbers = tuple(fraction(text, file, subject.name) for text in written)
        weight = weights[subject.name]
        found = {"weight": as_text(weight), "evaluations": written}
        worths.append(Worth(fraction(weight, file, "weight"), numbers, found))
    if data.get("reservationValue") is None:
        return Profile(path.stem, tuple(worths), file=file)
    reserve = fraction(data["reservationValue"], file, "reservationValue")
    return Profile(
        path.stem, tuple(worths), reserve, file=file, found={"reserve": as_text(data["reservationValue"])}
    )


def write(scenario: Scenario) -> Mapping[str, str]:
    """The files of a scenario: one profile per party."""
    files = {}
    for profile in scenario.profiles:
        weights, issues = {}, {}
        for subject, worth in zip(scenario.subjects, profile.worths, strict=True):
            weights[subject.name] = Digits(worth.found.get("weight") or long_text(worth.weight))
            texts = worth.found.get("evaluations") or [long_text(number) for number in worth.evaluations]
            issues[subject.name] = {v: Digits(text) for v, text in zip(subject.values, texts, strict=True)}
        data: dict[str, Any] = {"issueWeights": weights, "issues": issues}
        if profile.reserve is not None:
            reserve = Digits(profile.found.get("reserve") or long_text(profile.reserve))
            data = {"reservationValue": reserve, **data}
        files[profile.file or f"{profile.name}.json"] = exact_json(data) + "\n"
    return files
