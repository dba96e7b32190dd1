"""The part of the report that sets the scene: parties, issues, rules, red lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pourparler.brief.brief import Brief
from pourparler.brief.rules import Agreement, Exclusion
from pourparler.brief.schema import RedLine, Stance
from pourparler.language import join, msg, render
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.positions import positions, reading
from pourparler.views.charts.scales import range_text, said_value, short, shown_value, status_quo
from pourparler.views.names import Names, with_unit
from pourparler.views.report_scores import scores

_BOUND = re.compile(r"\s*(at least|at most|>=|<=|≥|≤|<|>|not)\s+(.+?)\s*")


@dataclass(frozen=True)
class Rule:
    """One condition of a deal: who it binds or what it joins, the condition, why, and its ground."""

    subject: str
    condition: str
    why: str
    key: str
    assumption: str
    evidence: tuple[str, ...]

    @property
    def is_assumption(self) -> bool:
        """Whether the condition is an assumption."""
        return bool(self.assumption)


@dataclass(frozen=True)
class IssueView:
    """An issue: what it is measured on, where it stands today, its dot plot."""

    title: str
    scale: str
    status_quo: Cell
    note: str
    figure: Figure | None


@dataclass(frozen=True)
class Setting:
    """Parties, issues, and what a deal must meet."""

    parties: Table
    issues: tuple[IssueView, ...]
    reading: str
    scores: Table | None
    rule: str
    no_deal: str
    red_lines: tuple[Rule, ...]
    exclusions: tuple[Rule, ...]
    time: Table | None


def setting(brief: Brief, names: Names) -> Setting:
    """The scene in the language of ``names``."""
    issues = [_issue(brief, issue, names) for issue in brief.issues]
    worths = scores(brief, names)
    return Setting(
        parties=_parties(brief, names),
        issues=tuple(issue for issue in issues if issue.figure or not worths),
        reading=reading(names) if any(issue.figure for issue in issues) else "",
        scores=worths,
        rule=render(rule_words(brief.content.rules.agreement, names), names.lang),
        no_deal=render(_no_deal(brief), names.lang),
        red_lines=tuple(_red_lines(brief, names)),
        exclusions=tuple(_exclusion(item, names) for item in brief.content.rules.exclude),
        time=_time(brief, names),
    )


def _parties(brief: Brief, names: Names) -> Table:
    heads = [msg("Party"), msg("Place")]
    weighed = any(number.kind == "influence" for number in brief.numbers.values())
    if weighed:
        heads.append(msg("Influence (5–95%)"))
    rows = []
    for party, known in brief.parties.items():
        place = msg("at the table") if known.at_table else msg("not at the table")
        row = [Cell(names.party(party)), Cell(render(place, names.lang))]
        rows.append((*row, _influence(brief, party, names)) if weighed else tuple(row))
    return Table(tuple(render(head, names.lang) for head in heads), tuple(rows))


def _influence(brief: Brief, party: str, names: Names) -> Cell:
    known = brief.numbers.get(f"parties/{party}/influence")
    if known is None:
        by_issue = any(key.startswith(f"parties/{party}/influence/") for key in brief.numbers)
        return Cell(render(msg("differs by issue"), names.lang)) if by_issue else Cell("–")
    low, high = known.law.interval(0.9)
    text = short(known.law.central, names.lang)
    if high > low:
        text += f" ({range_text(low, high, width=known.law.support[1], lang=names.lang)})"
    return Cell(text, known.key, known.is_assumption)


def _issue(brief: Brief, issue: str, names: Names) -> IssueView:
    known = brief.issues[issue]
    low, high = brief.scale(issue)
    unit = names.unit(issue)
    if brief.levels(issue):
        scale = msg("scale {low} to {high}, {n} levels", low=low, high=high, n=len(brief.levels(issue)))
    elif unit:
        scale = msg(
            "{low} to {high}",
            low=names.level(issue, low),
            high=with_unit(names.level(issue, high), unit, names.lang),
        )
    else:
        scale = msg("{low} to {high}", low=names.level(issue, low), high=names.level(issue, high))
    quo = status_quo(brief, issue)
    key = f"issues/{issue}/status_quo"
    held = brief.numbers.get(key)
    return IssueView(
        title=names.issue(issue),
        scale=render(scale, names.lang),
        status_quo=Cell(
            "" if quo is None else with_unit(shown_value(issue, quo, names), unit, names.lang),
            key if held else "",
            bool(held and held.is_assumption),
        ),
        note=names.text(known.note),
        figure=positions(issue, names),
    )


def rule_words(rule: Agreement, names: Names) -> object:
    """What a deal needs, in words."""
    if rule.unanimity:
        return msg("A deal needs every party at the table.")
    vetoes = [names.party(party) for party in rule.veto]
    if rule.at_least is not None and vetoes:
        return msg(
            "A deal needs at least {n} parties at the table, {veto} among them.", n=rule.at_least, veto=vetoes
        )
    if rule.at_least is not None:
        return msg("A deal needs at least {n} parties at the table.", n=rule.at_least)
    if rule.quota is not None:
        return msg("A deal needs parties whose weights reach {quota}.", quota=rule.quota)
    if vetoes:
        return msg("A deal needs {veto}.", veto=vetoes)
    return msg("A deal must meet several conditions together; the brief lists them.")


def _no_deal(brief: Brief) -> object:
    at_table = [known for known in brief.parties.values() if known.at_table]
    stated = all(known.reserve is not None for known in at_table)
    if brief.content.rules.no_deal == "status_quo" and not stated:
        return msg(
            "Without a deal the status quo of every issue stays; a party accepts what is worth at least as much to it."
        )
    return msg(
        "What each party has without a deal is stated in the brief; it accepts what is worth at least as much to it."
    )


def _red_lines(brief: Brief, names: Names) -> Iterator[Rule]:
    for party, known in brief.parties.items():
        line = known.red_line
        if line is not None:
            words = (names.party(party), line.condition or "")
            yield _red_line(line, f"parties/{party}", words=words, names=names)
    for party, stances in brief.content.stances.items():
        for issue, stance in stances.items():
            if stance.red_line is not None and issue in brief.issues:
                words = (names.stance(party, issue), _condition(brief, (party, issue), names))
                key = f"stances/{party}/{issue}"
                yield _red_line(stance.red_line, key, words=words, names=names, above=stance)


def _red_line(
    line: RedLine, key: str, *, words: tuple[str, str], names: Names, above: Stance | None = None
) -> Rule:
    """``words``: whom the line binds, and its condition."""
    own = bool(line.because) or line.assumption is not None
    assumption = line.assumption if own else (above.assumption if above else None)
    because = line.because if own else (above.because if above else ())
    return Rule(*words, names.text(line.note), key, names.text(assumption), because)


def _condition(brief: Brief, of: tuple[str, str], names: Names) -> str:
    party, issue = of
    line = brief.content.stances[party][issue].red_line
    assert line is not None
    for bound, text in (
        ("at_least", msg("at least {level}", level="{}")),
        ("at_most", msg("at most {level}", level="{}")),
    ):
        known = brief.numbers.get(f"stances/{party}/{issue}/red_line/{bound}")
        if known is not None:
            return render(text, names.lang).replace("{}", said_value(issue, known.law.central, names))
    return bound_words(issue, line.condition or "", names)


def bound_words(issue: str, condition: str, names: Names) -> str:
    """A condition on one issue in words; as written where it is more than a level or a bound."""
    found = _BOUND.fullmatch(condition)
    if not found:
        return names.level(issue, condition)
    level = _bound(issue, found[2], names)
    match found[1]:
        case "at least" | ">=" | "≥":
            text = msg("at least {level}", level=level)
        case "at most" | "<=" | "≤":
            text = msg("at most {level}", level=level)
        case "<":
            text = msg("below {level}", level=level)
        case ">":
            text = msg("above {level}", level=level)
        case _:
            text = msg("not {level}", level=level)
    return render(text, names.lang)


def _bound(issue: str, text: str, names: Names) -> str:
    """The level or number of a bound, a number with its unit."""
    try:
        return said_value(issue, float(text), names)
    except ValueError:
        return names.level(issue, text)


def _exclusion(item: Exclusion, names: Names) -> Rule:
    if item.statement:
        condition = item.statement
    else:
        parts = [
            msg("{issue}: {level}", issue=names.issue(issue), level=_level(issue, value, names))
            for issue, value in item.conditions.items()
        ]
        condition = join(parts, names.lang)
    return Rule("", condition, names.text(item.why), "", names.text(item.assumption), item.because)


def _level(issue: str, value: object, names: Names) -> str:
    if isinstance(value, list):
        return join([_level(issue, item, names) for item in value], names.lang, "or")
    return bound_words(issue, str(getattr(value, "text", value)), names)


def _time(brief: Brief, names: Names) -> Table | None:
    rows = []
    for key, known in brief.numbers.items():
        if known.kind in ("days", "pace", "patience"):
            low, high = known.law.interval(0.9)
            width = 1.0 if known.kind == "patience" else known.law.support[1]
            spread = "–" if low == high else range_text(low, high, width=width, lang=names.lang)
            central = Cell(short(known.law.central, names.lang), key, known.is_assumption)
            rows.append((Cell(names.number(key)), central, Cell(spread)))
    heads = (msg("Number"), msg("Central value"), msg("5–95% range"))
    return Table(tuple(render(head, names.lang) for head in heads), tuple(rows)) if rows else None
