"""The offers of a negotiation so far, as everybody at the table has heard them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload


class Offer(NamedTuple):
    """Who proposed which outcome (its index in the space of outcomes), and in which round, from 0."""

    seat: int
    outcome: int
    round: int


class Record:
    """What the protocol writes down: every offer in order. Strategies see :class:`Offers` of it.

    Who has said what is put together when somebody asks, up to where it was put together before: strategies
    that go by the clock never ask, and writing must cost them nothing.
    """

    __slots__ = ("_read", "_seats", "entries")

    def __init__(self, seats: int) -> None:
        self.entries: list[Offer] = []
        self._seats = tuple(Said() for _ in range(seats))
        self._read = 0

    def add(self, seat: int, outcome: int, at: int) -> None:
        """Write down one more offer, made in round ``at``."""
        self.entries.append(Offer(seat, outcome, at))

    def said(self, seat: int) -> "Said":
        """What a seat has offered so far."""
        entries = self.entries
        for turn in range(self._read, len(entries)):
            speaker, outcome, _ = entries[turn]
            said = self._seats[speaker]
            said.turns.append(turn)
            said.outcomes.append(outcome)
            if outcome not in said.known:
                said.known.add(outcome)
                said.news.append(turn)
        self._read = len(entries)
        return self._seats[seat]


class Said:
    """What one seat has offered: at which turns of the record, which outcomes, and the turns with new ones."""

    __slots__ = ("known", "news", "outcomes", "turns")

    def __init__(self) -> None:
        self.turns: list[int] = []
        self.outcomes: list[int] = []
        self.known: set[int] = set()
        self.news: list[int] = []


class Offers(Sequence[Offer]):
    """The offers made up to some call, oldest first. Later ones do not appear in it.

    >>> record = Record(2)
    >>> for seat, outcome, at in ((0, 7, 0), (1, 3, 0), (0, 7, 1)):
    ...     record.add(seat, outcome, at)
    >>> heard = Offers(record, 3)
    >>> record.add(1, 4, 1)
    >>> heard.of(0), heard.distinct(0), heard[-1]
    ([7, 7], [7], Offer(seat=0, outcome=7, round=1))
    """

    __slots__ = ("_length", "_record")

    def __init__(self, record: Record, length: int) -> None:
        self._record = record
        self._length = length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> Offer: ...
    @overload
    def __getitem__(self, index: slice) -> list[Offer]: ...
    def __getitem__(self, index: int | slice) -> Offer | list[Offer]:
        if isinstance(index, slice):
            return self._record.entries[: self._length][index]
        if not -self._length <= index < self._length:
            raise IndexError(index)
        return self._record.entries[index if index >= 0 else self._length + index]

    def __iter__(self) -> Iterator[Offer]:
        return iter(self._record.entries[: self._length])

    def count(self, seat: int) -> int:
        """How many offers a seat has made."""
        return bisect_left(self._record.said(seat).turns, self._length)

    def of(self, seat: int) -> list[int]:
        """The outcomes that a seat has offered, oldest first, repetitions included."""
        return self._record.said(seat).outcomes[: self.count(seat)]

    def last(self, seat: int, back: int = 1) -> int:
        """What a seat offered ``back`` offers ago (1: its latest). Raises ``IndexError`` where it has not so many."""
        at = self.count(seat) - back
        if at < 0:
            raise IndexError(back)
        return self._record.said(seat).outcomes[at]

    def distinct_count(self, seat: int) -> int:
        """How many different outcomes a seat has offered."""
        return bisect_left(self._record.said(seat).news, self._length)

    def distinct(self, seat: int) -> list[int]:
        """The different outcomes that a seat has offered, in the order of their first mention."""
        return [self.mention(seat, at) for at in range(self.distinct_count(seat))]

    def mention(self, seat: int, at: int) -> int:
        """The outcome that a seat was the ``at``-th to mention, from 0, of its different ones. Raises ``IndexError``."""
        turn = self._record.said(seat).news[at]
        if turn >= self._length:
            raise IndexError(at)
        return self._record.entries[turn].outcome
