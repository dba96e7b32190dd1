"""Two versions of a brief in words and rows: what differs, and what that does to the answers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pourparler.analyses.result import Observation
from pourparler.analyses.stability.names import IN_WORDS
from pourparler.brief.brief import Brief
from pourparler.language import Lang, Message, as_written, msg, msg_n, number, percent, render
from pourparler.uncertainty.versions.comparing import AnswerChange, Difference
from pourparler.uncertainty.versions.effects import Alone
from pourparler.uncertainty.versions.input_changes import How, InputChange
from pourparler.views.names import Names
from pourparler.views.table import Table, heads_of

NAMED = 6
"""Inputs and quantities that a sentence names, and quantities that a table sets side by side."""

FEW = 20
"""Quantities of a conflict that are set side by side."""

HOW: Mapping[How, Message] = {"added": msg("added"), "removed": msg("removed"), "changed": msg("changed")}

PARTS: Mapping[str, Message] = {
    "parties": msg("party {name}"),
    "issues": msg("issue {name}"),
    "stances": msg("stance of {name}"),
    "evidence": msg("evidence {name}"),
    "sources": msg("source {name}"),
    "rules": msg("rule {name}"),
    "moves": msg("moves: {name}"),
    "calendar": msg("calendar: {name}"),
}
_WORDS: Mapping[str, Message] = {
    "red_line": msg("red line"), "because": msg("evidence cited"), "as_of": msg("as-of date"), "judgements": msg("expert judgements"),
}  # fmt: skip


def called(change: InputChange | str, names: Names) -> str:
    """What a change is of: the number in words, else its place in the brief."""
    key = change if isinstance(change, str) else change.key
    said = names.number(key)
    if said != key:
        return said
    head, *rest = key.split("/")
    if head in _WORDS and not rest:
        return render(_WORDS[head], names.lang)
    if head not in PARTS or not rest:
        return key
    match (head, *rest):
        case ("parties", party):
            name = names.party(party)
        case ("issues", issue):
            name = names.issue(issue)
        case ("parties", party, *more):
            name = f"{names.party(party)}, {'/'.join(more)}"
        case ("stances", party, issue, *more):
            name = names.stance(party, issue)
            if more:
                told = render(_WORDS[more[0]], names.lang) if more[0] in _WORDS else "/".join(more)
                name = f"{name}, {told}"
        case _:
            name = "/".join(rest)
    return render(msg(PARTS[head].text, name=name), names.lang)


def written(value: Any, issue: str, names: Names) -> str:
    """What is written for a number or elsewhere, on one line."""
    lang = names.lang
    match value:
        case None:
            return "–"
        case {"low": low, "mode": mode, "high": high}:
            text = msg("{low} to {high}, most likely {mode}", low=_end(low, issue, names), mode=_end(mode, issue, names), high=_end(high, issue, names))  # fmt: skip
            return render(text, lang)
        case {"low": low, "high": high}:
            return render(
                msg("{low} to {high}", low=_end(low, issue, names), high=_end(high, issue, names)), lang
            )
        case {"quantiles": dict() as points}:
            return "; ".join(f"{percent(float(p), lang)}: {number(x, lang)}" for p, x in points.items())
        case dict():
            # Grounds are told beside: what is written is what counts here.
            told = {key: item for key, item in value.items() if not key.endswith("assumption")} or value
            return "; ".join(f"{key}: {_inside(item)}" for key, item in told.items())
        case _:
            return _end(value, issue, names)


def _inside(value: Any) -> str:
    """What is written below a key; mappings and lists in parentheses."""
    match value:
        case None:
            return "–"
        case dict():
            return f"({', '.join(f'{key}: {_inside(item)}' for key, item in value.items())})"
        case list() | tuple():
            return f"({', '.join(map(_inside, value))})"
        case _:
            return as_written(value)


def _end(value: Any, issue: str, names: Names) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return as_written(value)
    if isinstance(value, str):
        known = names.brief is not None and issue in names.brief.issues
        return names.level(issue, value) if known else value
    return names.at(issue, float(value))


def comparison_sentences(found: Difference, names: Names) -> tuple[Message, ...]:
    """What differs and what that does, concept by concept."""
    a, b = found.labels
    if not found.changes:
        lines = [msg("The two hold the same inputs: nothing differs.")]
    else:
        lines = [msg_n("{n} input differs between {a:quote} and {b:quote}.", "{n} inputs differ between {a:quote} and {b:quote}.",
                       n=len(found.changes), a=a, b=b)]  # fmt: skip
        for how, text in (("changed", msg("Changed")), ("added", msg("Added")), ("removed", msg("Removed"))):
            some = [called(change, names) for change in found.changes if change.how == how]
            if some:
                lines.append(msg("{how}: {inputs:terms}.", how=text, inputs=_some(some)))
    for answer in found.answers:
        lines += _answer(answer, (a, b), names) if found.changes else ()
    for concept, reason in found.skipped:
        lines.append(msg("Skipped ({reason}): {concepts:terms}.", reason=names.named(reason), concepts=[names.concept(concept)]))  # fmt: skip
    if found.changes:
        lines.append(msg("Both are drawn alike ({n} draws each), so that a difference comes from the inputs.", n=found.draws))  # fmt: skip
        lines.append(msg("A share of draws from the stated ranges under one concept is not the probability of the event."))  # fmt: skip
    return tuple(lines)


def _some(items: Sequence[str]) -> list[object]:
    rest = len(items) - NAMED
    return [*items[:NAMED], msg_n("{n} other", "{n} others", n=rest)] if rest > 0 else list(items)


def _answer(found: AnswerChange, labels: tuple[str, str], names: Names) -> Iterator[Message]:
    concept = names.concept(found.concept.name)
    for side, label in zip((found.before, found.after), labels, strict=True):
        if side.problem is not None:
            yield msg("{concept}: {label:quote} cannot be solved ({reason}).", concept=concept, label=label, reason=names.named(side.problem))  # fmt: skip
            return
    yield from _outcomes(found, concept, names)
    yield from _means(found, concept, names)
    yield from _alone(found, concept, names)


def _outcomes(found: AnswerChange, concept: str, names: Names) -> Iterator[Message]:
    before, after = (side.central for side in (found.before, found.after))
    if before is not None and after is not None and (before.answer is not None or after.answer is not None):
        changed = _changed(before, after, names)
        if changed:
            yield msg("{concept}: at the central values the answer changes: {changes:terms}.", concept=concept, changes=changed)  # fmt: skip
        else:
            yield msg("{concept}: at the central values the answer stays the same.", concept=concept)
    if found.moved is not None:
        text = msg("{concept}: in {share:percent} of the draws (± {error:points}) the answer is another one.", concept=concept,
                   share=found.moved.share, error=found.moved.standard_error)  # fmt: skip
        yield (
            text
            if found.moved.share
            else msg("{concept}: in no draw is the answer another one.", concept=concept)
        )


def _changed(before: Observation, after: Observation, names: Names) -> list[Message]:
    if before.answer is None or after.answer is None:
        told = [names.status(seen.code) if seen.answer is None else names.outcome(dict(seen.answer)) for seen in (before, after)]  # fmt: skip
        return [msg("from {a} to {b}", a=told[0], b=told[1])] if before.answer != after.answer else []
    old, new = dict(before.answer), dict(after.answer)
    return [
        msg("{issue}: from {a} to {b}", issue=IN_WORDS.get(issue) or names.issue(issue),
            a=_value(issue, old, names), b=_value(issue, new, names))
        for issue in dict.fromkeys((*old, *new)) if old.get(issue) != new.get(issue)
    ]  # fmt: skip


def _value(issue: str, answer: Mapping[str, Any], names: Names) -> str:
    value = answer.get(issue)
    if isinstance(value, tuple | list):  # states of a conflict
        return ", ".join(map(str, value)) or render(msg("none"), names.lang)
    return "–" if value is None else names.value(issue, value)


def _means(found: AnswerChange, concept: str, names: Names) -> Iterator[Message]:
    """The means that move most, seen from what they were."""
    shown = [name for name in columns(found) if abs(found.effects[name].change) > 1e-9]
    if not shown:
        yield msg("{concept}: no mean moves.", concept=concept)
        return
    told = [
        msg(
            "{quantity} {change}",
            quantity=names.quantity(name),
            change=signed(found.effects[name].change, names.lang),
        )
        for name in shown
    ]
    yield msg("{concept}, change of the means: {changes:terms}.", concept=concept, changes=told)


def _alone(found: AnswerChange, concept: str, names: Names) -> Iterator[Message]:
    strong = sorted(
        (one for one in found.alone if _strength(one, found) > 0), key=lambda one: -_strength(one, found)
    )
    if strong and len(found.alone) > 1:
        yield msg("{concept}: alone, the strongest change is {input}.", concept=concept, input=called(strong[0].key, names))  # fmt: skip
    big = [
        name for name in columns(found) if abs(found.rest.get(name, 0.0)) > 0.1 * _largest(found, name) > 0
    ]
    if big:
        yield msg("{concept}: the changes act together: what they do is not the sum of what each does alone ({quantities}).",
                  concept=concept, quantities=[names.quantity(name) for name in big])  # fmt: skip
    for one in found.alone:
        if one.problem is not None:
            yield msg("{input} cannot be changed alone ({reason}); what it does is in the rest.", input=called(one.key, names), reason=names.named(one.problem))  # fmt: skip
    if found.left:
        yield msg_n("{n} change was not made alone: too many differ; what it does is in the rest.",
                    "{n} changes were not made alone: too many differ; what they do is in the rest.", n=len(found.left))  # fmt: skip


def _largest(found: AnswerChange, name: str) -> float:
    known = [abs(one.effects[name].change) for one in found.alone if name in one.effects]
    return max((*known, abs(found.effects[name].change)), default=0.0)


def _strength(one: Alone, found: AnswerChange) -> float:
    """How strong a change is alone: the share of draws it moves, else its largest part of what moves."""
    if one.moved is not None:
        return one.moved.share
    parts = [abs(one.effects[n].change) / _largest(found, n) for n in columns(found) if n in one.effects and _largest(found, n)]  # fmt: skip
    return max(parts, default=0.0)


def columns(found: AnswerChange) -> list[str]:
    """The quantities that are set side by side: utilities that move, else issues, else the first of others."""
    moving = [
        name for name, effect in found.effects.items()
        if effect.change or any(name in one.effects and one.effects[name].change for one in found.alone)
    ]  # fmt: skip
    heads = ("utility/", "issue/", "")
    return next((some[:NAMED] for h in heads if (some := [n for n in moving if n.startswith(h)])), [])


def signed(value: float, lang: Lang) -> str:
    """A change with its sign, three figures."""
    digits = 3 if abs(value) < 1 else 2 if abs(value) < 10 else 1
    shown = number(value, lang, digits)
    return f"+{shown}" if value > 0 and any(c in "123456789" for c in shown) else shown


def comparison_tables(found: Difference, names: Names) -> tuple[Table, ...]:
    """The inputs that differ; by concept the answers side by side, and what each change does alone."""
    lang = names.lang
    weights = any(weight is not None for change in found.changes for weight in change.weights)
    heads: tuple[str, ...] = (render(msg("Input"), lang), "", *found.labels)
    rows = []
    for change in found.changes:
        issue = _issue(change.key)
        row = [called(change, names), render(HOW[change.how], lang)]
        row += [written(value, issue, names) for value in (change.before, change.after)]
        if weights:
            told = " → ".join(number(weight, lang, 2) for weight in change.weights)
            row.append(told if change.weights != (None, None) else "")
        rows.append(tuple(row))
    if weights:
        heads = (*heads, render(msg("Weight of evidence"), lang))
    tables = [Table(render(msg("What differs"), lang), heads, tuple(rows))] if rows else []
    for answer in found.answers if rows else ():
        if answer.before.problem is None and answer.after.problem is None:
            tables += [*_sides(answer, found.labels, names), *_attribution(answer, names)]
    return tuple(tables)


def _issue(key: str) -> str:
    steps = key.split("/")
    on_scale = steps[-1] in ("position", "status_quo", "at_least", "at_most")
    return (
        steps[2]
        if steps[0] == "stances" and on_scale
        else steps[1]
        if steps[0] == "issues" and on_scale
        else ""
    )


def _sides(found: AnswerChange, labels: tuple[str, str], names: Names) -> Iterator[Table]:
    """Utilities, objective and issues, and of a conflict’s many quantities those that move most."""
    lang = names.lang
    if not columns(found):
        return
    shown = [name for name in found.effects if name == "objective" or name.startswith(("utility/", "issue/"))]
    if not shown:
        shown = sorted((n for n, e in found.effects.items() if e.change), key=lambda n: -abs(found.effects[n].change))[:FEW]  # fmt: skip
    rows = []
    for name in shown:
        effect = found.effects[name]
        digits = 3 if not name.startswith("issue/") else 1
        seen = [None if side.central is None else side.central.quantities.get(name) for side in (found.before, found.after)]  # fmt: skip
        values = (*seen, found.before.means[name], found.after.means[name])
        told = (names.of_quantity(name, None if x is None else float(x), decimals=digits) for x in values)
        rows.append((names.quantity(name), *told, f"{signed(effect.change, lang)} ± {number(effect.standard_error, lang, 3)}"))  # fmt: skip
    central = [render(msg("{label}, central", label=label), lang) for label in labels]
    means = [render(msg("{label}, mean", label=label), lang) for label in labels]
    heads = (
        *heads_of((msg("Quantity"),), names),
        *central,
        *means,
        *heads_of((msg("change of the mean"),), names),
    )
    caption = render(
        msg("{concept}: the answers side by side", concept=names.concept(found.concept.name)), lang
    )
    yield Table(caption, heads, tuple(rows), frozenset(range(1, 6)))


def _attribution(found: AnswerChange, names: Names) -> Iterator[Table]:
    """What each change does alone to the means, the rest, and all together: the last row is the sum of those above."""
    shown, lang = columns(found), names.lang
    if not shown or not found.alone:
        return

    def row(label: str, share: float | None, values: Sequence[float | None]) -> tuple[str, ...]:
        moved = () if found.moved is None else (percent(share, lang),)
        return (label, *moved, *("–" if value is None else signed(value, lang) for value in values))

    rows = [
        row(called(one.key, names), None if one.moved is None else one.moved.share,
            [one.effects[name].change if name in one.effects else None for name in shown])
        for one in found.alone
    ]  # fmt: skip
    rows.append(
        row(render(msg("together, beyond the sum"), lang), None, [found.rest[name] for name in shown])
    )
    every = None if found.moved is None else found.moved.share
    rows.append(row(render(msg("all changes"), lang), every, [found.effects[name].change for name in shown]))
    moved = () if found.moved is None else (render(msg("other outcome"), lang),)
    heads = (render(msg("Changed alone"), lang), *moved, *(names.quantity(name) for name in shown))
    caption = msg(
        "{concept}: what each change does alone to the means", concept=names.concept(found.concept.name)
    )
    yield Table(render(caption, lang), heads, tuple(rows), frozenset(range(1, len(heads))))


def comparison_records(found: Difference) -> list[dict[str, Any]]:
    """One row per concept, quantity and change: what the change alone does to the mean; the rest, and all."""
    rows: list[dict[str, Any]] = []
    for answer in found.answers:
        concept = answer.concept.name
        for name, effect in answer.effects.items():
            alone = {one.key: one.effects[name].change for one in answer.alone if name in one.effects}
            parts = {**alone, "rest": answer.rest[name], "all": effect.change}
            rows += [
                {"concept": concept, "quantity": name, "input": key, "change": x} for key, x in parts.items()
            ]
    return rows


def named_by(briefs: tuple[Brief, Brief]) -> Brief:
    """The brief whose names are used: the second, unless it lacks numbers that the first has."""
    before, after = briefs
    return before if set(before.numbers) > set(after.numbers) else after
