"""How firmly the verdicts on a conflict hold, in words and tables: draws, swaps, sources left out."""

from collections.abc import Mapping, Sequence

from pourparler.analyses.stability.names import IN_WORDS, STRENGTH
from pourparler.analyses.stability.result import Ranked, StabilityResult
from pourparler.analyses.stability.robustness import Robustness, VerdictFlip
from pourparler.analyses.stability.robustness_data import members
from pourparler.kernels.near_rankings import FURTHEST
from pourparler.kernels.shares import wilson
from pourparler.language import Message, msg, msg_n, percent, render
from pourparler.uncertainty.left_out.leaving_out import LeavingOut
from pourparler.views.names import Names
from pourparler.views.states import in_row
from pourparler.views.table import Table, heads_of

TOLD = 12
"""Equilibria told of."""

_SHARES = (
    msg("State"),
    msg("Concept"),
    msg("Share of draws"),
    msg("95 % interval"),
    msg("Fewest swaps that end it"),
)
_SOURCES = (
    msg("Source left out"),
    msg("What goes with it"),
    msg("Equilibria lost"),
    msg("Equilibria gained"),
)


def robustness_table(result: StabilityResult, names: Names) -> tuple[Table, ...]:
    """The first equilibria with their shares of draws and the fewest swaps that end them; empty without draws."""
    found = result.robustness
    if found is None:
        return ()
    rows = []
    for entry in result.order[:TOLD]:
        low, high = _interval(found, entry)
        share = entry.share or 0.0
        rows.append(
            (
                in_row(result.game, entry.state, names),
                _concept(entry),
                percent(share, names.lang),
                f"{percent(low, names.lang)} – {percent(high, names.lang)}",
                render(_fewest(result, entry, names), names.lang),
            )
        )
    caption = render(msg("How firmly equilibria hold"), names.lang)
    return (Table(caption, heads_of(_SHARES, names), tuple(rows), frozenset((2, 3))),)


def left_out_table(found: LeavingOut, names: Names) -> tuple[Table, ...]:
    """Sources on which something rests alone; empty where there are none."""
    rows = tuple(
        (
            found.called(one.source, names.lang),
            _terms([dropped_told(key, names) for key in one.dropped], names),
            _states({concept: change.lost for concept, change in one.equilibria.items()}, names),
            _states({concept: change.gained for concept, change in one.equilibria.items()}, names),
        )
        for one in found.sources
        if one.dropped
    )
    caption = render(msg("Without one source"), names.lang)
    return (Table(caption, heads_of(_SOURCES, names), rows),) if rows else ()


def dropped_told(key: str, names: Names) -> str:
    """What an entry of the moves is, in words where there are any."""
    match key.split("/"):
        case ["moves", "options", option, "one_way"]:
            return render(msg("{name}: in one direction only", name=names.option(option)), names.lang)
        case ["moves", "impossible", place]:
            return render(msg("impossible combination {n}", n=int(place) + 1), names.lang)
        case ["moves", "blocked_moves", place]:
            return render(msg("blocked move {n}", n=int(place) + 1), names.lang)
    return names.number(key)


def _states(by_concept: Mapping[str, tuple[int | str, ...]], names: Names) -> str:
    """States by concept; concepts that share a list share a line of it."""
    alike: dict[tuple[int | str, ...], list[str]] = {}
    for concept, states in by_concept.items():
        if states:
            alike.setdefault(states, []).append(IN_WORDS[concept])
    told = [
        msg(
            "{concepts}: {states}",
            concepts=", ".join(concepts),
            states=", ".join(map(str, states[:TOLD])) + (" …" if len(states) > TOLD else ""),
        )
        for states, concepts in alike.items()
    ]
    return _terms(told, names) if told else "–"


def _terms(items: Sequence[Message | str], names: Names) -> str:
    return render(Message("{items:terms}", {"items": tuple(items)}), names.lang)


def _interval(found: Robustness, entry: Ranked) -> tuple[float, float]:
    share = entry.share or 0.0
    low, high = wilson(round(share * found.shares.draws), found.shares.draws)
    return float(low), float(high)


def _fewest(result: StabilityResult, entry: Ranked, names: Names) -> Message:
    """The shortest list of swaps, of any party, that ends the equilibrium under its strongest concept."""
    assert result.robustness is not None
    concepts = entry.strongest.split("-")
    own = [flip for flip in result.robustness.flips if flip.state == entry.state and flip.concept in concepts]
    ending = [flip for flip in own if flip.swaps]
    if ending:
        flip = min(ending, key=lambda one: (len(one.swaps or ()), STRENGTH.index(one.concept), one.party))
        return msg(
            "{party}: {swaps:terms}",
            party=names.party(result.game.parties[flip.party]),
            swaps=_swaps(result, flip),
        )
    searched = min((flip.searched for flip in own), default=0)
    if not searched:
        return msg("not looked for: too many rankings")
    if searched == FURTHEST:
        return msg_n("none of up to {n} swap", "none of up to {n} swaps", n=FURTHEST)
    return msg_n(
        "none of up to {n} swap; no more were tried",
        "none of up to {n} swaps; no more were tried",
        n=searched,
    )


def _swaps(result: StabilityResult, flip: VerdictFlip) -> list[str]:
    def called(rank: int) -> str:
        return ", ".join(map(str, members(result.game, flip.party, rank)))

    return [f"{called(higher)} ↔ {called(lower)}" for higher, lower in flip.swaps or ()]


def _concept(entry: Ranked) -> str:
    return " + ".join(IN_WORDS[name] for name in entry.strongest.split("-"))
