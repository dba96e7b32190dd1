"""What proposals are worth in every draw of a sweep: to a mediator, to all together, or to one party."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.model.agreement import Rule
from pourparler.model.bargain import Bargain
from pourparler.model.bargain_template import BargainTemplate
from pourparler.model.negotiation import NegotiationTemplate
from pourparler.model.template import Template

Floats = NDArray[np.float64]
Choices = NDArray[np.int64]


def deal_template(template: Template) -> BargainTemplate | None:
    """The template of the bargaining problem that a template is or holds; ``None`` where there is none."""
    if isinstance(template, NegotiationTemplate):
        template = template.inner
    return template if isinstance(template, BargainTemplate) else None


@dataclass(frozen=True, eq=False)
class Worths:
    """What proposals are worth in a few draws of one problem.

    ``utility`` (draws, parties, proposals) and ``reserve`` (draws, parties) in units; ``accepts`` as ``utility``:
    at least the reserve, and no red line crossed; ``rule``: which coalitions make a deal.
    """

    utility: Floats
    reserve: Floats
    accepts: NDArray[np.bool_]
    rule: Rule

    def stands(self, *, proposer: int | None = None) -> NDArray[np.bool_]:
        """Whether those who accept make a deal under the rule: (draws, proposals); ``proposer`` always accepts."""
        place = np.int64(1) << np.arange(self.accepts.shape[1], dtype=np.int64)
        bits = np.einsum("npd,p->nd", self.accepts.astype(np.int64), place)
        return self.rule.wins(bits if proposer is None else bits | place[proposer])

    def mediator(self) -> Floats:
        """1 where the deal stands, else 0."""
        return self.stands().astype(np.float64)

    def welfare(self) -> Floats:
        """The smallest gain over no deal where the deal stands; else nobody gains anything."""
        return np.where(self.stands(), (self.utility - self.reserve[:, :, None]).min(axis=1), 0.0)

    def own(self, party: int) -> Floats:
        """What the party gets that makes the proposal: its utility if enough others accept, else its reserve."""
        stands = self.stands(proposer=party)
        return np.where(stands, self.utility[:, party], self.reserve[:, party, None])


def worths(models: Sequence[Bargain], choices: Choices) -> Worths:
    """What proposals are worth in ``models``, versions of one problem; ``choices`` (proposals, issues) as indices."""
    first, n = models[0], len(models)
    total = np.zeros((n, len(first.parties), len(choices)), dtype=np.int64)
    for i in range(choices.shape[1]):
        total += np.stack([model.tables[i] for model in models])[:, :, choices[:, i]]
    if first.mean is not None:
        total *= first.mean.common // np.maximum(choices.sum(axis=1), 1)
    reserve = np.stack([model.reserve for model in models])
    accepts = total >= reserve[:, :, None]
    for row, model in enumerate(models):
        _cross(accepts[row], model, choices)
    scale = np.array([model.scale for model in models], dtype=np.float64)
    return Worths(total / scale[:, None, None], reserve / scale[:, None], accepts, first.rule)


def _cross(accepts: NDArray[np.bool_], model: Bargain, choices: Choices) -> None:
    """Take out of ``accepts`` (parties, proposals) what crosses a red line or asks too much of a further score."""
    for party, lines in enumerate(model.red_lines):
        for line in lines:
            accepts[party] &= line.allowed[tuple(choices[:, axis] for axis in line.axes)]
    if model.mean is None:
        return
    for asked in model.mean.thresholds:
        accepts[asked.party] &= choices @ asked.scores >= asked.least * choices.sum(axis=1)
    accepts &= choices.any(axis=1)


def payoffs(template: BargainTemplate, rows: Floats, choices: Choices, *, payoff: str) -> tuple[Floats, int]:
    """What each proposal pays in each row of values, (rows, proposals), and in how many rows there is no model.

    ``payoff``: ``mediator``, ``welfare`` or ``party:ID``. A row from whose values no model follows (all saliences
    drawn as 0) pays nothing whatever is proposed: it adds nothing to what information is worth.
    """
    built = [(i, model) for i, model in enumerate(template.build_many(rows)) if model is not None]
    paid = np.zeros((len(rows), len(choices)))
    if built:
        found = worths([model for _, model in built], choices)
        paid[[i for i, _ in built]] = _paid(found, template.parties, payoff)
    return paid, len(rows) - len(built)


def _paid(found: Worths, parties: Sequence[str], payoff: str) -> Floats:
    if payoff == "mediator":
        return found.mediator()
    if payoff == "welfare":
        return found.welfare()
    return found.own(parties.index(payoff.removeprefix("party:")))
