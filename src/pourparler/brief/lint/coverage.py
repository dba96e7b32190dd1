"""Rules on what the brief covers: parties without evidence, assumed influence, issues counted twice."""

from collections.abc import Iterator

from pourparler.brief.findings import Finding
from pourparler.brief.lint.context import Context, is_number
from pourparler.brief.numbers import issue_scale
from pourparler.brief.schema import Issue
from pourparler.language import msg

_ROUNDING = 1e-9


def counted_twice(seen: Context) -> Iterator[Finding]:
    """W210: one party has a stance on an issue and on parts of it."""
    for umbrella in seen.brief.issues:
        parts = [name for name, issue in seen.brief.issues.items() if issue.part_of == umbrella]
        scored = [
            part
            for part in parts
            if any(umbrella in stances and part in stances for stances in seen.brief.content.stances.values())
        ]
        if scored:
            message = msg(
                "{issue} is counted with its parts {parts}",
                issue=seen.issue(umbrella), parts=[seen.issue(part) for part in scored],
            )  # fmt: skip
            yield seen.finding("W210", f"issues/{umbrella}", says=message, advice=msg("Keep one level."))


def status_quo_between_values(seen: Context) -> Iterator[Finding]:
    """N315: the status quo lies between the values that a deal can have."""
    for name, issue in seen.brief.issues.items():
        written = issue.status_quo
        number = seen.brief.numbers.get(f"issues/{name}/status_quo")
        if isinstance(written, str) and written not in seen.brief.levels(name) and is_number(written):
            value = float(written)
        elif number is not None and (law := seen.laws.get(number.key)) is not None and law.is_point:
            value = law.central
        else:
            continue
        if _is_between(issue, value):
            message = msg(
                "the status quo of {issue}, {value}, is none of its values: a deal cannot leave it as it is",
                issue=seen.issue(name), value=value,
            )  # fmt: skip
            advice = msg("Add the value (a level, or a smaller `step`), or leave it.")
            yield seen.finding("N315", f"issues/{name}/status_quo", says=message, advice=advice)


def _is_between(issue: Issue, value: float) -> bool:
    """Whether a value on an issue's scale is none of the values that a deal can have."""
    scale = issue_scale(issue)
    if not scale.holds(value):
        return False  # told by E206
    if issue.span is None:
        return value not in (scale.names or {}).values()
    steps = (value - issue.span.start) / issue.span.step if issue.span.step is not None else 0.0
    return abs(steps - round(steps)) > _ROUNDING and value != issue.span.end


def unknown_party(seen: Context) -> Iterator[Finding]:
    """N301: no accepted evidence speaks of a party, where the brief needs evidence.

    What an assumption cites is its context, and tells nothing.
    """
    if not seen.needs_evidence:
        return
    known = {about for item in seen.accepted.values() for about in item.about}
    for use in seen.citations:
        if not use.is_assumption and any(name in seen.accepted for name in use.because):
            known |= set(_subjects(seen, use.key.split("/")))
    for name in seen.brief.parties:
        if name not in known:
            message = msg("nothing is known of {party}", party=seen.party(name))
            yield seen.finding(
                "N301", f"parties/{name}", says=message, advice=msg("Search, or keep it wide.")
            )


def _subjects(seen: Context, path: list[str]) -> Iterator[str]:
    """The parties that what stands under a key speaks of."""
    options = seen.brief.content.moves.options if seen.brief.content.moves else {}
    match path:
        case ["parties" | "stances", party, *_]:
            yield party
        case ["calendar" | "rules" | "moves", "patience" | "strategies" | "no_deal" | "prefer", party, *_]:
            yield party
        case ["moves", "options", option, *_] if option in options:
            yield options[option].party


def assumed_influence(seen: Context) -> Iterator[Finding]:
    """N302: influence that rests on no evidence, told once for all parties, where the brief needs evidence."""
    numbers = [number for number in seen.brief.numbers.values() if number.kind == "influence"]
    parties = dict.fromkeys(number.party for number in numbers if number.key not in seen.grounded)
    if parties and seen.needs_evidence:
        key = next(number.key for number in numbers if number.key not in seen.grounded)
        message = msg("influence is assumed for {parties}", parties=[seen.party(name) for name in parties])
        yield seen.finding("N302", key, says=message)
