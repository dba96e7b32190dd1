"""Stability as tables: the states, the verdicts of every party, the equilibria."""

from collections.abc import Sequence

from pourparler.analyses.stability.result import Ranked, StabilityResult
from pourparler.language import Message, number, render
from pourparler.language import msg as _
from pourparler.views.names import Names
from pourparler.views.stability import NAMED, REACHES
from pourparler.views.stability_robustness import robustness_table
from pourparler.views.stability_verdicts import MARKS, shown_states, strongest_of, verdicts
from pourparler.views.states import KINDS, code, in_row
from pourparler.views.table import Table, heads_of

ROWS = 60
"""States that a page shows; all of them are in the result."""
FEW = 16
"""States up to which a terminal shows all of them; of more, the first equilibria and the status quo."""


def stability_tables(result: StabilityResult, names: Names) -> tuple[Table, ...]:
    """Equilibria in their order, the states with their ranks, and who would leave which."""
    if not result.judged.stable and result.sim is None:
        return ()
    size = len(result.game.codes)
    states = shown_states(result, size if size <= FEW else NAMED + 1)
    found = [equilibrium_table(result, names)] if result.order else []
    firm = robustness_table(result, names)
    return (*found, *firm, brief_state_table(result, states, names), verdict_table(result, states, names))


def equilibrium_table(result: StabilityResult, names: Names) -> Table:
    """The first equilibria: the strongest concept, how a known status quo leads there, the smallest margin."""
    lang, told = names.lang, result.order[:NAMED]
    heads = [_("State"), _("Strongest concept")]
    if result.game.status_quo is not None:
        heads.append(_("Reached from the status quo"))
    heads.append(_("Smallest margin in ranks"))
    rows = []
    for entry in told:
        reach = [] if result.game.status_quo is None else [render(how_reached(result, entry), lang)]
        margin = "–" if entry.margin is None else number(entry.margin, lang)
        kind = render(KINDS[entry.strongest], lang)
        rows.append((in_row(result.game, entry.state, names), kind, *reach, margin))
    caption = render(_counted(_("Equilibria"), len(told), of=len(result.order)), lang)
    return Table(caption, heads_of(heads, names), tuple(rows), frozenset((len(heads) - 1,)))


def how_reached(result: StabilityResult, entry: Ranked) -> Message:
    """How the status quo leads to an equilibrium, which may be the status quo."""
    return _("it is the status quo") if entry.state == result.game.status_quo else REACHES[entry.reach]


def state_table(result: StabilityResult, states: Sequence[int], names: Names) -> Table:
    """The states column by column, with every party's rank (1 is best) and the concepts of equilibrium."""
    game, lang = result.game, names.lang
    best = game.ranks.max(axis=1)
    rows = []
    for state in states:
        held = ", ".join(render(KINDS[concept], lang) for concept in strongest_of(result, state))
        label = code(game, state)
        if state == game.status_quo:
            label = render(_("{state} (status quo)", state=label), lang)
        ranks = (number(int(best[p] - game.ranks[p, state]) + 1, lang) for p in range(len(game.parties)))
        rows.append((label, *columns_of(result, state, names), *ranks, held or "–"))
    axes = [
        names.option(axis.name) if axis.kind == "option" else names.issue(axis.name) for axis in game.axes
    ]
    ranked = [render(_("Rank for {party}", party=names.party(party)), lang) for party in game.parties]
    heads = (render(_("State"), lang), *axes, *ranked, render(_("Equilibrium by"), lang))
    first = 1 + len(axes)
    caption = _counted(_("States"), len(states), of=len(game.codes))
    return Table(render(caption, lang), heads, tuple(rows), frozenset(range(first, first + len(ranked))))


def brief_state_table(result: StabilityResult, states: Sequence[int], names: Names) -> Table:
    """:func:`state_table` for narrow places: columns go by the ids that the brief uses."""
    full, game = state_table(result, states, names), result.game
    heads = (full.columns[0], *(axis.name for axis in game.axes), *game.parties, full.columns[-1])
    caption = render(
        _("{caption}: options and issues, then the rank for each party (1 is best)", caption=full.caption),
        names.lang,
    )
    return Table(caption, heads, full.rows, full.right)


def columns_of(result: StabilityResult, state: int, names: Names) -> tuple[str, ...]:
    """Y or N for every option, the level of every issue."""
    game = result.game
    yes, no = (render(word, names.lang) for word in (_("Y"), _("N")))
    return tuple(
        (yes if digit else no) if axis.kind == "option" else names.level(axis.name, axis.levels[digit])
        for axis, digit in zip(game.axes, game.digits(state), strict=True)
    )


def verdict_table(result: StabilityResult, states: Sequence[int], names: Names) -> Table:
    """States by parties: the strongest concept under which the state is stable for the party."""
    game, lang = result.game, names.lang
    rows = [
        (code(game, state), *(MARKS[verdict] for verdict in row))
        for state, row in zip(states, verdicts(result, states), strict=True)
    ]
    caption = _(
        "Strongest concept under which a state is stable for a party (R: Nash; =: it has no move; –: it would leave)"
    )
    heads = (render(_("State"), lang), *map(names.party, game.parties))
    return Table(render(caption, lang), heads, tuple(rows))


def _counted(caption: Message, shown: int, *, of: int) -> Message:
    """A caption that says how many rows are left out."""
    if shown == of:
        return caption
    return _("{caption} ({shown} of {n})", caption=caption, shown=shown, n=of)
