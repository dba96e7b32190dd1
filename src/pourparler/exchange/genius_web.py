"""GeniusWeb: a domain and one additive profile per party in JSON; the older spelling of its parts as well."""

import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from pourparler.exchange.decimals import as_text, fraction, long_text
from pourparler.exchange.evaluators import between, stepped
from pourparler.exchange.faults import impossible, unreadable
from pourparler.exchange.files import candidates, no_profiles, origin, read_json, require_one_domain
from pourparler.exchange.json_text import Digits, exact_json
from pourparler.exchange.outcomes import outcome_worth
from pourparler.exchange.scenario import Given, Kind, Profile, Scenario, Subject, Worth
from pourparler.exchange.structure import distinct, mapping, part, same_names, sequence, word
from pourparler.language import Message, msg

SPACE = "LinearAdditiveUtilitySpace"
_SPACES = (SPACE, "linearadditive", "LinearAdditive")
_DISCRETE = ("DiscreteValueSetUtilities", "discreteutils")
_NUMBER = ("NumberValueSetUtilities", "numberutils")

_ORDERING = re.compile("(?i)(space|ordering)$")

Loaded = tuple[Path, Mapping[str, Any]]


def read(given: Given) -> Scenario:
    """The scenario of a folder or of a domain file with the profiles beside it (or those that are named).

    Other JSON files of a folder are left out with a note. Raises ``UnreadableInput`` for faults.
    """
    notes: list[Message] = []
    files = _scanned(given, notes)
    domain = _domain(given, files)
    issues = mapping(part(domain[1], "issuesValues", domain[0].name), domain[0].name, "issuesValues")
    subjects = tuple(_subject(name, entry, domain[0].name) for name, entry in issues.items())
    if given.profiles:
        chosen = [_profile_file(path) for path in given.profiles]
    else:
        chosen = _belonging(
            subjects, [(path, space) for path, data in files if (space := _space(data))], notes
        )
    if not chosen:
        raise no_profiles(domain[0].name)
    profiles = tuple(_profile(path, space, subjects) for path, space in chosen)
    origins = (origin(domain[0], "domain"), *(origin(path, "profile") for path, _ in chosen))
    title = domain[1].get("name")
    return Scenario(
        as_text(title) if isinstance(title, str) else domain[0].stem,
        subjects,
        profiles,
        origins,
        tuple(notes),
    )


def _scanned(given: Given, notes: list[Message]) -> list[Loaded]:
    found = []
    for path in candidates(given.path, (".json",)):
        if given.path.is_file() and path != given.path and given.profiles:
            continue
        data = read_json(path)
        if isinstance(data, Mapping) and ("issuesValues" in data or _space(data) is not None):
            found.append((path, data))
        elif path == given.path:
            raise unreadable(
                "X002",
                path.name,
                msg("{file} is neither a GeniusWeb domain nor an additive profile", file=path.name),
                advice=msg("Name the domain file, or the folder."),
            )
        elif kind := _other_profile(data):
            # A party that is left out silently would change every answer.
            raise unreadable(
                "X005",
                path.name,
                msg("{file} is a {kind}; only additive functions can be imported", file=path.name, kind=kind),
                advice=msg("Choose a scenario with additive functions, or take the file out of the folder."),
            )
        else:
            notes.append(msg("{file} is not a scenario file and was left out.", file=path.name))
    return found


def _space(data: Any) -> Mapping[str, Any] | None:
    """The additive space of a profile; ``None`` for a file that is none."""
    if not isinstance(data, Mapping):
        return None
    if "issueUtilities" in data:
        return data
    return next((data[key] for key in _SPACES if isinstance(data.get(key), Mapping)), None)


def _other_profile(data: Any) -> str:
    """The kind of a profile that is not additive, or an empty text for a file that is no profile."""
    if not isinstance(data, Mapping) or len(data) != 1:
        return ""
    (kind, inner), *_ = data.items()
    return kind if isinstance(inner, Mapping) and ("domain" in inner or _ORDERING.search(kind)) else ""


def _profile_file(path: Path) -> Loaded:
    space = _space(read_json(path))
    if space is None:
        raise unreadable(
            "X005",
            path.name,
            msg("{file} holds no {kind}", file=path.name, kind=SPACE),
            advice=msg("Only additive profiles can be imported."),
        )
    return path, space


