"""Levers in words and tables: what to change, whose move it is, how firmly it helps."""

from collections.abc import Iterator

from pourparler.analyses.collective.levering.levered import Lever, LeversResult
from pourparler.analyses.collective.levering.moves import Move
from pourparler.language import Message, msg, number, percent, render
from pourparler.views.deals import signed
from pourparler.views.names import Names

TOLD = 5


def lever_sentences(result: LeversResult, names: Names) -> tuple[Message, ...]:
    """The first levers with their robust figures, who is pivotal, and what the figures are not."""
    return tuple(_told(result, names))


def _told(result: LeversResult, names: Names) -> Iterator[Message]:
    firm = [lever for lever in result.levers if lever.robust is not None]
    for lever in firm[:TOLD]:
        robust = lever.robust
        assert robust is not None
        yield msg(
            "{change}: {effects:terms}; it helps in {share:percent} of the readings (worst {worst}, median {median}).",
            change=change_words(lever.move, names), effects=_effects(lever, names), share=robust.share,
            worst=_signed(robust.worst, names), median=_signed(robust.median, names),
        )  # fmt: skip
        if lever.insincere:
            yield msg(
                "That would be insincere: {party} holds another position.",
                party=names.party(lever.move.actor),
            )
        gainers = _gainers(lever, result.concept.settings()["actor"], names)
        if gainers:
            yield msg("Others who gain from it: {parties}.", parties=gainers)
    if not firm and result.status.code != "undefined":
        yield msg("No single change of those tried helps.")
    for issue, pivot in result.pivots.items():
        yield msg(
            "{issue}: pivotal at the weighted median: {parties}; {margin:percent1} of the weight would move it.",
            issue=names.issue(issue), parties=[names.party(p) for p in pivot.actors], margin=pivot.margin,
        )  # fmt: skip
    if firm:
        settings = result.concept.settings()
        if not settings["actor"] and not settings["target"]:
            yield msg(
                "Neither an asking party (actor) nor a target was named: benefit is how far the outcome moves, in whatever direction."
            )
        yield msg(
            "Benefits and costs are shares of the scale; worst and median are benefits over the readings; others may answer a move, which is not counted."
        )
    if result.status.message.text != "The answer is exact.":
        yield names.named(result.status.message)


def change_words(move: Move, names: Names) -> Message:
    """A move as one would say it."""
    party = names.party(move.actor)
    if move.issue is None:
        return msg("{party}: influence {change}", party=party, change=_percent(move.factor, names))
    issue = names.issue(move.issue)
    if move.what == "salience":
        return msg(
            "{party}, {issue}: salience {change}",
            party=party,
            issue=issue,
            change=_percent(move.factor, names),
        )
    to = names.value(move.issue, move.to)
    return msg("{party}, {issue}: position to {to}", party=party, issue=issue, to=to)


def _percent(factor: float, names: Names) -> str:
    return ("+" if factor > 1 else "") + percent(factor - 1, names.lang)


def _effects(lever: Lever, names: Names) -> list[Message]:
    return [
        msg("{issue} {change}", issue=names.issue(issue), change=signed(change, names.lang))
        for issue, change in lever.effect.items()
    ]


def _gainers(lever: Lever, asker: str, names: Names) -> list[str]:
    """The three parties that save most, best first, but for the one that asks and the one that moves."""
    known = (asker, lever.move.actor)
    others = {party: gain for party, gain in lever.gains.items() if gain > 1e-9 and party not in known}
    return [names.party(party) for party in sorted(others, key=lambda p: -round(others[p], 9))[:3]]


def _signed(value: float, names: Names) -> str:
    return ("+" if value > 0 else "") + number(value, names.lang, 3)


def lever_rows(result: LeversResult, names: Names) -> list[tuple[str, ...]]:
    """One row per lever that has robust figures: the change, effect, benefit, cost, rate, the three figures."""
    lang, rows = names.lang, []
    for lever in result.levers:
        if lever.robust is None:
            continue
        change = change_words(lever.move, names)
        if lever.insincere:
            change = msg("{change} (insincere)", change=change)
        effects = render(Message("{effects:terms}", {"effects": _effects(lever, names)}), lang)
        figures = (number(x, lang, 3) for x in (lever.benefit, lever.cost, lever.rate))
        robust = lever.robust
        rows.append(
            (render(change, lang), effects, *figures,
             percent(robust.share, lang), number(robust.worst, lang, 3), number(robust.median, lang, 3))
        )  # fmt: skip
    return rows


def pivot_rows(result: LeversResult, names: Names) -> list[tuple[str, ...]]:
    """One row per issue: who stands at the weighted median, how firmly, who has the largest weight."""
    return [
        (
            names.issue(issue),
            ", ".join(names.party(party) for party in pivot.actors),
            percent(pivot.margin, names.lang, 1),
            names.party(pivot.heaviest) if pivot.heaviest else "–",
        )
        for issue, pivot in result.pivots.items()
    ]
