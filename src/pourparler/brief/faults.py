"""Schema faults: pydantic's errors as findings with a place, in two languages, and what is left without them."""

import types
import typing
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from pourparler.brief.document import Path
from pourparler.brief.fields import written
from pourparler.brief.findings import Finding, Place
from pourparler.brief.schema import Content
from pourparler.language import Message, as_written, did_you_mean, msg

_ROUNDS = 40


def validate(
    data: Any, places: Mapping[Path, Place], file: str
) -> tuple[Content, list[Finding], frozenset[str]]:
    """The content of ``data``, its faults, and the keys that were left out because of them.

    Faulty parts are taken out and the rest is validated again, so that one fault does not hide the others.
    """
    faults: dict[tuple[str, str], Finding] = {}
    removed: set[str] = set()
    if not isinstance(data, dict):
        place = places.get((), Place(file))
        message = msg("a brief is a mapping of keys to values")
        return (
            Content(),
            [Finding("E002", place, "", message, msg("Start from `pourparler new DIR`."))],
            frozenset(),
        )
    remaining = _copy(data)
    for _ in range(_ROUNDS):
        try:
            return Content.model_validate(remaining), list(faults.values()), frozenset(removed)
        except ValidationError as error:
            for details in error.errors(include_url=False):
                path, rest = _path(remaining, details["loc"])
                finding = _finding(details, path, rest, places, file)
                faults.setdefault((finding.key, str(finding.message)), finding)
                removed.add("/".join(map(str, path)))
            for details in error.errors(include_url=False):
                path, _ = _path(remaining, details["loc"])
                _remove(remaining, path)
    return Content(), list(faults.values()), frozenset(removed)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _path(data: Any, loc: tuple[str | int, ...]) -> tuple[Path, Path]:
    """The part of ``loc`` that is a path in the data (steps the schema adds are skipped), and what is missing."""
    path: list[str | int] = []
    here, rest = data, []
    for step in loc:
        key = str(step) if isinstance(here, dict) else step
        if isinstance(here, dict) and key in here:
            here = here[key]
            path.append(key)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
            path.append(step)
        else:
            rest.append(step)
    return tuple(path), tuple(rest)


def _remove(data: Any, path: Path) -> None:
    if not path:
        if isinstance(data, dict):
            data.clear()
        return
    here = data
    try:
        for step in path[:-1]:
            here = here[step]
        if isinstance(here, list):
            here.pop(int(path[-1])) if int(path[-1]) < len(here) else None
        else:
            here.pop(path[-1], None)
    except (KeyError, IndexError, TypeError):
        return  # a part above it was taken out in the same round


def place_of(path: Path, places: Mapping[Path, Place], file: str) -> Place:
    """The place of ``path``, else of the nearest part above it."""
    for length in range(len(path), -1, -1):
        if path[:length] in places:
            return places[path[:length]]
    return Place(file)


def _finding(details: Any, path: Path, rest: Path, places: Mapping[Path, Place], file: str) -> Finding:
    rule, message, advice = _words(details, path, rest)
    found = details.get("input")
    shown = "" if isinstance(found, dict | list) or found is None else as_written(written(found))[:80]
    return Finding(rule, place_of(path, places, file), "/".join(map(str, path)), message, advice, shown)


def _words(details: Any, path: Path, rest: Path) -> tuple[str, Message, Message]:
    context = details.get("ctx") or {}
    name = str(path[-1]) if path else ""
    match details["type"]:
        case "pourparler":
            return context["rule"], context["message"], context["advice"] or msg("Correct the value.")
        case "extra_forbidden":
            known = sorted(_known_keys(details["loc"]))
            otherwise = msg("Known here: {known}.", known=known) if known else msg("Remove it.")
            if name.isdigit() and details.get("input") is None:  # {low: 40,5} has a key 5
                otherwise = msg("Decimals take a point ({form}).", form="40.5")
            return "E001", msg("unknown key {name}", name=name), did_you_mean(name, known, otherwise)
        case "missing":
            lacking = str(rest[-1]) if rest else ""
            return "E003", msg("{name} is missing here", name=lacking), msg("Add it.")
        case "literal_error":
            expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
            return (
                "E002",
                msg(
                    "{found} is not allowed for {name}",
                    found=as_written(written(details["input"]))[:60],
                    name=name,
                ),
                msg("Use one of {known}.", known=expected),
            )
        case "bool_type" | "bool_parsing":
            return "E002", msg("{name} must be true or false", name=name), msg("Write true or false.")
        case "int_type" | "int_parsing" | "int_from_float":
            return "E002", msg("{name} must be a whole number", name=name), msg("Write a whole number.")
        case "string_type":
            return "E002", msg("{name} must be a text", name=name), msg("Write a text, in quotes if need be.")
        case "dict_type" | "model_type" | "mapping_type" | "model_attributes_type":
            return (
                "E002",
                msg("{name} must hold keys and values", name=name),
                msg("Write key: value below it."),
            )
        case "tuple_type" | "list_type":
            return "E002", msg("{name} must be a list", name=name), msg("Write [a, b, …].")
    return "E002", msg("the value of {name} is not valid", name=name), msg("See `pourparler schema`.")


def _known_keys(loc: tuple[str | int, ...]) -> set[str]:
    """The keys that the schema knows beside the unknown one at the end of ``loc``."""
    models: list[Any] = [Content]
    for step in loc[:-1]:
        models = [inner for model in models for inner in _inside(model, step)]
    return {
        field.alias or name
        for model in models
        if isinstance(model, type) and issubclass(model, BaseModel)
        for name, field in model.model_fields.items()
        if name not in ("entries", "overall", "by_issue", "conditions")
    }


def _inside(kind: Any, step: str | int) -> list[Any]:
    """The types that a value of type ``kind`` may have below ``step``."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if step in (name, field.alias):
                return _flat(field.annotation)
        return []
    arguments = typing.get_args(kind)
    if typing.get_origin(kind) is dict:
        return _flat(arguments[1])
    return [inner for argument in arguments if argument is not Ellipsis for inner in _flat(argument)]


def _flat(kind: Any) -> list[Any]:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return [inner for argument in typing.get_args(kind) for inner in _flat(argument)]
    if origin is typing.Annotated:
        return _flat(typing.get_args(kind)[0])
    return [] if kind is type(None) else [kind]
