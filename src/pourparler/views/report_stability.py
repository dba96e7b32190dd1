"""The report's section on which outcomes would hold: states, equilibria, who would leave which, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pourparler.analyses.stability.paths_result import PathsResult
from pourparler.analyses.stability.reasons import Reason
from pourparler.analyses.stability.result import StabilityResult
from pourparler.language import Message, msg, msg_n, render
from pourparler.uncertainty.left_out.leaving_out import LeavingOut
from pourparler.views.charts.figure import Cell, Figure, Table, cells
from pourparler.views.charts.moves_graph import moves_graph
from pourparler.views.charts.stability_matrix import stability_matrix
from pourparler.views.marks import marked
from pourparler.views.names import Names
from pourparler.views.number_notes import NumberNotes
from pourparler.views.report_terms import FORESIGHT
from pourparler.views.stability import (
    NAMED,
    conventions_told,
    equilibria_told,
    extras_told,
    inputs_told,
    quo_told,
)
from pourparler.views.stability_paths import way_sentence
from pourparler.views.stability_reasons import told_together
from pourparler.views.stability_robustness import left_out_table, robustness_table
from pourparler.views.stability_tables import ROWS, equilibrium_table, state_table
from pourparler.views.stability_verdicts import shown_states
from pourparler.views.states import code, worded
from pourparler.views.table import Table as Plain

TOLD = 3
"""Ways that a page tells."""
EXPLAINED = 7
"""States whose reasons a page gives: the status quo and the first equilibria. results.json has more."""


IMPLIED = msg(
    "Tables name the strongest concept: Nash implies all others, SSEQ implies SMR and SEQ, each of which implies GMR."
)


@dataclass(frozen=True)
class Because:
    """Why one state holds or does not: a title and one text per party or group of parties, with marks of notes."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Holding:
    """What one stability analysis says.

    ``listed``, ``left``: how many equilibria and states the tables leave out, in words; ``ways``: from the status quo to
    the first equilibria; ``firmness``: tables of draws and sources, each with a title and how to read it.
    """

    lead: tuple[str, ...]
    sentences: tuple[str, ...] = ()
    equilibria: Table | None = None
    listed: str = ""
    ways: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    reasons: tuple[Because, ...] = ()
    states: Table | None = None
    left: str = ""
    firmness: tuple[tuple[str, str, Table], ...] = ()
    definitions: tuple[str, ...] = ()
    conventions: tuple[str, ...] = ()


def stability_parts(results: Sequence[Any], notes: NumberNotes) -> tuple[Holding, ...]:
    """One part per stability result; ways through the conflict and what rests on one source alone stand with each."""
    beside = [found for found in results if isinstance(found, LeavingOut | PathsResult)]
    return tuple(holding(result, notes, beside) for result in results if isinstance(result, StabilityResult))


def holding(
    result: StabilityResult, notes: NumberNotes, beside: Sequence[LeavingOut | PathsResult] = ()
) -> Holding:
    """The status alone where nothing was judged. ``beside``: ways from the status quo, what changes without a source."""
    names = notes.names
    lead = (names.named(result.status.message),)
    definitions = _said(
        (FORESIGHT[c] for c in FORESIGHT if c in result.concept.settings()["concepts"]), names
    )
    if not result.judged.stable and result.sim is None:
        return Holding(_said(lead, names), definitions=definitions)
    figures = (stability_matrix(result, names), moves_graph(result, names))
    first = () if result.order else equilibria_told(result, names)
    return Holding(
        lead=_said(lead, names),
        sentences=_said([*first, *quo_told(result, names), *extras_told(result, names)], names),
        equilibria=_equilibria(result, names) if result.order else None,
        listed=_unlisted(result, names),
        ways=_said(_ways(result, beside, names), names),
        figures=tuple(figure for figure in figures if figure is not None),
        reasons=tuple(_reasons(result, notes)),
        states=_celled(state_table(result, shown_states(result, ROWS), names)),
        left=_left_out(result, names),
        firmness=tuple(_firmness(result, beside, names)),
        definitions=definitions,
        conventions=_said(
            [IMPLIED, *conventions_told(result), *_margins(result), *inputs_told(result, names)], names
        ),
    )


