"""The exchange of positions as its definition reads, candidate by candidate: slow, and independent of the kernels.

Collective specification, section 8. Every candidate left is worked out again after every exchange.
"""

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

import pourparler as pp

Cell = tuple[int, int]
Candidate = tuple[int, int, int, int]
"""Issues p and q, actors i (demands p, concedes q) and j (demands q, concedes p)."""


@dataclass
class Literal:
    """One round from positions ``x`` (actor, issue); influence times salience decides."""

    model: pp.Positions
    x: dict[Cell, float]
    view: str = "own-deals"
    demand_after_supply: str = "allowed"
    same: float = 1e-7
    y: dict[Cell, float] = field(default_factory=dict)
    conceded: dict[tuple[int, int, int], float] = field(default_factory=dict)
    executed: list[tuple[Candidate, float, float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.y = dict(self.x)
        self.s = {cell: float(self.model.salience[cell]) for cell in self.x}
        c = {cell: float(self.model.influence[cell]) for cell in self.x}
        self.issues = sorted({d for _, d in self.x})
        total = {d: sum(c[k] * self.s[k] for k in self.x if k[1] == d) for d in self.issues}
        self.weight = {k: c[k] * self.s[k] / total[k[1]] if total[k[1]] else 0.0 for k in self.x}
        self.start = self.outcome(self.x)

    def outcome(self, at: dict[Cell, float]) -> dict[int, float]:
        """The weighted mean of each issue."""
        return {d: sum(self.weight[k] * at[k] for k in self.x if k[1] == d) for d in self.issues}

    def candidates(self) -> list[Candidate]:
        """Pairs on opposite sides of two issues with different ratios of saliences."""
        left = {k: self.x[k] <= self.start[k[1]] + self.same for k in self.x}
        found = []
        for p, q in combinations(self.issues, 2):
            for i in range(len(self.model.actors)):
                for j in range(len(self.model.actors)):
                    if i == j or any(k not in self.x for k in ((i, p), (i, q), (j, p), (j, q))):
                        continue
                    if left[i, p] == left[j, p] or left[i, q] == left[j, q]:
                        continue
                    mine, yours = self.s[i, p] * self.s[j, q], self.s[j, p] * self.s[i, q]
                    if mine > yours and mine - yours > 1e-9 * mine:
                        found.append((p, q, i, j))
        return found

    def seen(self, issue: int, demander: int, conceder: int) -> float:
        """The outcome of an issue as a candidate sees it."""
        if self.view == "current":
            return self.outcome(self.y)[issue]
        where = {k: at for (k, d, to), at in self.conceded.items() if d == issue and to == demander}
        where[conceder] = self.y[conceder, issue]
        return self.start[issue] + sum(
            self.weight[k, issue] * (at - self.x[k, issue]) for k, at in where.items()
        )

    def terms(self, candidate: Candidate) -> tuple[float, float, float, bool] | None:
        """Gain, shifts of p and q, whether hollow; ``None`` where there is no trade."""
        p, q, i, j = candidate
        x, y, s, w = self.x, self.y, self.s, self.weight
        rate = (s[i, p] + s[j, p]) / (s[i, q] + s[j, q])
        toward_p, toward_q = np.sign(x[i, p] - x[j, p]), np.sign(x[j, q] - x[i, q])
        if toward_p * (x[i, p] - y[j, p]) <= 0 or toward_q * (x[j, q] - y[i, q]) <= 0:
            return None  # it stands there already, or would have to go back
        if self.demand_after_supply == "forbidden" and (y[i, p] != x[i, p] or y[j, q] != x[j, q]):
            return None
        on_p = abs(x[i, p] - y[j, p]) * w[j, p]
        on_q = rate * on_p
        most = abs(x[j, q] - y[i, q]) * w[i, q]
        if on_q > most:
            on_p, on_q = most / rate, most
        hollow = False
        room = toward_q * (x[j, q] - self.seen(q, j, i))
        hollow |= bool(room <= self.same)
        if room > self.same and on_q > room:
            on_p, on_q = room / rate, room
        room = toward_p * (x[i, p] - self.seen(p, i, j))
        hollow |= bool(room <= self.same)
        if room > self.same and on_p > room:
            on_p, on_q = room, rate * room
        gain = s[i, p] * on_p - s[i, q] * on_q
        if gain < 1e-10 or w[i, q] == 0 or w[j, p] == 0:
            return None
        if on_q / w[i, q] <= 1e-10 or on_p / w[j, p] <= 1e-10:
            return None
        return gain, on_p, on_q, hollow

    def run(self) -> "Literal":
        """Execute until nothing is left."""
        left = self.candidates()
        while True:
            terms = {c: found for c in left if (found := self.terms(c)) is not None}
            if not terms:
                return self
            best = max(found[0] for found in terms.values())
            chosen = min(c for c, found in terms.items() if found[0] >= best - self.same)
            p, q, i, j = chosen
            gain, on_p, on_q, _ = terms[chosen]
            self.y[j, p] += on_p / self.weight[j, p] * np.sign(self.x[i, p] - self.x[j, p])
            self.y[i, q] += on_q / self.weight[i, q] * np.sign(self.x[j, q] - self.x[i, q])
            for cell, goal in (((j, p), self.x[i, p]), ((i, q), self.x[j, q])):
                if abs(self.y[cell] - goal) <= self.same:
                    self.y[cell] = goal
            self.conceded[j, p, i], self.conceded[i, q, j] = self.y[j, p], self.y[i, q]
            self.executed.append((chosen, gain, self.y[i, q], self.y[j, p]))
            left = [c for c in terms if c != chosen]  # what fails is gone for the round


def literal_rounds(
    model: pp.Positions, rounds: int, *, view: str = "own-deals", once: str = "allowed"
) -> list[Literal]:
    """Several rounds, each from where the one before has moved the actors; fewer where nothing is traded."""
    x = {(int(a), int(d)): float(model.position[a, d]) for a, d in np.argwhere(~np.isnan(model.position))}
    found = []
    for _ in range(rounds):
        one = Literal(model, x, view, once).run()
        found.append(one)
        if not one.executed:
            break
        x = {k: x[k] + ((1 - one.s[k]) * 0.4 + 0.1) * (one.y[k] - x[k]) for k in x}
    return found
