"""What is believed of a number before any evidence: named priors, explicit ones, and what is mixed with which."""

from typing import Literal, get_args

from pydantic_core import PydanticCustomError

from pourparler.brief.brief import Brief
from pourparler.brief.fields import refuse
from pourparler.brief.laws import Law, law
from pourparler.brief.numbers import KINDS, Number, levels_of
from pourparler.brief.quantities import Quantity
from pourparler.brief.weights import AS_WRITTEN
from pourparler.errors import ModelError
from pourparler.language import Message, did_you_mean, msg

Named = Literal["uniform", "status-quo"]
NAMED: tuple[Named, ...] = get_args(Named)


def prior_of(brief: Brief, number: Number) -> Law | None:
    """The prior of a number; ``None`` for a kind that has none and a number that states none.

    A number's own ``prior`` comes first, then that of its issue (positions alone), then the default: uniform on the
    scale for positions and saliences. ``uniform`` and ``status-quo`` are names even where a level is called so.
    Raises a schema fault of rule E206 or E007 where what is written is no prior for this number.
    Source: evidence specification, section 6.

    >>> from pourparler.brief.reading import brief_from_data
    >>> data = {"parties": {"a": {}}, "stances": {"a": {"x": {"position": 3}}},
    ...         "issues": {"x": {"range": {"from": 0, "to": 10}, "status_quo": 2, "prior": "status-quo"}}}
    >>> brief = brief_from_data(data)
    >>> prior_of(brief, brief.number("stances/a/x/position"))
    Law(kind='pert', parameters=(0.0, 2.0, 10.0))
    """
    stated = _stated(brief, number)
    entry = stated.at(brief.as_of) if stated is not None else None
    if entry is not None:
        if entry.form == "point" and entry.value in NAMED:
            return _uniform(number) if entry.value == "uniform" else _status_quo(brief, number)
        if isinstance(entry.value, str) and entry.value not in (number.scale.names or {}):
            advice = did_you_mean(entry.value, (*NAMED, *(number.scale.names or ())), _forms())
            raise refuse("E007", msg("{found} is not a prior", found=entry.value), advice)
        return law(entry, number.scale, f"{number.key}/prior", what=KINDS[number.kind])
    return _uniform(number) if number.kind in ("position", "salience") else None


def mixed_with(brief: Brief, number: Number) -> Law | None:
    """The prior that a number is mixed with in a sweep; ``None`` where it is drawn as written.

    It is mixed under the rule ``mixture/1`` where it cites evidence, is no assumption, and has a prior. Raises as
    :func:`prior_of` does.
    """
    if brief.content.rule == AS_WRITTEN or not number.because or number.is_assumption:
        return None
    return prior_of(brief, number)


def readable_prior(brief: Brief, number: Number) -> Law | None:
    """The same for a brief that was not checked: raises ``ModelError`` where a prior is none."""
    try:
        return mixed_with(brief, number)
    except PydanticCustomError as fault:
        raise unreadable(brief, place_of_prior(brief, number), fault) from fault


def unreadable(brief: Brief, key: str, fault: PydanticCustomError) -> ModelError:
    """The error for what is written under ``key``, from the schema fault that says what is wrong with it."""
    told = fault.context or {}
    return ModelError(
        told.get("message", msg("{key} is not a quantity", key=key)),
        where=str(brief.place(key)),
        rule=told.get("rule", "E206"),
        advice=told.get("advice") or Message(""),
    )


def place_of_prior(brief: Brief, number: Number) -> str:
    """The key under which a number's prior is written, or would be."""
    own = number.entry.prior is not None
    shared = number.kind == "position" and not own and brief.issues[number.issue].prior is not None
    return f"issues/{number.issue}/prior" if shared else f"{number.key}/prior"


def _stated(brief: Brief, number: Number) -> Quantity | None:
    if number.entry.prior is not None:
        return number.entry.prior
    issue = brief.issues.get(number.issue) if number.kind == "position" else None
    return issue.prior if issue is not None else None


def _uniform(number: Number) -> Law:
    low, high = number.scale.low, number.scale.high
    if low is None or high is None:
        raise refuse(
            "E206",
            msg("{what} has no scale with two ends, so no uniform prior", what=KINDS[number.kind]),
            _forms(),
        )
    return Law("uniform", (low, high)) if low < high else Law("point", (low,))


def _status_quo(brief: Brief, number: Number) -> Law:
    """PERT on the scale of the issue with the status quo as its mode; for what stands on that scale."""
    today = _today(brief, number.issue) if number.kind in ("position", "red_line", "status_quo") else None
    low, high = number.scale.low, number.scale.high
    if today is None or low is None or high is None or not low <= today <= high:
        raise refuse(
            "E206",
            msg("there is no status quo on the scale of this number, so no prior of that name"),
            _forms(),
        )
    return Law("pert", (low, today, high)) if low < high else Law("point", (low,))


def _today(brief: Brief, issue: str) -> float | None:
    known = brief.numbers.get(f"issues/{issue}/status_quo")
    if known is not None:
        return known.law.central
    written = brief.issues[issue].status_quo
    if not isinstance(written, str):
        return None
    level = levels_of(brief.issues[issue]).get(written)
    try:
        return float(written) if level is None else level
    except ValueError:
        return None


def _forms() -> Message:
    return msg("Write one of: {forms}.", forms="uniform · status-quo · {low: 0, mode: 40, high: 100}")
