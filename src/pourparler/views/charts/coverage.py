"""What the evidence covers: parties by issues, with the number of distinct roots behind each stance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pourparler.brief.brief import Brief
from pourparler.brief.chains import Chains
from pourparler.brief.findings import Finding
from pourparler.language import msg as _
from pourparler.language import render
from pourparler.views.charts.drawing import (
    GREY,
    GRID,
    INK,
    LEADING,
    LINE,
    PAPER,
    RUST,
    WIDTH,
    Drawing,
    stacked,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.names import Names

ROW, CELL, NARROW, KEY = 46.0, 22.0, 56.0, 15.0
TINTS = ("#cfe0ee", "#8ab4d3", "#3f7fae")
CONTRADICTION = frozenset(("W213", "W219", "E203"))


@dataclass(frozen=True)
class Coverage:
    """Evidence behind one stance: distinct roots, whether any number is an assumption, whether readings conflict."""

    party: str
    issue: str
    roots: frozenset[str]
    assumed: int
    numbers: int
    contradicted: bool

    @property
    def is_covered(self) -> bool:
        """Whether at least one number rests on evidence."""
        return self.assumed < self.numbers


def coverage_of(brief: Brief, findings: Iterable[Finding] = ()) -> tuple[Coverage, ...]:
    """Every stance of the brief, parties first, in the brief's order."""
    clashing = {finding.key for finding in findings if finding.rule in CONTRADICTION}
    chains = Chains(brief)
    found = []
    for party in brief.parties:
        for issue in brief.issues:
            base = f"stances/{party}/{issue}"
            held = [n for key, n in brief.numbers.items() if key.startswith(base + "/")]
            if held:
                cited = {item for n in held if not n.is_assumption for item in n.because}
                roots = frozenset(
                    root for item in cited if item in brief.evidence for root in _keys(chains, item)
                )
                clash = any(key == base or key.startswith(base + "/") for key in clashing)
                found.append(
                    Coverage(party, issue, roots, sum(n.is_assumption for n in held), len(held), clash)
                )
    return tuple(found)


def _keys(chains: Chains, item: str) -> tuple[str, ...]:
    return tuple(root.key for root in chains.roots(item))


def coverage(names: Names, *, findings: Sequence[Finding] = ()) -> Figure | None:
    """The matrix; ``None`` without a brief or without stances."""
    brief = names.brief
    cells = coverage_of(brief, findings) if brief is not None else ()
    if brief is None or not cells:
        return None
    return Figure(
        name="coverage",
        title=render(_("What the evidence covers"), names.lang),
        reading=render(
            _("A number: how many distinct roots the stance rests on, however many texts repeat them. ◇: every number of the stance is assumed. "
              "n ◇: part of it is assumed. “!”: readings contradict each other. A dot: no stance."), names.lang),
        words=_words(cells, names),
        drawing=_drawn(brief, cells, names),
        table=_table(brief, cells, names),
    )  # fmt: skip


def _drawn(brief: Brief, cells: Sequence[Coverage], names: Names) -> Drawing:
    parties = [p for p in brief.parties if any(c.party == p for c in cells)]
    issues = [i for i in brief.issues if any(c.issue == i for c in cells)]
    known = {(c.party, c.issue): c for c in cells}
    step = WIDTH / len(parties)
    labels = [names.party(p) for p in parties]
    top = _heads_height(labels, step)
    titles = [wrapped(names.issue(issue), WIDTH, size=11.5) for issue in issues]
    tops = stacked(titles, ROW)
    drawing = Drawing(WIDTH, top + tops[-1])
    _heads(drawing, labels, step)
    for issue, lines, above in zip(issues, titles, tops[:-1], strict=True):
        drawing.line((0, top + above, WIDTH, top + above), color=GRID)
        drawing.paragraph((0, top + above + 11), lines, weight="bold", size=11.5)
        y = top + above + 20 + LEADING * (len(lines) - 1)
        for at, party in enumerate(parties):
            _cell(drawing, (step * at, y, step * (at + 1), y + CELL), known.get((party, issue)))
    return drawing


def _lines(name: str, step: float) -> tuple[str, ...]:
    return wrapped(name, step - 4, size=11)


def _heads_height(labels: Sequence[str], step: float) -> float:
    if step >= NARROW:
        return 15.0 * max(len(_lines(label, step)) for label in labels) + 6
    return max(_key(labels)[1]) + 24


