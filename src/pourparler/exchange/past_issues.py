"""Decided issues from CSV files: one table of stances with the outcome, or tables of positions and issues.

One table: issue, actor, position, salience (0–100), influence, outcome, and where known proposal, low, high.
Several, named PREFIX_positions.csv (issue, actor, position, salience, influence), PREFIX_issues.csv (issue,
outcome, and where known proposal, low, high, introduced, final_act) and PREFIX_capability.csv (first_year,
last_year, actor, weight), which is used where positions have no influence. The scale is 0–100 unless stated.
"""

from collections import Counter
from collections.abc import Mapping
from math import isnan
from pathlib import Path

from pourparler.brief.canonical import digest
from pourparler.exchange.capability import Capability, read_capability
from pourparler.exchange.faults import unreadable
from pourparler.exchange.headed_table import Headed, Line, number_in, read_headed, style_in
from pourparler.exchange.number_style import Style
from pourparler.language import Message, msg
from pourparler.model.past_issues import LeftOut, PastIssue, PastIssues
from pourparler.model.positions import Positions

HEADINGS = {
    "issue": frozenset(("issue", "enjeu")),
    "actor": frozenset(("actor", "party", "acteur", "partie")),
    "position": frozenset(("position",)),
    "salience": frozenset(("salience", "importance")),
    "influence": frozenset(("influence", "capability", "capacité")),
    "outcome": frozenset(("outcome", "résultat")),
    "proposal": frozenset(("proposal", "proposition", "case", "cas")),
    "low": frozenset(("low", "bas")),
    "high": frozenset(("high", "haut")),
    "introduced": frozenset(("introduced",)),
    "final_act": frozenset(("final_act",)),
}
NUMBERS = ("position", "salience", "influence", "outcome", "low", "high")
STANCE = ("issue", "actor", "position", "salience")


def read_past_issues(path: Path) -> PastIssues:
    """The decided issues at ``path``: a CSV file, a folder with one set of tables, or the prefix of a set.

    Issues without outcome or positions, or with numbers off the scale, are left out with the reason. Raises
    ``UnreadableInput`` where nothing can be read, or no issue is left.
    """
    positions, issues, capability = _files(path)
    stances = read_headed(positions, HEADINGS, required=STANCE if issues else (*STANCE, "outcome"))
    told = read_headed(issues, HEADINGS, required=("issue", "outcome")) if issues else stances
    weights = read_capability(capability) if capability and "influence" not in stances.columns else None
    grouped = _grouped(stances)
    found: list[PastIssue] = []
    left: list[LeftOut] = []
    styles = {table.name: style_in(table, NUMBERS) for table in (stances, told)}
    for name, lines in _grouped(told).items():
        read = _Reading(name, styles[told.name], styles[stances.name], weights)
        taken = read.issue(lines, grouped.get(name, []))
        if isinstance(taken, LeftOut):
            left.append(taken)
        else:
            found.append(taken)
    known = _grouped(told)
    left += [
        LeftOut(name, msg("it stands in no row with an outcome")) for name in grouped if name not in known
    ]
    if not found:
        raise unreadable(
            "X002",
            str(path),
            msg(
                "no issue has an outcome and positions that can be used; {issue}: {reason}",
                issue=left[0].issue,
                reason=left[0].message,
            )
            if left
            else msg("no issue has an outcome and positions"),
            advice=msg("Write one row per issue and actor, with the outcome on the same scale."),
        )
    data = [[line.cells for line in table.lines] for table in (stances, told)]
    notes = weights.notes if weights else ()
    return PastIssues(tuple(found), tuple(left), notes, digest([*data, weights.data if weights else None]))


