"""What a count of agreements collects: outcomes per set of accepting parties, and the best of each party."""

from dataclasses import dataclass, field


@dataclass(eq=False)
class Tally:
    """Outcomes per set of accepting parties (bits), and the best feasible outcome of each party so far.

    ``best``: by party its utility, then everyone's; and the value indices of the first outcome with these.
    ``whole``: sets that may not decide are counted as well; ``work``: what it took.
    """

    counts: dict[int, int] = field(default_factory=dict)
    best: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=dict)
    whole: bool = True
    work: dict[str, int] = field(default_factory=dict)
