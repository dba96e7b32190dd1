"""NegMAS: a folder with an outcome space and one utility function per party, in YAML or JSON.

Weights belong to issues by position. A discounted function is taken with what it wraps: the inner function and
the reserve. Values in circulating collections are min-max normalised: they are not the utilities of GENIUS.
"""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from pourparler.brief.document import read_yaml
from pourparler.brief.files import read_text
from pourparler.exchange.decimals import as_text, fraction, long_text, usable
from pourparler.exchange.evaluators import MAX_VALUES, grid
from pourparler.exchange.faults import unreadable
from pourparler.exchange.files import candidates, origin, repeated
from pourparler.exchange.json_text import Digits, exact_json
from pourparler.exchange.scenario import Given, Profile, Scenario, Subject, Worth
from pourparler.exchange.structure import mapping, part, sequence, word
from pourparler.language import Message, msg

_SUFFIXES = (".yml", ".yaml", ".json")
_KIND = ("type", "__python_class__", "$type")
_MINUS_INFINITY = frozenset(("-inf", "-.inf", "-infinity", "-.infinity"))
_MAX_WRAPPED = 8

Loaded = tuple[Path, Mapping[str, Any]]


def read(given: Given) -> Scenario:
    """The scenario of a folder or of a domain file with the parties' files beside it (or those that are named).

    Files that begin with ``_`` are extras. Raises ``UnreadableInput`` for faults.
    """
    notes: list[Message] = []
    files = _scanned(given, notes)
    domains = [loaded for loaded in files if "issues" in loaded[1]]
    if len(domains) != 1:
        found = (
            msg(
                "{folder} holds several domains: {files}",
                folder=given.path.name,
                files=[p.name for p, _ in domains],
            )
            if domains
            else msg("{folder} holds no domain: no file has issues", folder=given.path.name)
        )
        raise unreadable("X004", str(given.path), found, advice=msg("Name the domain file."))
    path, data = domains[0]
    subjects = tuple(
        _subject(item, given.cuts, path.name, notes) for item in sequence(data["issues"], path.name, "issues")
    )
    if twice := repeated(subject.name for subject in subjects):
        found = msg("two issues of {file} are called {name}", file=path.name, name=twice)
        raise unreadable("X002", path.name, found, advice=msg("Give every issue a name of its own."))
    own = [(p, _data(p)) for p in given.profiles] or [loaded for loaded in files if loaded[0] != path]
    if not own:
        found = msg("there is no profile for {file} beside it", file=path.name)
        raise unreadable("X004", path.name, found, advice=msg("Name the profiles with --profile FILE."))
    profiles = tuple(_profile(p, d, subjects) for p, d in own)
    origins = (origin(path, "domain"), *(origin(p, "profile") for p, _ in own))
    title = data.get("name")
    return Scenario(
        title if isinstance(title, str) and title else path.stem, subjects, profiles, origins, tuple(notes)
    )


def _scanned(given: Given, notes: list[Message]) -> list[Loaded]:
    found: list[Loaded] = []
    for path in candidates(given.path, _SUFFIXES):
        named = path == given.path
        if path.name.startswith("_") or (given.path.is_file() and not named and given.profiles):
            continue
        data = _data(path)
        other_domain = given.path.is_file() and not named and "issues" in data
        if ("issues" in data or _is_function(data)) and not other_domain:
            found.append((path, data))
        else:
            notes.append(msg("{file} is not a scenario file and was left out.", file=path.name))
    return found


def _data(path: Path) -> Mapping[str, Any]:
    """The data of a file; JSON is read as the YAML it is. Tags are ignored, a key twice is refused."""
    document = read_yaml(read_text(path), path.name)
    for fault in document.faults:
        if fault.rule == "E004" or document.data is None:
            raise unreadable("X002", fault.where, fault.message, advice=fault.advice)
    return mapping(document.data, path.name, path.name)


def _is_function(data: Mapping[str, Any]) -> bool:
    return "ufun" in data or {"values", "weights"} <= data.keys()


def _kind(data: Mapping[str, Any]) -> str:
    """The last word of a class name such as ``negmas.preferences.TableFun``."""
    return next((as_text(data[key]).rpartition(".")[2] for key in _KIND if key in data), "")