def _files(path: Path) -> tuple[Path, Path | None, Path | None]:
    """The tables of positions, issues and capability; one table holds positions and outcomes alone."""
    if path.is_file() and not path.stem.endswith(("_positions", "_issues")):
        return path, None, None
    if path.is_dir():
        prefixes = sorted(
            str(file).removesuffix("_issues.csv")
            for file in path.glob("*_issues.csv")
            if Path(str(file).removesuffix("_issues.csv") + "_positions.csv").is_file()
        )
        if len(prefixes) != 1:
            found = (
                msg("{folder} holds several sets: {files}", folder=path.name, files=[Path(p).name for p in prefixes])
                if prefixes
                else msg("{folder} holds no PREFIX_issues.csv with its PREFIX_positions.csv", folder=path.name)
            )  # fmt: skip
            raise unreadable(
                "X002", str(path), found, advice=msg("Name a CSV file, or a folder and the prefix.")
            )
        prefix = prefixes[0]
    else:
        prefix = str(path).removesuffix(".csv").removesuffix("_positions").removesuffix("_issues")
    capability = Path(f"{prefix}_capability.csv")
    return (
        Path(f"{prefix}_positions.csv"),
        Path(f"{prefix}_issues.csv"),
        capability if capability.is_file() else None,
    )


def _grouped(table: Headed) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in table.lines:
        found.setdefault(line["issue"], []).append(line)
    return found


class _Wrong(Exception):
    """Why an issue is left out."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class _Reading:
    """Reads one issue; ``styles`` say how the two tables write numbers."""

    def __init__(self, name: str, told: Style, stances: Style, weights: Capability | None) -> None:
        self.name, self.told, self.stances, self.weights = name, told, stances, weights

    def issue(self, told: list[Line], stances: list[Line]) -> PastIssue | LeftOut:
        """The issue, or why it is left out."""
        try:
            return self._issue(told, stances)
        except _Wrong as wrong:
            return LeftOut(self.name, wrong.message)

    def _issue(self, told: list[Line], stances: list[Line]) -> PastIssue:
        low, high = self._one(told, "low", 0.0), self._one(told, "high", 100.0)
        outcome = self._one(told, "outcome", float("nan"))
        if not low < high:
            raise _Wrong(msg("its scale has no width"))
        if isnan(outcome):
            raise _Wrong(msg("it has no outcome"))
        if not low <= outcome <= high:
            raise _Wrong(msg("its outcome lies off the scale"))
        held = {line["actor"]: line for line in stances if line["position"]}
        if not held:
            raise _Wrong(msg("nobody has a position on it"))
        rows = Counter(line["actor"] for line in stances if line["position"])
        twice = [actor for actor, count in rows.items() if count > 1]
        if twice:
            raise _Wrong(msg("more than one row has a position on it of {actors:list}", actors=twice))
        position = [number_in(line, "position", self.stances) for line in held.values()]
        salience = [number_in(line, "salience", self.stances) for line in held.values()]
        if not all(low <= x <= high for x in position):
            raise _Wrong(msg("a position lies off the scale"))
        if any(s < 0 or s > 100 for s in salience):
            raise _Wrong(msg("a salience is not from 0 to 100"))
        influence = self._influence(held, told[0])
        if any(isnan(number) for number in (*salience, *influence)):
            raise _Wrong(msg("a salience or an influence is not known"))
        if any(c < 0 for c in influence):
            raise _Wrong(msg("an influence is below 0"))
        model = Positions.of_issue(
            self.name, tuple(held), position=position, salience=[s / 100 for s in salience],
            influence=influence, scale=(low, high),
        )  # fmt: skip
        proposal = next((line["proposal"] for line in told if line["proposal"]), self.name)
        return PastIssue(self.name, proposal, model, outcome)

    def _one(self, lines: list[Line], column: str, otherwise: float) -> float:
        """The number that all rows with one agree on."""
        values = {number_in(line, column, self.told) for line in lines if line[column]}
        if len(values) > 1:
            raise _Wrong(msg("its rows differ in {column}", column=column))
        return values.pop() if values else otherwise

    def _influence(self, held: Mapping[str, Line], told: Line) -> list[float]:
        if self.weights is None:
            return [number_in(line, "influence", self.stances) for line in held.values()]
        found = self.weights.of(tuple(held), told["final_act"] or told["introduced"])
        if isinstance(found, Message):
            raise _Wrong(found)
        return found
