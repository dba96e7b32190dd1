"""Where the parties stand on one issue: positions with ranges, and how much each weighs there."""

from collections.abc import Callable
from dataclasses import dataclass

from pourparler.brief.brief import Brief
from pourparler.brief.numbers import Number
from pourparler.language import NO_BREAK, render
from pourparler.language import msg as _
from pourparler.views.charts.drawing import (
    BLUE,
    GREY,
    GRID,
    INK,
    LEADING,
    LINE,
    PAPER,
    RUST,
    WIDTH,
    Drawing,
    beside,
    stacked,
    text_width,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.scales import range_text, scale_labels, short, shown_value, status_quo, width_of
from pourparler.views.names import Names

PAD = 8.0
ROW = 37.0


@dataclass(frozen=True)
class Held:
    """One party's stand on the issue: the numbers of the brief, ``None`` where it gives none."""

    party: str
    position: Number
    salience: Number | None
    influence: Number | None

    @property
    def weight(self) -> float:
        """Influence times salience, the weight in the compromise; 0 where one is unknown."""
        if self.salience is None or self.influence is None:
            return 0.0
        return max(0.0, self.salience.law.central) * max(0.0, self.influence.law.central)


def held(brief: Brief, issue: str) -> tuple[Held, ...]:
    """The parties with a position on ``issue``, in the brief's order."""
    found = []
    for party in brief.parties:
        position = brief.numbers.get(f"stances/{party}/{issue}/position")
        if position is not None:
            own = brief.numbers.get(f"parties/{party}/influence/{issue}")
            influence = own or brief.numbers.get(f"parties/{party}/influence")
            found.append(
                Held(party, position, brief.numbers.get(f"stances/{party}/{issue}/salience"), influence)
            )
    return tuple(found)


def positions(issue: str, names: Names) -> Figure | None:
    """The dot plot of one issue; ``None`` without a brief or where nobody has a position."""
    brief = names.brief
    stands = held(brief, issue) if brief is not None else ()
    if brief is None or not stands:
        return None
    return Figure(
        name=f"positions-{issue}",
        title=names.issue(issue),
        reading=reading(names),
        words=_words(issue, stands, names),
        drawing=_drawn(issue, stands, names),
        table=_table(issue, stands, names),
    )


def reading(names: Names) -> str:
    """How to read the dot plots, said once for all issues."""
    return render(
        _("Each mark is a party's position; the line spans its 5–95% range. The larger the mark, the more the party "
          "weighs on the issue (influence × salience). ● and a solid line: the position rests on evidence. ◇ and a dashed line: it is an assumption."),
        names.lang,
    )  # fmt: skip


def _drawn(issue: str, stands: tuple[Held, ...], names: Names) -> Drawing:
    brief = names.known
    low, high = brief.scale(issue)
    labels = scale_labels(issue, names)

    def at(x: float) -> float:
        return PAD + (x - low) / (high - low or 1.0) * (WIDTH - 2 * PAD)

    placed = beside([(at(x), text) for x, text in labels], WIDTH, size=11)
    titles = [_title(stand, names) for stand in stands]
    tops = stacked(titles, ROW)
    bottom = tops[-1] + 6
    drawing = Drawing(WIDTH, bottom + 15 * (1 + max(p.row for p in placed)) + 21)
    quo = status_quo(brief, issue)
    heaviest = max((stand.weight for stand in stands), default=0.0)
    for stand, title, top in zip(stands, titles, tops[:-1], strict=True):
        drawing.paragraph((0, top + 11), title, weight="bold")
        lane = top + 20 + LEADING * (len(title) - 1)
        for x, _text in labels:  # ticks in the lane of the mark only, so that no line crosses a word
            drawing.line((at(x), lane, at(x), lane + 15), color=GRID)
        if quo is not None:
            drawing.line((at(quo), lane, at(quo), lane + 15), color=INK, dash="1,2")
        drawing.text((WIDTH, top + 11), _weights(stand, names), align="right", color=GREY, size=11)
        _row(drawing, lane + 7, stand, _Frame(at, names, heaviest))
    drawing.line((PAD, bottom, WIDTH - PAD, bottom), color=LINE)
    for label in placed:
        drawing.line((label.x, bottom, label.x, bottom + 6 + 15 * label.row), color=GRID)
        drawing.text(
            (label.x, bottom + 13 + 15 * label.row), label.text, align=label.align, color=GREY, size=11
        )
    _status_quo(drawing, quo, at, names)
    return drawing


@dataclass(frozen=True)
class _Frame:
    """Pixels of a value on the scale; names; the largest weight of a party on the issue."""

    at: Callable[[float], float]
    names: Names
    heaviest: float


def _title(stand: Held, names: Names) -> tuple[str, ...]:
    """The party's name on the lines that the weights beside it leave room for."""
    label = names.party(stand.party)
    if stand.position.is_assumption:
        label += f"  ◇{NO_BREAK}{render(_('assumed'), names.lang)}"
    return wrapped(label, WIDTH - text_width(_weights(stand, names), 11) - 16)


def _row(drawing: Drawing, y: float, stand: Held, frame: _Frame) -> None:
    at, names = frame.at, frame.names
    law, assumed = stand.position.law, stand.position.is_assumption
    low, high = law.interval(0.9)
    color = RUST if assumed else BLUE
    if high > low:
        drawing.line((at(low), y, at(high), y), color=color, width=2.2, dash="4,3" if assumed else "")
    area = 46 + 150 * (stand.weight / frame.heaviest if frame.heaviest else 0.3)
    tip = f"{names.party(stand.party)}: {_central(stand, names)}"
    drawing.point(
        (at(law.central), y),
        shape="diamond" if assumed else "circle",
        color=color,
        fill=PAPER if assumed else color,
        area=area,
        tip=tip,
    )


def _weights(stand: Held, names: Names) -> str:
    shown = []
    if stand.salience is not None:
        shown.append(_("salience {x}", x=short(stand.salience.law.central, names.lang)))
    if stand.influence is not None:
        shown.append(_("influence {x}", x=short(stand.influence.law.central, names.lang)))
    return " · ".join(render(part, names.lang) for part in shown)


def _status_quo(drawing: Drawing, where: float | None, at: Callable[[float], float], names: Names) -> None:
    if where is None:
        return
    y = drawing.height - 8
    drawing.point((at(where), y), shape="triangle-up", color=INK, area=40)
    text = render(_("status quo"), names.lang)
    left = at(where) + 8 + text_width(text, 11) > WIDTH
    drawing.text(
        (at(where) + (-8 if left else 8), y), text, align="right" if left else "left", color=INK, size=11
    )


def _central(stand: Held, names: Names) -> str:
    return shown_value(stand.position.issue, stand.position.law.central, names)


def _words(issue: str, stands: tuple[Held, ...], names: Names) -> str:
    width = width_of(names.known, issue)
    parts = []
    for stand in stands:
        low, high = stand.position.law.interval(0.9)
        sentence = _("{party}: {value}, range {range}", party=names.party(stand.party), value=_central(stand, names),
                     range=range_text(low, high, width=width, lang=names.lang))  # fmt: skip
        text = render(sentence, names.lang)
        parts.append(text + (", " + render(_("assumed"), names.lang) if stand.position.is_assumption else ""))
    head = render(_("Positions on {issue}.", issue=names.issue(issue)), names.lang)
    return f"{head} {'; '.join(parts)}."


def _table(issue: str, stands: tuple[Held, ...], names: Names) -> Table:
    rows = []
    for stand in stands:
        low, high = stand.position.law.interval(0.9)
        spread = (
            "" if low == high else range_text(low, high, width=width_of(names.known, issue), lang=names.lang)
        )
        rows.append(
            (
                Cell(names.party(stand.party)),
                Cell(_central(stand, names), stand.position.key, stand.position.is_assumption, small=spread),
                _weight_cell(stand.salience, names),
                _weight_cell(stand.influence, names),
            )
        )
    heads = (_("Party"), _("Position, 5–95% range"), _("Salience"), _("Influence"))
    return Table(tuple(render(head, names.lang) for head in heads), tuple(rows))


def _weight_cell(item: Number | None, names: Names) -> Cell:
    if item is None:
        return Cell("–")
    low, high = item.law.interval(0.9)
    width = item.scale.high - (item.scale.low or 0.0) if item.scale.high is not None else high
    text = short(item.law.central, names.lang)
    spread = range_text(low, high, width=width, lang=names.lang) if high > low else ""
    return Cell(text, item.key, item.is_assumption, small=spread)
