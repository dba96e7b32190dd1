"""From a brief to a bargaining problem (brief format, "Preferences"; bargaining specification, section 1)."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.laws import Law
from pourparler.brief.schema import Stance
from pourparler.errors import ModelError
from pourparler.language import msg
from pourparler.model.agreement import rule_of, unanimity
from pourparler.model.bargain import Bargain
from pourparler.model.cells import NOWHERE
from pourparler.model.conditions import constraint, exclusion, statement
from pourparler.model.outcomes import Axis, Constraint
from pourparler.model.scored import Scored
from pourparler.model.space_of import space_of
from pourparler.model.template import Template, origin_of
from pourparler.model.weighted import Weighted, nearest
from pourparler.model.worth import Filled

Values = Sequence[float] | NDArray[np.float64]


class BargainTemplate(Template):
    """The structure of a bargaining problem; its laws are the numbers that utilities depend on.

    ``seated``: who is concerned, those at the table or, to know what outcomes are worth to whom, everybody.
    """

    def __init__(self, brief: Brief, *, seated: Literal["at-table", "all"] = "at-table") -> None:
        brief.require_valid()
        content = brief.content
        self.brief = brief
        self.origin = origin_of(brief)
        _need(content.issues, "issues", msg("there are no issues"))
        self.space, self.notes = space_of(content)
        everyone = tuple(name for name in content.parties if self._stances(name))
        self.parties = tuple(name for name in everyone if seated == "all" or content.parties[name].at_table)
        self.bystanders = tuple(name for name in everyone if name not in self.parties)
        _need(self.parties, "stances", msg("no party at the table has a stance"))
        form = Scored if content.preferences.form == "mean-of-included" else Weighted
        kinds, concerned = form.kinds | {"red_line"}, frozenset(everyone)
        self.laws: Mapping[str, Law] = {
            key: number.law
            for key, number in brief.numbers.items()
            if number.kind in kinds and (not number.party or number.party in concerned)
        }
        self.order = {key: i for i, key in enumerate(self.laws)}
        self.worth = form(brief, self.space, self.laws, parties=(self.parties, self.bystanders))
        self.excluded = tuple(
            exclusion(item, self.space, f"rules/exclude/{i}") for i, item in enumerate(content.rules.exclude)
        )
        self.weights_at = tuple(self.order.get(f"parties/{name}/weight", NOWHERE) for name in self.parties)
        everybody = seated == "all"
        self.rule = unanimity(self.parties) if everybody else rule_of(content.rules.agreement, self.parties)
        self.fixed_lines = {name: tuple(self._fixed_lines(name)) for name in self.parties}
        self.thresholds = {name: tuple(self._thresholds(name)) for name in self.parties}
        self.drawn_lines = any(self.thresholds.values())

    @property
    def decisive(self) -> frozenset[str]:
        """Numbers of the parties concerned, and the status quo: bystanders decide nothing."""
        numbers = self.brief.numbers
        return frozenset(key for key in self.laws if numbers[key].party not in self.bystanders)

    def steps(self, key: str) -> tuple[float, ...]:
        """Status quo and red lines take the nearest value of their issue (brief format)."""
        number = self.brief.numbers.get(key)
        if number is None or number.kind not in ("status_quo", "red_line"):
            return ()
        axes = [axis for axis in self.space.axes if axis.name == number.issue]
        return tuple(sorted(set(axes[0].scale))) if axes else ()

    def build(self, values: Values) -> Bargain:
        """The problem with these values. Raises ``ModelError`` where the saliences of a party are all 0."""
        known = np.append(np.asarray(values, dtype=np.float64), np.nan)
        return self._built(known, self.worth.filled(known))

    def build_many(self, rows: NDArray[np.float64]) -> list[Bargain | None]:
        """See :class:`Template`."""
        known = np.concatenate([rows, np.full((len(rows), 1), np.nan)], axis=1)
        filled = self.worth.filled_many(known)
        return [
            None if one is None else self._built(row, one) for row, one in zip(known, filled, strict=True)
        ]

    def _built(self, known: NDArray[np.float64], filled: Filled) -> Bargain:
        drawn = {
            name: tuple(_threshold(line, known[line[2]]) for line in lines)
            for name, lines in self.thresholds.items()
        }
        return Bargain(
            space=self.space,
            parties=self.parties,
            tables=filled.tables,
            reserve=filled.reserve,
            rule=self.rule,
            excluded=self.excluded,
            red_lines=tuple((*self.fixed_lines[name], *drawn[name]) for name in self.parties),
            bystanders=self.bystanders,
            bystander_tables=filled.bystander_tables,
            scale=filled.scale,
            mean=filled.mean,
            weights=tuple(1.0 if at == NOWHERE else float(known[at]) for at in self.weights_at),
            notes=self.notes,
            origin=self.origin,
        )

    def sameness(self, model: Bargain, values: NDArray[np.float64]) -> Hashable:
        """See :class:`Template`: all integers of the problem, its weights and the thresholds drawn."""
        tables = b"".join(table.tobytes() for table in (*model.tables, *model.bystander_tables))
        lines = (
            tuple(line.allowed.tobytes() for own in model.red_lines for line in own)
            if self.drawn_lines
            else ()
        )
        asked = (
            () if model.mean is None else tuple((t.scores.tobytes(), t.least) for t in model.mean.thresholds)
        )
        return tables, model.reserve.tobytes(), model.weights, lines, asked

    def _stances(self, party: str) -> Mapping[str, Stance]:
        content = self.brief.content
        return {
            issue: stance
            for issue, stance in content.stances.get(party, {}).items()
            if issue in content.issues
        }

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
    bound = nearest(np.sort(scale), value)
    return Constraint((index,), scale >= bound if key.endswith("at_least") else scale <= bound, key)


def _need(items: object, where: str, found: object) -> None:
    if not items:
        raise ModelError(found, where=where, advice=msg("Add them to the brief."))