def _ways(
    result: StabilityResult, beside: Sequence[LeavingOut | PathsResult], names: Names
) -> Iterator[Message]:
    """How improvements, joint ones too, lead from the status quo to the first equilibria."""
    quo = result.game.status_quo
    found = next((one for one in beside if isinstance(one, PathsResult) and one.start == quo), None)
    if found is None:
        return
    led = [e.state for e in result.order if e.state != quo and e.reach in ("improvements", "jump")]
    for state in led[:TOLD]:
        yield way_sentence(found, state, names)


def _firmness(
    result: StabilityResult, beside: Sequence[LeavingOut | PathsResult], names: Names
) -> Iterator[tuple[str, str, Table]]:
    draws = msg(
        "A share of draws is not the probability of an outcome. A swap exchanges two neighbouring classes of a party's ranking."
    )
    for table in robustness_table(result, names):
        yield table.caption, render(draws, names.lang), _celled(table)
    sources = msg(
        "What rests on one source alone is taken out and the conflict judged again: it shows what hangs on a source, not that the source is wrong."
    )
    for found in beside:
        for table in left_out_table(found, names) if isinstance(found, LeavingOut) else ():
            yield table.caption, render(sources, names.lang), _celled(table)


def _margins(result: StabilityResult) -> Iterator[Message]:
    """What a margin means, which depends on the form of the conflict."""
    if not result.judged.margins:
        return
    if result.game.names:
        yield msg(
            "A margin is how many classes of its ranking a state lies above what moves from it secure; below 0 it does not hold."
        )
    else:
        yield msg(
            "A margin is how many classes a state may fall in a party's ranking, all others unmoved, and still hold; below 0 it would have to rise that far."
        )


def _unlisted(result: StabilityResult, names: Names) -> str:
    """How many equilibria the table leaves out, and where they are."""
    if len(result.order) <= NAMED:
        return ""
    told = msg(
        "The first {shown} of {n} equilibria: strongest concept first, then how near to the status quo, then how firm. The table of states goes on.",
        shown=NAMED, n=len(result.order),
    )  # fmt: skip
    return render(told, names.lang)


def _left_out(result: StabilityResult, names: Names) -> str:
    shown, size = min(ROWS, len(result.game.codes)), len(result.game.codes)
    if shown == size:
        return ""
    told = msg_n(
        "{shown} of {n} state, equilibria first; results.json has all.",
        "{shown} of {n} states, equilibria first; results.json has all.",
        n=size, shown=shown,
    )  # fmt: skip
    return render(told, names.lang)


def _reasons(result: StabilityResult, notes: NumberNotes) -> Iterator[Because]:
    names = notes.names
    groups = [(state, tuple(found)) for state, found in groupby(result.reasons, lambda reason: reason.state)]
    for state, found in groups[:EXPLAINED]:
        taken = worded(result.game, state, names)
        title = (
            code(result.game, state)
            if not taken
            else render(msg("{state}: {options}", state=code(result.game, state), options=taken), notes.lang)
        )
        yield Because(title, tuple(_lines(result, found, notes)))


def _lines(result: StabilityResult, found: Sequence[Reason], notes: NumberNotes) -> Iterator[str]:
    for together, sentence in told_together(result, found, notes.names):
        text = render(sentence, notes.lang)
        yield _with_notes(text, [key for reason in together for key in reason.rests_on], notes)


def _with_notes(text: str, keys: Iterable[str], notes: NumberNotes) -> str:
    """A text with marks of the notes on what it rests on, each once."""
    for key in dict.fromkeys(keys):
        if key in notes.marks:
            stated = notes.stated.get(key)
            text = marked(text, key, assumed=stated is not None and stated.is_assumption)
    return text


def _said(lines: Iterable[Message], names: Names) -> tuple[str, ...]:
    return tuple(render(line, names.lang) for line in lines)


def _equilibria(result: StabilityResult, names: Names) -> Table:
    """The table of equilibria with what is chosen in each, however long."""
    plain = equilibrium_table(result, names)
    rows = []
    for entry, row in zip(result.order, plain.rows, strict=False):
        words = worded(result.game, entry.state, names)
        rows.append((Cell(code(result.game, entry.state), small=words), *cells(row[1:])))
    return Table(plain.columns, tuple(rows), plain.right)


def _celled(table: Plain) -> Table:
    return Table(table.columns, tuple(cells(row) for row in table.rows), table.right)
