"""What a party asks for that answers every concession with its like: the aspiration, worked out from the offers."""

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Protocol

from pourparler.analyses.talks.strategies.families import Bounds, clamped
from pourparler.analyses.talks.view import View


class Habit(Hashable, Protocol):
    """How to imitate."""

    @property
    def span(self) -> int:
        """How many offers back from the latest the earlier one of those compared lies."""

    @property
    def apart(self) -> int:
        """How many offers after the earlier one the later one lies."""

    @property
    def yields(self) -> bool:
        """Whether an own offer below the aspiration is the next one to start from."""

    def answer(self, last: float, bounds: Bounds, *, earlier: float, later: float) -> float:
        """The aspiration after ``last``, where the other side went from an earlier to a later offer."""


@dataclass
class _Thread:
    """What follows from the first ``read`` offers."""

    aspiration: float
    read: int = 0
    heard: dict[int, deque[float]] = field(default_factory=dict)


def aspiration(view: View, habit: Habit) -> float:
    """What a party with this habit asks for now, in its own utility.

    At each turn of its own it compares offers of everybody who has made a new one since its last turn, and of
    several answers keeps to the least conciliatory. Who has said too little yet does not count, and while nobody
    counts the aspiration stays, at first that of its ideal. Offers count for what they are worth to it, at least its
    floor. Where it has notes it takes up the thread where it left it.
    """
    bounds = view.profile.floor, view.profile.ideal
    thread = None if view.notes is None else view.notes.get(habit)
    if thread is None or thread.read > len(view.offers):
        thread = _Thread(bounds[1])
        if view.notes is not None:
            view.notes[habit] = thread
    _read(thread, view, habit=habit, bounds=bounds)
    return thread.aspiration


def _read(thread: _Thread, view: View, *, habit: Habit, bounds: Bounds) -> None:
    """Take in the offers not read yet, one own turn after the other."""
    answers: list[float] = []
    turn = -1
    for place in range(thread.read, len(view.offers)):
        seat, outcome, at = view.offers[place]
        own = seat == view.seat
        # An offer made after the own turn of its round is heard at the next one.
        heard_at = at + (seat > view.seat)
        if answers and (own or heard_at > turn):
            thread.aspiration, answers = max(answers), []
        turn = heard_at
        worth = clamped(view.utility(outcome), bounds)
        if own:
            thread.aspiration = min(thread.aspiration, worth) if habit.yields else thread.aspiration
            continue
        offers = thread.heard.setdefault(seat, deque(maxlen=habit.span + 1))
        offers.append(worth)
        if len(offers) > habit.span:
            answers.append(
                habit.answer(thread.aspiration, bounds, earlier=offers[0], later=offers[habit.apart])
            )
    if answers:
        thread.aspiration = max(answers)
    thread.read = len(view.offers)