def _domain(given: Given, files: list[Loaded]) -> Loaded:
    domains = [(path, data) for path, data in files if "issuesValues" in data]
    if given.path.is_file():
        domains = [loaded for loaded in domains if loaded[0] == given.path]
    none = msg("{folder} holds no domain: no file has issuesValues", folder=given.path.name)
    require_one_domain([path.name for path, _ in domains], given.path, none)
    return domains[0]


def _belonging(subjects: tuple[Subject, ...], profiles: list[Loaded], notes: list[Message]) -> list[Loaded]:
    own = {subject.name for subject in subjects}
    chosen = []
    for path, space in profiles:
        if set(mapping(part(space, "issueUtilities", path.name), path.name, "issueUtilities")) == own:
            chosen.append((path, space))
        else:
            notes.append(msg("{file} speaks of other issues and was left out.", file=path.name))
    return chosen


def _subject(name: str, entry: Any, where: str) -> Subject:
    values = mapping(entry, where, name)
    if "range" in values:
        span = values["range"]
        if isinstance(span, Mapping):
            span = [part(span, key, where) for key in ("low", "high", "step")]
        ends = [word(item, where, name) for item in sequence(span, where, name)]
        if len(ends) != 3:
            raise unreadable(
                "X002",
                where,
                msg("the range of {name} must hold lowest, highest and step", name=name),
                advice=msg("Compare the file with the format's own examples."),
            )
        low, high, step = (fraction(end, where, name) for end in ends)
        kind: Kind = "integer" if all(x.denominator == 1 for x in (low, high, step)) else "real"
        written = stepped(low, high, step=step, where=where)
        return Subject(name, written, kind, (ends[0], ends[1]), ends[2])
    return Subject(name, distinct(sequence(part(values, "values", where), where, name), where, name))


def _profile(path: Path, space: Mapping[str, Any], subjects: tuple[Subject, ...]) -> Profile:
    file = path.name
    utilities = mapping(part(space, "issueUtilities", file), file, "issueUtilities")
    weights = mapping(part(space, "issueWeights", file), file, "issueWeights")
    names = tuple(subject.name for subject in subjects)
    same_names(utilities, names, file)
    same_names(weights, names, file)
    worths = tuple(
        _worth(subject, utilities[subject.name], weights[subject.name], file) for subject in subjects
    )
    bid, found = None, {}
    if space.get("reservationBid") is not None:
        bid = _bid(space["reservationBid"], subjects, file)
        found["reservationBid"] = _named(subjects, bid)
    return Profile(path.stem, worths, bid=bid, file=file, found=found)


def _bid(written: Any, subjects: tuple[Subject, ...], file: str) -> tuple[int | None, ...]:
    """The reservation bid by value indices; an issue that it leaves open adds nothing to its utility."""
    data = mapping(written, file, "reservationBid")
    inner = mapping(data.get("issuevalues", data), file, "reservationBid")
    if unknown := sorted(set(inner) - {subject.name for subject in subjects}):
        raise unreadable(
            "X004",
            file,
            msg("the reservation bid speaks of {names}, which the domain does not know", names=unknown[:5]),
            advice=msg("Give files of one domain."),
        )
    return tuple(
        _index(subject, word(inner[subject.name], file, subject.name), file)
        if subject.name in inner
        else None
        for subject in subjects
    )


def _named(subjects: tuple[Subject, ...], bid: tuple[int | None, ...]) -> dict[str, str]:
    pairs = zip(subjects, bid, strict=True)
    return {subject.name: subject.values[i] for subject, i in pairs if i is not None}


def _index(subject: Subject, value: str, file: str) -> int:
    if value in subject.values:
        return subject.values.index(value)
    if subject.kind != "discrete":
        number = fraction(value, file, subject.name)
        for i, known in enumerate(subject.values):
            if Fraction(known) == number:
                return i
    raise unreadable(
        "X004",
        file,
        msg("{value} is no value of {name}", value=value, name=subject.name),
        advice=msg("Values are matched letter for letter."),
    )


