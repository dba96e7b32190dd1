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
from pourparler.exchange.evaluators import grid, stepped
from pourparler.exchange.faults import unreadable
from pourparler.exchange.files import candidates, no_profiles, origin, repeated, require_one_domain
from pourparler.exchange.json_text import Digits, exact_json
from pourparler.exchange.scenario import Given, Profile, Scenario, Subject, Worth
from pourparler.exchange.structure import distinct, mapping, part, sequence, word
from pourparler.language import Message, msg

_SUFFIXES = (".yml", ".yaml", ".json")
_KIND = ("type", "__python_class__", "$type")
_MINUS_INFINITY = frozenset(("-inf", "-.inf", "-infinity", "-.infinity"))
_MAX_WRAPPED = 8
# The straight lines among the value functions, with the numbers that each is written with.
_STRAIGHT: Mapping[str, tuple[str, ...]] = {
    "IdentityFun": (),
    "LinearFun": ("slope",),
    "AffineFun": ("slope", "bias"),
    "ConstFun": ("bias",),
}

Loaded = tuple[Path, Mapping[str, Any]]


def read(given: Given) -> Scenario:
    """The scenario of a folder or of a domain file with the parties' files beside it (or those that are named).

    Files that begin with ``_`` are extras. Raises ``UnreadableInput`` for faults.
    """
    notes: list[Message] = []
    files = _scanned(given, notes)
    domains = [loaded for loaded in files if "issues" in loaded[1]]
    none = msg("{folder} holds no domain: no file has issues", folder=given.path.name)
    require_one_domain([path.name for path, _ in domains], given.path, none)
    path, data = domains[0]
    subjects = tuple(
        _subject(item, given.cuts, path.name, notes) for item in sequence(data["issues"], path.name, "issues")
    )
    if twice := repeated(subject.name for subject in subjects):
        found = msg("two issues of {file} are called {name}", file=path.name, name=twice)
        raise unreadable("X002", path.name, found, advice=msg("Give every issue a name of its own."))
    own = [(p, _data(p)) for p in given.profiles] or [loaded for loaded in files if loaded[0] != path]
    if not own:
        raise no_profiles(path.name)
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
        data = _parsed(path)
        other_domain = given.path.is_file() and not named and isinstance(data, Mapping) and "issues" in data
        if isinstance(data, Mapping) and ("issues" in data or _is_function(data)) and not other_domain:
            found.append((path, data))
        else:
            notes.append(msg("{file} is not a scenario file and was left out.", file=path.name))
    return found


def _data(path: Path) -> Mapping[str, Any]:
    return mapping(_parsed(path), path.name, path.name)


def _parsed(path: Path) -> Any:
    """The data of a file; JSON is read as the YAML it is. Tags are ignored, a key twice is refused."""
    document = read_yaml(read_text(path), path.name)
    for fault in document.faults:
        if fault.rule == "E004" or document.data is None:
            raise unreadable("X002", fault.where, fault.message, advice=fault.advice)
    return document.data


def _is_function(data: Mapping[str, Any]) -> bool:
    """Whether a file holds a party's function, of whatever kind: one that cannot be read is not left out silently."""
    kind = _kind(data)
    return "ufun" in data or {"values", "weights"} <= data.keys() or kind.endswith(("UFun", "Function"))


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
        if len(ends) == 3 and kind == "ContiguousIssue":
            first, last, step = (fraction(end, file, name) for end in ends)
            return Subject(
                name, stepped(first, last, step=step, where=file), "integer", (ends[0], ends[1]), ends[2]
            )
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
    return Subject(name, distinct(values, file, name))


def _profile(path: Path, data: Mapping[str, Any], subjects: tuple[Subject, ...]) -> Profile:
    file = path.name
    found: dict[str, Any] = {}
    discount, function = Fraction(1), data
    for _ in range(_MAX_WRAPPED):
        if "ufun" not in function:
            break
        # The reserve of a wrapper counts unless it has none; its settings are recorded.
        _note_reserve(found, function)
        if function.get("discount") is not None:
            found.setdefault("discount", as_text(function["discount"]))
            written = fraction(function["discount"], file, "discount")
            discount *= written if 0 < written <= 1 else 1
        found.setdefault("wrappers", []).append(_settings(function))
        function = mapping(function["ufun"], file, "ufun")
    _note_reserve(found, function)
    kind = _kind(function)
    if kind not in ("", "LinearAdditiveUtilityFunction") or "ufun" in function:
        told = msg(
            "{file} is a {kind}; only additive functions can be imported", file=file, kind=kind or "ufun"
        )
        raise unreadable("X005", file, told, advice=msg("Choose a scenario with additive functions."))
    _require_plain(file, function, found)
    worths = _worths(file, function, subjects)
    reserve = None
    lowest = sum((min(w.weight * x for x in w.evaluations) for w in worths), Fraction(0))
    if "reserve" in found:
        reserve = fraction(found["reserve"], file, "reserved_value")
    elif "unbounded" in found or lowest < 0:
        # Minus infinity, written or not: every outcome is acceptable. The lowest worth says so, at most 0.
        found["unbounded"] = "-inf"
        reserve = min(lowest, Fraction(0))
    return Profile(path.stem, worths, reserve, discount=discount, file=file, found=found)


