"""Public checks for concepts of other packages: what pourparler promises of every concept."""

import json
import pickle
from dataclasses import FrozenInstanceError, fields, is_dataclass
from typing import Any

import numpy as np

from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Result
from pourparler.language import render

STATUS_CODES = ("ok", "no-agreement", "approximate", "limit", "undefined")
MAX_FIELDS = 8


def check_concept(concept: Concept, model: Any) -> None:
    """Check that a concept keeps what every concept promises, on one model. Raises ``AssertionError``.

    It is a frozen, documented dataclass with a name, a reference and a model; its answer is the same under
    the same seed, leaves the model as it was, has a status sentence in both languages, uses the model's own
    labels, is feasible where it is an outcome, and is JSON data without NaN; where ``observe`` answers, it
    answers what ``run`` does.
    """
    _settings(concept)
    before = content(model)
    first, second = (concept.run(model, np.random.default_rng(7)) for _ in range(2))
    assert content(model) == before, "run changed the model"
    assert isinstance(first, Result), "run must return a Result"
    assert first.concept == concept, "the result must carry its concept"
    assert first.status.code in STATUS_CODES, f"unknown status {first.status.code!r}"
    assert all(render(first.status.message, lang) for lang in ("en", "fr")), "the status needs a sentence"
    data = first.to_dict()
    assert data == second.to_dict(), "two runs under one seed differ"
    text = json.dumps(data, allow_nan=False)
    assert json.loads(text) == data, "to_dict must be plain JSON data with text keys"
    assert isinstance(first.summary("fr"), str), "summary must be a text"
    _labels(data, model)
    for seen in concept.observe([model, model]):
        assert seen is None or seen == first.observed(model), "observe must give what run's result does"


def _settings(concept: Concept) -> None:
    cls: type[Concept] = type(concept)
    name = cls.__name__
    assert "__dataclass_fields__" in vars(cls), f"{name} must be a dataclass"
    settings = [field.name for field in fields(cls)]  # type: ignore[arg-type]
    assert len(settings) <= MAX_FIELDS, f"{name} has more than {MAX_FIELDS} settings"
    assert cls.name, "a concept needs a name"
    assert cls.name == cls.name.lower(), "a concept's name is lower-case"
    assert cls.reference, "a concept needs a reference to the literature"
    assert cls.accepts is not None, "a concept needs a model"
    assert (cls.__doc__ or "").strip(), "a concept needs a docstring"
    assert not (cls.__doc__ or "").startswith(f"{name}("), "a concept needs a docstring of its own"
    for setting in settings:
        try:
            setattr(concept, setting, getattr(concept, setting))
        except FrozenInstanceError:
            continue
        raise AssertionError(f"{name} is not frozen")
    assert cls.with_settings(concept.settings()) == concept, "settings must survive a round trip"
    assert pickle.loads(pickle.dumps(concept)) == concept, "a concept must survive pickling"


def _labels(data: dict[str, Any], model: Any) -> None:
    parties = set(getattr(model, "parties", ()) or getattr(model, "actors", ()))
    if isinstance(data.get("utilities"), dict) and parties:
        assert set(data["utilities"]) <= parties, "utilities of unknown parties"
    outcome = data.get("outcome")
    space = getattr(model, "space", None)
    if isinstance(outcome, dict) and space is not None:
        choice = space.choice(outcome)  # raises KeyError for an unknown issue or value
        assert space.allowed(choice, model.excluded), "the outcome is excluded"
    forecasts = data.get("forecasts")
    if isinstance(forecasts, dict) and hasattr(model, "issues"):
        assert set(forecasts) <= set(model.issues), "forecasts of unknown issues"


def content(value: Any) -> Any:
    """What a model holds, fields and arrays, without what it has worked out and kept."""
    if is_dataclass(value) and not isinstance(value, type):
        return tuple((field.name, content(getattr(value, field.name))) for field in fields(value))
    if isinstance(value, np.ndarray):
        return value.shape, value.tobytes()
    return tuple(content(item) for item in value) if isinstance(value, tuple | list) else repr(value)