def _subject(item: Any, cuts: int, file: str, notes: list[Message]) -> Subject:
    data = mapping(item, file, "issue")
    name = word(part(data, "name", file), file, "name")
    kind, values = _kind(data), part(data, "values", file)
    if kind in ("ContiguousIssue", "ContinuousIssue", "CountableInfiniteIssue") or not isinstance(
        values, list
    ):
        ends = [word(x, file, name) for x in (values if isinstance(values, list) else ["0", values])]
        if len(ends) != 2 or kind == "CountableInfiniteIssue":
            found = msg("issue {name} is of the kind {kind}, which is not supported", name=name, kind=kind)
            raise unreadable("X005", file, found, advice=msg("Write its values as a list, or its two ends."))
        if kind != "ContinuousIssue":
            # A single number n stands for 0 to n - 1.
            high = ends[1] if isinstance(values, list) else str(int(fraction(ends[1], file, name)) - 1)
            bounds = (ends[0], high)
            return Subject(name, grid("integer", bounds, cuts=cuts, where=file), "integer", bounds)
        written = grid("real", (ends[0], ends[1]), cuts=cuts, where=file)
        notes.append(msg("The real issue {name} was cut into {n} values.", name=name, n=len(written)))
        return Subject(name, written, "real", (ends[0], ends[1]))
    listed = tuple(word(value, file, name) for value in values)
    if not listed or repeated(listed) or len(listed) > MAX_VALUES:
        found = msg("issue {name} needs values that all differ", name=name)
        raise unreadable("X002", file, found, advice=msg("Give the issue values, each once."))
    return Subject(name, listed)


def _profile(path: Path, data: Mapping[str, Any], subjects: tuple[Subject, ...]) -> Profile:
    file = path.name
    found: dict[str, Any] = {}
    discount, function = Fraction(1), data
    for _ in range(_MAX_WRAPPED):
        if "ufun" not in function:
            break
        # The reserve of a wrapper counts unless it has none; its discount is recorded.
        _note_reserve(found, function)
        if function.get("discount") is not None:
            found["discount"] = as_text(function["discount"])
            written = fraction(function["discount"], file, "discount")
            discount = written if 0 < written <= 1 else Fraction(1)
        found.setdefault("wrapper", _kind(function))
        function = mapping(function["ufun"], file, "ufun")
    _note_reserve(found, function)
    kind = _kind(function)
    if kind not in ("", "LinearAdditiveUtilityFunction") or "ufun" in function:
        told = msg(
            "{file} is a {kind}; only additive functions can be imported", file=file, kind=kind or "ufun"
        )
        raise unreadable("X005", file, told, advice=msg("Choose a scenario with additive functions."))
    worths = _worths(file, function, subjects)
    reserve = None
    if "reserve" in found:
        reserve = fraction(found["reserve"], file, "reserved_value")
    elif "unbounded" in found:
        # Minus infinity: every outcome is acceptable. The lowest finite worth says so, at most 0.
        lowest = sum((min(w.weight * x for x in w.evaluations) for w in worths), Fraction(0))
        reserve = min(lowest, Fraction(0))
    return Profile(path.stem, worths, reserve, discount=discount, file=file, found=found)


def _note_reserve(found: dict[str, Any], data: Mapping[str, Any]) -> None:
    if "reserve" in found or data.get("reserved_value") is None:
        return
    written = as_text(data["reserved_value"])
    if written.lower() in _MINUS_INFINITY:
        found["unbounded"] = written
    else:
        found["reserve"] = written
        found.pop("unbounded", None)


def _worths(file: str, function: Mapping[str, Any], subjects: tuple[Subject, ...]) -> tuple[Worth, ...]:
    values, weights = part(function, "values", file), function.get("weights")
    if isinstance(values, Mapping):
        values = [part(values, subject.name, file) for subject in subjects]
    if isinstance(weights, Mapping):
        weights = [part(weights, subject.name, file) for subject in subjects]
    functions = sequence(values, file, "values")
    shares = ["1"] * len(subjects) if weights is None else sequence(weights, file, "weights")
    if len(functions) != len(subjects) or len(shares) != len(subjects):
        raise unreadable(
            "X004",
            file,
            msg("{file} has {values} values and {weights} weights for {n} issues", file=file,
                values=len(functions), weights=len(shares), n=len(subjects)),
            advice=msg("They belong to the issues by position: write one of each per issue."),
        )  # fmt: skip
    return tuple(
        _worth(file, mapping(inner, file, subject.name), subject, share)
        for subject, inner, share in zip(subjects, functions, shares, strict=True)
    )


