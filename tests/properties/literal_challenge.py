"""The challenge model as its definition reads, pair by pair and vote by vote: slow, and independent of the kernels."""

from typing import Any

from pourparler.analyses.collective.challenges.reading import Reading


def near(x: float) -> float:
    """As comparisons see a number."""
    return round(x, 9) + 0.0


def middle(x: list[float], w: list[float]) -> float:
    cumulated = 0.0
    for at, weight in sorted(zip(x, w, strict=True)):
        cumulated += weight
        if cumulated >= sum(w) * (0.5 - 1e-9):
            return at
    raise AssertionError


class Round:
    """One round: ``x`` positions, ``w`` weights, ``s`` saliences, ``width`` the distance that counts as 1."""

    def __init__(
        self, actors: tuple[list[float], list[float], list[float]], reading: Reading, width: float
    ) -> None:
        self.x, self.w, self.s = actors
        self.reading, self.width = reading, width
        self.n = range(len(self.x))
        self.median = middle(self.x, self.w)
        self.r = [1.0 for _ in self.n]
        self.bent = False
        if reading.values.risk == "on":
            self.r = self.risks()
            self.bent = reading.odds.distances == "voter-risk"

    def delta(self, i: int, j: int) -> float:
        return abs(self.x[i] - self.x[j]) / self.width

    def vote(self, k: int, pair: tuple[int, int]) -> float:
        i, j = pair
        if self.reading.odds.voters == "others" and k in pair:
            return 0.0
        e = self.r[k] if self.bent else 1.0
        return self.w[k] / sum(self.w) * (self.delta(k, j) ** e - self.delta(k, i) ** e)

    def odds(self, i: int, j: int) -> float:
        if abs(self.x[i] - self.x[j]) <= 1e-9 * self.width:
            return 0.0
        pairs = (
            [(i, j)] if self.reading.odds.denominator == "pair" else [(a, b) for a in self.n for b in self.n]
        )
        cast = sum(abs(self.vote(k, pair)) for pair in pairs for k in self.n)
        return sum(max(0.0, self.vote(k, (i, j))) for k in self.n) / cast if near(cast) else 0.5

    def expects(self, i: int, j: int, r: float) -> float:
        """What i expects of challenging j, judged with exponent ``r``."""
        delta, off = self.delta(i, j), abs(self.x[i] - self.median) / self.width
        success, failure = 2 - 4 * (0.5 - 0.5 * delta) ** r, 2 - 4 * (0.5 + 0.5 * delta) ** r
        better = 2 - 4 * max(0.0, 0.5 - 0.25 * (off + delta)) ** r
        worse = 2 - 4 * (0.5 + 0.25 * (off + delta)) ** r
        q = 1.0 if self.reading.values.status_quo == "certain" else 0.5
        odds, s = self.odds(i, j), self.s[j]
        fought = s * (odds * success + (1 - odds) * failure) + (1 - s) * success
        return fought - q * (2 - 4 * 0.5**r) - (1 - q) * (better if near(off) < near(delta) else worse)

    def risks(self) -> list[float]:
        own = self.reading.values.danger == "own"
        danger = [
            sum(self.expects(i, j, 1.0) if own else self.expects(j, i, 1.0) for j in self.n if j != i)
            for i in self.n
        ]
        least, most = min(danger), max(danger)
        if not near(most - least):
            return [1.0 for _ in self.n]
        rho = [(2 * d - most - least) / (most - least) for d in danger]
        return [(1 - p / 3) / (1 + p / 3) for p in rho]

    def offers(self, i: int) -> list[tuple[Any, float, str, int]]:
        """Key, target, kind and proposer of every offer made to i that may move it."""
        found, moves = [], self.reading.moves
        for j in self.n:
            if abs(self.x[i] - self.x[j]) <= 1e-9 * self.width:
                continue
            a = self.expects(i, j, self.r[i])
            b = self.expects(j, i, self.r[j if self.reading.values.viewpoint == "each" else i])
            target, kind, point = self.x[j], "", None
            if near(b) > near(a) > 0:
                kind = "confrontation" if moves.confrontation == "moves" else ""
            elif near(b) > 0 > near(a) and near(b) > near(-a):
                kind = "compromise"
                target = self.x[i] + (self.x[j] - self.x[i]) * abs(a) / b
                point = (abs(a) * self.x[i] + abs(b) * self.x[j]) / (abs(a) + abs(b))
            elif near(b) > 0 > near(a):
                kind = "capitulation" if moves.capitulation == "moves" else ""
            if kind:
                size = near(abs(target - self.x[i]) / self.width)
                if moves.key == "point" and moves.choice == "category" and point is not None:
                    size = near((point - min(self.x)) / self.width)
                category = ("confrontation", "compromise", "capitulation").index(kind)
                place = near(target / self.width)
                key = {
                    "category": (category, size, -near(b), place),
                    "least-move": (size, -near(b), place),
                    "strongest": (-near(b), size, place),
                }[moves.choice]
                found.append(((*key, category, -near(a), j), target, kind, j))
        return found


def rounds(
    actors: tuple[list[float], list[float], list[float]], reading: Reading, count: int
) -> list[tuple[list[float], list[tuple[int, str]]]]:
    """Positions and moves (actor, kind) after each round; ``actors``: positions, weights, saliences."""
    x, w, s = actors
    start = max(x) - min(x)
    found: list[tuple[list[float], list[tuple[int, str]]]] = []
    for _ in range(count):
        width = start if reading.values.range == "initial" else max(x) - min(x)
        moved: list[tuple[int, str]] = []
        if width > 1e-9 * start:
            now = Round((x, w, s), reading, width)
            taken = [min(now.offers(i), default=None) for i in now.n]
            x = [offer[1] if offer else x[i] for i, offer in enumerate(taken)]
            moved = [(i, offer[2]) for i, offer in enumerate(taken) if offer]
        found.append((x, moved))
    return found
