"""From a brief to a bargaining problem (brief format, "Preferences"; bargaining specification, section 1)."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.laws import Law
from pourparler.brief.schema import Stance
from pourparler.errors import ModelError
from pourparler.language import msg
from pourparler.model.agreement import rule_of
from pourparler.model.bargain import Bargain
from pourparler.model.cells import NOWHERE, Cell, Cells, cell_of, decimal
from pourparler.model.conditions import constraint, exclusion, statement
from pourparler.model.outcomes import Axis, Constraint
from pourparler.model.space_of import space_of
from pourparler.model.template import Template, origin_of

Values = Sequence[float] | NDArray[np.float64]

UNIT = 1_000_000
KINDS = frozenset(("position", "salience", "weight", "value", "reserve", "red_line", "status_quo"))


class BargainTemplate(Template):
    """The structure of a bargaining problem; its laws are the numbers that utilities depend on."""

    def __init__(self, brief: Brief) -> None:
        brief.require_valid()
        content = brief.content
        self.brief = brief
        self.origin = origin_of(brief)
        self.form = content.preferences.form
        if self.form == "mean-of-included":
            raise ModelError(
                msg("a package of provisions is not analysed by this version"),
                where="preferences",
                advice=msg("The brief is kept; its other analyses run."),
            )
        _need(content.issues, "issues", msg("there are no issues"))
        self.space, self.notes = space_of(content)
        everyone = tuple(name for name in content.parties if self._stances(name))
        self.parties = tuple(name for name in everyone if content.parties[name].at_table)
        self.bystanders = tuple(name for name in everyone if not content.parties[name].at_table)
        _need(self.parties, "stances", msg("no party at the table has a stance"))
        self.laws: Mapping[str, Law] = {
            key: number.law
            for key, number in brief.numbers.items()
            if number.kind in KINDS and (not number.party or number.party in everyone)
        }
        self.order = {key: i for i, key in enumerate(self.laws)}
        self.cells = Cells.of(tuple(self._cells(everyone)), self.space.axes, everyone)
        self.reserve_at = {name: self._reserve_at(name) for name in self.parties}
        self.excluded = tuple(
            exclusion(item, self.space, f"rules/exclude/{i}") for i, item in enumerate(content.rules.exclude)
        )
        self.rule = rule_of(content.rules.agreement, self.parties)
        self.scale = 1 if self._whole_points() else UNIT
        self.snapped = self._snapped()
        self.fixed_lines = {name: tuple(self._fixed_lines(name)) for name in self.parties}
        self.thresholds = {name: tuple(self._thresholds(name)) for name in self.parties}

    @property
    def decisive(self) -> frozenset[str]:
        """Numbers of the parties concerned, and the status quo: bystanders decide nothing."""
        numbers = self.brief.numbers
        return frozenset(key for key in self.laws if numbers[key].party not in self.bystanders)

    def build(self, values: Values) -> Bargain:
        """The problem with these values. Raises ``ModelError`` where the saliences of a party are all 0."""
        known = np.append(np.asarray(values, dtype=np.float64), np.nan)
        for at, scale in self.snapped:
            known[at] = _nearest(scale, known[at])
        entries = self.cells.entries(known, self.form, self.scale)
        status_quo = self.cells.status_quo(entries)
        reserve = [
            status_quo[name] if at == NOWHERE else round(decimal(known[at]) * self.scale)
            for name, at in self.reserve_at.items()
        ]
        drawn = {
            name: tuple(_threshold(line, known[line[2]]) for line in lines)
            for name, lines in self.thresholds.items()
        }
        return Bargain(
            space=self.space,
            parties=self.parties,
            tables=self.cells.tables(entries, self.parties),
            reserve=np.array(reserve, dtype=np.int64),
            rule=self.rule,
            excluded=self.excluded,
            red_lines=tuple((*self.fixed_lines[name], *drawn[name]) for name in self.parties),
            bystanders=self.bystanders,
            bystander_tables=self.cells.tables(entries, self.bystanders),
            scale=self.scale,
            notes=self.notes,
            origin=self.origin,
        )

    def _stances(self, party: str) -> Mapping[str, Stance]:
        content = self.brief.content
        return {
            issue: stance
            for issue, stance in content.stances.get(party, {}).items()
            if issue in content.issues
        }

    def _cells(self, everyone: Sequence[str]) -> Iterator[Cell]:
        for party in everyone:
            for i, axis in enumerate(self.space.axes):
                if axis.name in self._stances(party):
                    cell = cell_of(self.brief, self.order, of=(party, axis.name), axis=(i, axis))
                    if cell is not None:
                        yield cell

    def _whole_points(self) -> bool:
        """Tables of whole points are kept as they are (scale 1)."""
        told = ("/values/", "/reserve", "/no_deal/")
        laws = [law for key, law in self.laws.items() if any(word in key for word in told)]
        return self.form == "points" and all(law.is_point and law.central.is_integer() for law in laws)

    def _reserve_at(self, party: str) -> int:
        """Where the party's reserve stands among the values, or nowhere where the status quo gives it.

        Raises ``ModelError`` where neither is known.
        """
        at = self.order.get(f"parties/{party}/reserve", self.order.get(f"rules/no_deal/{party}", NOWHERE))
        if at != NOWHERE:
            return at
        for cell in self.cells.cells:
            if cell.party != party:
                continue
            axis = self.space.axes[cell.axis]
            if np.isnan(cell.status_quo) and cell.status_quo_at == NOWHERE:
                raise ModelError(
                    msg(
                        "the worth of no deal is not known for {party}: {issue} has no status quo",
                        party=party,
                        issue=axis.name,
                    ),
                    where=f"issues/{axis.name}",
                    rule="E011",
                    advice=msg("Write status_quo for the issue, or reserve for the party."),
                )
            if cell.worth and cell.status_quo not in axis.scale:
                raise ModelError(
                    msg("the status quo of {issue} is none of its values", issue=axis.name),
                    where=f"issues/{axis.name}/status_quo",
                    rule="E011",
                    advice=msg("Use a value, or write a reserve for the party."),
                )
        return NOWHERE

    def _snapped(self) -> tuple[tuple[int, NDArray[np.float64]], ...]:
        """Drawn status quos fall on the nearest value; an exact one stays where it is written."""
        found = []
        for axis in self.space.axes:
            key = f"issues/{axis.name}/status_quo"
            if key in self.laws and not self.laws[key].is_point:
                found.append((self.order[key], np.sort(np.array(axis.scale))))
        return tuple(found)

    def _fixed_lines(self, party: str) -> Iterator[Constraint]:
        for issue, stance in self._stances(party).items():
            if stance.red_line is not None and stance.red_line.condition is not None:
                key = f"stances/{party}/{issue}/red_line"
                tree = statement(stance.red_line.condition, self.space, key, issue=issue)
                yield constraint(tree, self.space, key)
        line = self.brief.content.parties[party].red_line
        if line is not None and line.condition is not None:
            key = f"parties/{party}/red_line"
            yield constraint(statement(line.condition, self.space, key), self.space, key)

    def _thresholds(self, party: str) -> Iterator["_Threshold"]:
        for i, axis in enumerate(self.space.axes):
            for bound in ("at_least", "at_most"):
                key = f"stances/{party}/{axis.name}/red_line/{bound}"
                if key in self.order:
                    yield i, axis, self.order[key], key


_Threshold = tuple[int, Axis, int, str]


def _threshold(line: _Threshold, value: float) -> Constraint:
    """A drawn threshold holds from the nearest value on."""
    index, axis, _, key = line
    scale = np.array(axis.scale)
    bound = _nearest(np.sort(scale), value)
    return Constraint((index,), scale >= bound if key.endswith("at_least") else scale <= bound, key)


def _nearest(scale: NDArray[np.float64], value: float) -> float:
    """The nearest of rising values; equal distance: the lower one."""
    return float(scale[np.argmin(np.abs(scale - value))])


def _need(items: object, where: str, found: object) -> None:
    if not items:
        raise ModelError(found, where=where, advice=msg("Add them to the brief."))