def _settings(wrapper: Mapping[str, Any]) -> dict[str, str]:
    """What a wrapper says of itself, as JSON text: its kind, its discount or cost, what it is a function of."""
    left = {"ufun", "reserved_value", "reserved_outcome"}
    return {
        key: as_text(value) if _is_bare(value) else exact_json(as_text(value))
        for key, value in wrapper.items()
        if key not in left and value is not None and not isinstance(value, Mapping | list)
    }


def _is_bare(value: Any) -> bool:
    return isinstance(value, bool) or (not isinstance(value, str) and usable(as_text(value)) is not None)


def _require_plain(file: str, function: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    """Refuse what would change utilities or reserves and has no place in a brief."""
    if function.get("bias") is not None and fraction(function["bias"], file, "bias") != 0:
        raise unreadable(
            "X005",
            file,
            msg("{file} adds a bias to every utility, which is not supported", file=file),
            advice=msg("Add it to the values of one issue and write a bias of 0."),
        )
    if function.get("reserved_outcome") is not None and "reserve" not in found:
        raise unreadable(
            "X005",
            file,
            msg("{file} gives its reserve as an outcome, which is not supported", file=file),
            advice=msg("Write the utility of that outcome as reserved_value."),
        )


def _note_reserve(found: dict[str, Any], data: Mapping[str, Any]) -> None:
    if "reserve" in found or data.get("reserved_value") is None:
        return
    written = as_text(data["reserved_value"])
    if written.lower() in _MINUS_INFINITY:
        found["unbounded"] = "-inf"
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
    if kind in _STRAIGHT:
        line = _line(file, kind, data)
        slope = fraction(line.get("slope", "0" if kind == "ConstFun" else "1"), file, "slope")
        bias = fraction(line.get("bias", "0"), file, "bias")
        numbers = tuple(
            (slope * fraction(value, file, subject.name) if slope else slope) + bias
            for value in subject.values
        )
        return Worth(weight, numbers, {**found, "evaluator": {"type": kind, **line}})
    told = msg(
        "the values of {name} are a {kind}, which is not supported", name=subject.name, kind=kind or "?"
    )
    known = ("TableFun", *_STRAIGHT)
    raise unreadable("X005", file, told, advice=msg("Known here: {known}.", known=known))


def _line(file: str, kind: str, data: Mapping[str, Any]) -> dict[str, str]:
    """The numbers of a straight value function; one that its kind has no place for is refused, not ignored."""
    stray = sorted({"slope", "bias"} & data.keys() - set(_STRAIGHT[kind]))
    if stray:
        told = msg("a {kind} has no {part}", kind=kind, part=stray[0])
        raise unreadable("X005", file, told, advice=msg("Write it as an AffineFun with slope and bias."))
    needed = [key for key in _STRAIGHT[kind] if key in data or (kind, key) != ("AffineFun", "bias")]
    return {key: as_text(part(data, key, file)) for key in needed}


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
        name = profile.file or f"{profile.name}.yml"
        data = _function(scenario, profile, name)
        reserve = {key: data[key] for key in ("reserved_value",) if key in data}
        for wrapper in reversed(_wrappers(profile)):
            data = {**{key: Digits(text) for key, text in wrapper.items()}, **reserve, "ufun": data}
        files[name] = exact_json(data) + "\n"
    return files


def _wrappers(profile: Profile) -> list[Mapping[str, str]]:
    if "wrappers" in profile.found:
        return list(profile.found["wrappers"])
    if profile.discount == 1:
        return []
    return [{"type": exact_json("ExpDiscountedUFun"), "discount": long_text(profile.discount)}]


def _issue(subject: Subject) -> dict[str, Any]:
    if subject.bounds is not None:
        kind = "ContiguousIssue" if subject.kind == "integer" else "ContinuousIssue"
        ends = [*subject.bounds, *([subject.step] if subject.step else [])]
        return {"type": kind, "name": subject.name, "values": [Digits(end) for end in ends]}
    return {"type": "CategoricalIssue", "name": subject.name, "values": list(subject.values)}


def _function(scenario: Scenario, profile: Profile, file: str) -> dict[str, Any]:
    values, weights = [], []
    for subject, worth in zip(scenario.subjects, profile.worths, strict=True):
        weights.append(Digits(worth.found.get("weight") or long_text(worth.weight)))
        evaluator = worth.found.get("evaluator")
        if evaluator is not None and "type" in evaluator:
            numbers = {key: Digits(text) for key, text in evaluator.items() if key != "type"}
            values.append({"type": evaluator["type"], **numbers})
            continue
        texts = worth.found.get("evaluations") or [long_text(number) for number in worth.evaluations]
        table = {value: Digits(text) for value, text in zip(subject.values, texts, strict=True)}
        values.append({"type": "TableFun", "mapping": table})
    data: dict[str, Any] = {"type": "LinearAdditiveUtilityFunction", "name": profile.name}
    if "unbounded" in profile.found:
        # JSON and YAML spell it differently, and NegMAS reads each in its own way.
        data["reserved_value"] = Digits("-Infinity" if file.lower().endswith(".json") else "-.inf")
    elif profile.reserve is not None:
        data["reserved_value"] = Digits(profile.found.get("reserve") or long_text(profile.reserve))
    return data | {"values": values, "weights": weights}