def _worth(file: str, data: Mapping[str, Any], subject: Subject, share: Any) -> Worth:
    weight = fraction(share, file, "weight")
    found: dict[str, Any] = {"weight": as_text(share)}
    kind = _kind(data)
    if kind in ("", "TableFun") and "mapping" in data:
        table = mapping(data["mapping"], file, "mapping")
        written = [as_text(_entry(table, value, file)) for value in subject.values]
        numbers = tuple(fraction(text, file, subject.name) for text in written)
        return Worth(weight, numbers, {**found, "evaluations": written})
    straight = {
        "IdentityFun": ("1", "0"),
        "LinearFun": ("1", "0"),
        "AffineFun": ("1", "0"),
        "ConstFun": ("0", "0"),
    }
    if kind in straight:
        slope, bias = straight[kind]
        slope = as_text(data.get("slope", slope)) if kind != "ConstFun" else "0"
        bias = as_text(data.get("bias", bias) if kind != "IdentityFun" else bias)
        a, b = fraction(slope, file, "slope"), fraction(bias, file, "bias")
        numbers = tuple(a * fraction(value, file, subject.name) + b for value in subject.values)
        return Worth(weight, numbers, {**found, "evaluator": {"type": kind, "slope": slope, "bias": bias}})
    told = msg(
        "the values of {name} are a {kind}, which is not supported", name=subject.name, kind=kind or "?"
    )
    known = ("TableFun", *straight)
    raise unreadable("X005", file, told, advice=msg("Known here: {known}.", known=known))


def _entry(table: Mapping[str, Any], value: str, file: str) -> Any:
    """The entry of a value, by its text; numbers also by what they are (1.0 is 1)."""
    if value in table:
        return table[value]
    if (number := usable(value)) is not None:
        for key, entry in table.items():
            if usable(key) == number:
                return entry
    told = msg("{file} gives no value to {value}", file=file, value=value)
    raise unreadable("X002", file, told, advice=msg("Add it to the mapping."))


def write(scenario: Scenario) -> Mapping[str, str]:
    """The files of a scenario: the outcome space and one additive function per party, as JSON in YAML files."""
    issues = [_issue(subject) for subject in scenario.subjects]
    domain = {"type": "DiscreteCartesianOutcomeSpace", "name": scenario.title, "issues": issues}
    files = {scenario.domain_file("domain.yml"): exact_json(domain) + "\n"}
    for profile in scenario.profiles:
        data = _function(scenario, profile)
        if "wrapper" in profile.found or profile.discount != 1:
            discount = Digits(profile.found.get("discount") or long_text(profile.discount))
            kind = profile.found.get("wrapper") or "ExpDiscountedUFun"
            reserve = {key: data[key] for key in ("reserved_value",) if key in data}
            data = {"type": kind, "discount": discount, **reserve, "ufun": data}
        files[profile.file or f"{profile.name}.yml"] = exact_json(data) + "\n"
    return files


def _issue(subject: Subject) -> dict[str, Any]:
    if subject.bounds is not None:
        kind = "ContiguousIssue" if subject.kind == "integer" else "ContinuousIssue"
        return {"type": kind, "name": subject.name, "values": [Digits(bound) for bound in subject.bounds]}
    return {"type": "CategoricalIssue", "name": subject.name, "values": list(subject.values)}


def _function(scenario: Scenario, profile: Profile) -> dict[str, Any]:
    values, weights = [], []
    for subject, worth in zip(scenario.subjects, profile.worths, strict=True):
        weights.append(Digits(worth.found.get("weight") or long_text(worth.weight)))
        evaluator = worth.found.get("evaluator")
        if evaluator is not None and "type" in evaluator:
            slope, bias = Digits(evaluator["slope"]), Digits(evaluator["bias"])
            values.append({"type": evaluator["type"], "slope": slope, "bias": bias})
            continue
        texts = worth.found.get("evaluations") or [long_text(number) for number in worth.evaluations]
        table = {value: Digits(text) for value, text in zip(subject.values, texts, strict=True)}
        values.append({"type": "TableFun", "mapping": table})
    data: dict[str, Any] = {"type": "LinearAdditiveUtilityFunction", "name": profile.name}
    if "unbounded" in profile.found:
        data["reserved_value"] = Digits("-.inf")
    elif profile.reserve is not None:
        data["reserved_value"] = Digits(profile.found.get("reserve") or long_text(profile.reserve))
    return data | {"values": values, "weights": weights}