def _key(labels: Sequence[str]) -> tuple[list[tuple[str, ...]], tuple[float, float]]:
    """The names of the key on their lines, and the heights of its two columns."""
    lines = [wrapped(label, WIDTH / 2 - 26, size=11) for label in labels]
    half = (len(labels) + 1) // 2
    return lines, (stacked(lines[:half], KEY)[-1], stacked(lines[half:], KEY)[-1])


def _heads(drawing: Drawing, labels: Sequence[str], step: float) -> None:
    if step >= NARROW:
        for i, label in enumerate(labels):
            for row, text in enumerate(_lines(label, step)):
                drawing.text((step * (i + 0.5), 8 + 15 * row), text, align="center", color=GREY, size=11)
        return
    # Columns too narrow for names carry numbers, and a key stands above them.
    lines, heights = _key(labels)
    half = (len(labels) + 1) // 2
    tops = (*stacked(lines[:half], KEY)[:-1], *stacked(lines[half:], KEY)[:-1])
    for i, (name, top) in enumerate(zip(lines, tops, strict=True)):
        x = (i // half) * WIDTH / 2
        drawing.text((x, 8 + top), str(i + 1), color=INK, size=11, weight="bold")
        drawing.paragraph((x + 18, 8 + top), name, color=GREY, size=11)
        drawing.text(
            (step * (i + 0.5), max(heights) + 13), str(i + 1), align="center", size=11, weight="bold"
        )


def _cell(drawing: Drawing, box: tuple[float, float, float, float], cell: Coverage | None) -> None:
    x, y, x2, y2 = box
    middle, at = (x + x2) / 2, (y + y2) / 2
    if cell is None:
        drawing.text((middle, at), "·", align="center", color=GREY)
        return
    if not cell.is_covered:
        drawing.rect((x + 2, y, x2 - 2, y2), PAPER, stroke=RUST, dash="3,2")
        drawing.text(
            (middle, at), "◇" + (" !" if cell.contradicted else ""), align="center", color=RUST, size=13
        )
        return
    tint = min(max(len(cell.roots), 1), len(TINTS)) - 1
    drawing.rect((x + 2, y, x2 - 2, y2), TINTS[tint], stroke=LINE)
    text = str(len(cell.roots)) + (" ◇" if cell.assumed else "") + (" !" if cell.contradicted else "")
    drawing.text((middle, at), text, align="center", color=PAPER if tint == 2 else INK, weight="bold")


def _words(cells: Sequence[Coverage], names: Names) -> str:
    wholly = sum(not c.is_covered for c in cells)
    roots = {root for c in cells for root in c.roots}
    parts = [
        _("{n} of {total} stances rest wholly on assumptions.", n=wholly, total=len(cells)),
        _("The others rest on {n} distinct roots in all.", n=len(roots)),
    ]
    clashing = [f"{names.party(c.party)} – {names.issue(c.issue)}" for c in cells if c.contradicted]
    if clashing:
        parts.append(_("Readings contradict each other on {cells}.", cells=clashing))
    return " ".join(render(part, names.lang) for part in parts)


def _table(brief: Brief, cells: Sequence[Coverage], names: Names) -> Table:
    known = {(c.party, c.issue): c for c in cells}
    parties = [p for p in brief.parties if any(c.party == p for c in cells)]
    rows = []
    for issue in brief.issues:
        row = [Cell(names.issue(issue))]
        for party in parties:
            row.append(_said(known.get((party, issue)), names))
        rows.append(tuple(row))
    return Table((render(_("Issue"), names.lang), *(names.party(p) for p in parties)), tuple(rows))


def _said(cell: Coverage | None, names: Names) -> Cell:
    if cell is None:
        return Cell("–")
    key = f"stances/{cell.party}/{cell.issue}"
    if not cell.is_covered:
        return Cell("", key, assumed=True)
    from pourparler.language import msg_n

    text = render(msg_n("{n} root", "{n} roots", n=len(cell.roots)), names.lang)
    if cell.assumed:
        text += ", " + render(
            _("{n} of {total} numbers assumed", n=cell.assumed, total=cell.numbers), names.lang
        )
    if cell.contradicted:
        text += ", " + render(_("contradiction"), names.lang)
    return Cell(text, key)