def _worth(subject: Subject, entry: Any, weight: Any, file: str) -> Worth:
    outer = mapping(entry, file, subject.name)
    share = fraction(weight, file, "weight")
    found: dict[str, Any] = {"weight": as_text(weight)}
    for key in _DISCRETE:
        if key in outer:
            table = mapping(
                part(mapping(outer[key], file, key), "valueUtilities", file), file, "valueUtilities"
            )
            same_names(table, subject.values, file)
            written = [as_text(table[value]) for value in subject.values]
            numbers = tuple(fraction(text, file, subject.name) for text in written)
            return Worth(share, numbers, {**found, "evaluations": written})
    for key in _NUMBER:
        if key in outer and subject.kind != "discrete":
            inner = mapping(outer[key], file, key)
            parts = {
                name: as_text(part(inner, name, file))
                for name in ("lowValue", "lowUtility", "highValue", "highUtility")
            }
            low, low_worth, high, high_worth = (fraction(text, file, name) for name, text in parts.items())
            _require_span(subject, (low, high), file)
            numbers = between(subject.values, (low, high), (low_worth, high_worth))
            return Worth(share, numbers, {**found, "evaluator": parts})
    raise unreadable(
        "X005",
        file,
        msg("the utilities of {name} are of a kind that is not supported", name=subject.name),
        advice=msg("Known here: {known}.", known=(_DISCRETE[0], _NUMBER[0])),
    )


def _require_span(subject: Subject, ends: tuple[Fraction, Fraction], file: str) -> None:
    """Refuse utilities that begin or end elsewhere than the domain's range: GeniusWeb does as well."""
    low, high = (Fraction(bound) for bound in subject.bounds or ("0", "0"))
    if ends != (low, high):
        raise unreadable(
            "X004",
            file,
            msg("the utilities of {name} do not begin and end where its range does", name=subject.name),
            advice=msg("Write the ends of the domain's range as lowValue and highValue."),
        )


def write(scenario: Scenario) -> Mapping[str, str]:
    """The files of a scenario: the domain and one profile per party.

    Raises ``UsageError`` where a reserve is the utility of no outcome: this format can only name a bid.
    """
    domain = {
        "name": scenario.title,
        "issuesValues": {subject.name: _values(subject) for subject in scenario.subjects},
    }
    files = {scenario.domain_file("domain.json"): exact_json(domain) + "\n"}
    for profile in scenario.profiles:
        files[profile.file or f"{profile.name}.json"] = (
            exact_json({SPACE: _written(scenario, profile, domain)}) + "\n"
        )
    return files


def _values(subject: Subject) -> dict[str, Any]:
    if subject.bounds is not None:
        return {"range": [*subject.bounds, subject.step]}
    return {"values": list(subject.values)}


def _written(scenario: Scenario, profile: Profile, domain: Mapping[str, Any]) -> dict[str, Any]:
    utilities: dict[str, Any] = {}
    weights: dict[str, Any] = {}
    for subject, worth in zip(scenario.subjects, profile.worths, strict=True):
        weights[subject.name] = Digits(worth.found.get("weight") or long_text(worth.weight))
        if not worth.tabled:
            utilities[subject.name] = {
                _NUMBER[0]: {k: Digits(v) for k, v in worth.found["evaluator"].items()}
            }
            continue
        texts = worth.found.get("evaluations") or [long_text(x) for x in worth.evaluations]
        table = {value: Digits(text) for value, text in zip(subject.values, texts, strict=True)}
        utilities[subject.name] = {_DISCRETE[0]: {"valueUtilities": table}}
    space: dict[str, Any] = {
        "issueUtilities": utilities,
        "issueWeights": weights,
        "domain": domain,
        "name": profile.name,
    }
    bid = profile.bid if profile.bid is not None else _reservation(scenario, profile)
    if bid is not None:
        space["reservationBid"] = _named(scenario.subjects, bid)
    return space


def _reservation(scenario: Scenario, profile: Profile) -> tuple[int, ...] | None:
    """An outcome whose utility is the reserve; ``None`` for a reserve of 0, which needs no bid."""
    if not profile.reserve:
        return None
    found = outcome_worth(profile)
    if found is None:
        raise impossible(
            "X007",
            profile.name,
            msg(
                "the reserve of {party} is the utility of no outcome, and GeniusWeb can only name a bid",
                party=profile.name,
            ),
            advice=msg("Export it as genius, negmas or negolog, or change the reserve."),
        )
    return found
