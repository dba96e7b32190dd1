"""What a strategy can reach: its own table, the clock and the offers, and nothing of anybody else at the table."""

import gc
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import BuiltinFunctionType, CellType, FrameType, FunctionType, ModuleType
from typing import Any, ClassVar

import numpy as np
import pytest
from effort import tried
from hypothesis import assume, given
from hypothesis import strategies as st

import pourparler as pp
from pourparler.analyses.talks.parties.profile import Profile
from pourparler.analyses.talks.parties.seating import profiles
from pourparler.analyses.talks.protocol import Seat, play
from pourparler.analyses.talks.registry import OWN, strategy_from
from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.talks import Talks
from pourparler.analyses.talks.view import View
from pourparler.model.negotiation import Negotiation
from pourparler.testing import negotiations

# What belongs to the interpreter and not to the talks: from a class or a module everything can be reached.
BEYOND = (type, ModuleType, FrameType, BuiltinFunctionType)
MANY = 100_000


def reachable(*roots: object) -> Iterator[object]:
    """Everything that hangs on ``roots`` through attributes, slots, containers and closures."""
    seen: dict[int, object] = {}
    waiting = list(roots)
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, BEYOND):
            continue
        seen[id(thing)] = thing
        assert len(seen) < MANY
        yield thing
        if isinstance(thing, FunctionType):
            # Not its globals: those are the module's.
            waiting += [thing.__closure__, thing.__defaults__, thing.__kwdefaults__, vars(thing)]
        elif isinstance(thing, np.ndarray):
            waiting.append(thing.base)
        else:
            waiting += gc.get_referents(thing)


def test_the_walk_sees_attributes_slots_containers_and_closures() -> None:
    secret = [object()]

    class Slotted:
        __slots__ = ("kept",)

    slotted = Slotted()
    slotted.kept = {"deep": (lambda: secret,)}
    array = np.arange(4)[1:]
    found = {id(thing) for thing in reachable(slotted, [array])}
    assert {id(secret), id(secret[0]), id(array.base)} <= found
    assert any(isinstance(thing, CellType) for thing in reachable(slotted))


@dataclass(frozen=True)
class Spy(Strategy):
    """Looks at everything that it can reach, each time that it is called, and plays as another would."""

    inner: Strategy
    seen: list[tuple[int, list[object]]] = field(default_factory=list)

    name: ClassVar[str] = "spy"
    reference: ClassVar[tuple[str, ...]] = ()

    def propose(self, view: View, rng: np.random.Generator) -> int | None:
        self.seen.append((view.seat, list(reachable(view, rng))))
        return self.inner.propose(view, rng)

    def accepts(self, view: View, offer: int) -> bool:
        self.seen.append((view.seat, list(reachable(view))))
        return self.inner.accepts(view, offer)


def deal() -> Negotiation:
    """Three parties; every number of a table, and every reserve, is one party's alone."""
    rng = np.random.default_rng(5)
    issues = {"x": [0, 1, 2], "y": [0, 1]}
    tables = {p: {i: rng.integers(10**8, 10**9, len(v)).tolist() for i, v in issues.items()} for p in "abc"}
    reserve = {p: int(rng.integers(10**8, 2 * 10**8)) for p in "abc"}
    return Negotiation(pp.Bargain.from_tables(issues, tables, reserve=reserve))


def secrets(negotiation: Negotiation, party: int, own: Profile) -> set[float]:
    """The numbers that only one party may know."""
    model = negotiation.bargain
    entries = {float(x) for table in model.tables for x in table[party]}
    return entries | set(own.worth.tolist()) | {own.reserve, own.ideal, own.floor}


def numbers(things: list[object]) -> set[float]:
    found: set[float] = set()
    for thing in things:
        if isinstance(thing, float | int):
            found.add(float(thing) if abs(thing) < 2**60 else 0.0)
        elif isinstance(thing, np.ndarray) and thing.dtype.kind in "fiu":
            found.update(thing.astype(float).ravel().tolist())
    return found


@pytest.mark.parametrize("played", OWN)
def test_nothing_of_the_others_can_be_reached(played: str) -> None:
    negotiation = deal()
    own = profiles(negotiation)
    spies = [Spy(strategy_from(played)) for _ in own]
    rngs = [np.random.default_rng(seed) for seed in range(3)]
    seats = [Seat(profile, spy) for profile, spy in zip(own, spies, strict=True)]
    play(seats, 6, rngs)
    for place, spy in enumerate(spies):
        others = [other for other in range(3) if other != place]
        hidden = {id(thing) for other in others for thing in (own[other], own[other].worth, own[other].rational,
                  spies[other], spies[other].inner, rngs[other], rngs[other].bit_generator, seats[other])}  # fmt: skip
        hidden |= {id(negotiation), id(negotiation.bargain), id(negotiation.timing), id(seats)}
        secret = set().union(*(secrets(negotiation, other, own[other]) for other in others))
        assert spy.seen
        assert {seat for seat, _ in spy.seen} == {place}
        for _, things in spy.seen:
            assert not hidden & {id(thing) for thing in things}
            assert not secret & numbers(things)
            own_parts = {id(thing) for thing in reachable(spy.inner)}
            assert all(id(thing) in own_parts for thing in things if isinstance(thing, Strategy))
        # The walk does see what is there.
        assert any(thing is own[place].worth for _, things in spy.seen for thing in things)


def test_no_generator_tells_of_another() -> None:
    """Neither a generator nor the seed that it carries leads to those of the other seats."""
    drawn: dict[int, list[float]] = {}
    guessed: list[float] = []

    @dataclass(frozen=True)
    class Guess(Strategy):
        name: ClassVar[str] = "guess"
        reference: ClassVar[tuple[str, ...]] = ()
        draws: ClassVar[bool] = True

        def propose(self, view: View, rng: np.random.Generator) -> int | None:
            drawn[view.seat] = [float(rng.random())]
            seed: Any = rng.bit_generator.seed_seq
            for key in (*[(place,) for place in range(4)], *[(0, place) for place in range(4)], ()):
                for entropy in {str(seed.entropy): seed.entropy}.values():
                    other = np.random.SeedSequence(entropy, spawn_key=key)
                    if key != seed.spawn_key:
                        guessed.append(float(np.random.default_rng(other).random()))
            return view.profile.best(0)

        def accepts(self, view: View, offer: int) -> bool:
            return False

    strategies = {party: Guess() for party in "abc"}
    pp.solve(deal(), Talks(strategies, rounds=1), seed=3, on_fail="status")
    assert len(drawn) == 3
    assert not {value for values in drawn.values() for value in values} & set(guessed)


@tried(20, full=400)
@given(data=st.data(), negotiation=negotiations())
def test_another_table_changes_nothing_in_the_first_offer(data: Any, negotiation: Negotiation) -> None:
    model = negotiation.bargain
    place = data.draw(st.integers(1, len(model.parties) - 1))
    orders = [data.draw(st.permutations(range(table.shape[1]))) for table in model.tables]
    tables = []
    for table, order in zip(model.tables, orders, strict=True):
        changed = table.copy()
        changed[place] = table[place][list(order)]
        tables.append(changed)
    other = replace(negotiation, bargain=replace(model, tables=tuple(tables)))
    for name in OWN:
        strategy = strategy_from(name)
        found = [_first_offer(strategy, case) for case in (negotiation, other)]
        assert found[0] == found[1], name


def _first_offer(strategy: Strategy, negotiation: Negotiation) -> object:
    seats = [Seat(profile, strategy) for profile in profiles(negotiation)]
    offers = play(seats, 1, [np.random.default_rng(1) for _ in seats]).offers
    return next((offer for offer in offers if offer.seat == 0), None)


@tried(30, full=400)
@given(negotiation=negotiations())
def test_offers_made_later_do_not_appear(negotiation: Negotiation) -> None:
    own = profiles(negotiation)
    assume(own[0].allowed.any())
    kept: list[tuple[View, list[object]]] = []

    @dataclass(frozen=True)
    class Keeps(Strategy):
        name: ClassVar[str] = "keeps"
        reference: ClassVar[tuple[str, ...]] = ()
        rational: ClassVar[bool] = False

        def propose(self, view: View, rng: np.random.Generator) -> int | None:
            kept.append((view, list(view.offers)))
            allowed = np.flatnonzero(view.profile.allowed)
            return int(allowed[(view.seat + view.round) % len(allowed)])

        def accepts(self, view: View, offer: int) -> bool:
            return False

    play([Seat(profile, Keeps()) for profile in own], 3, [np.random.default_rng(1)] * 4)
    assert len(kept) == 3 * len(negotiation.parties)
    for place, (view, then) in enumerate(kept):
        offers = view.offers
        assert list(offers) == then
        assert len(offers) == place
        assert [offers.count(seat) for seat in range(view.seats)] == [
            sum(offer.seat == seat for offer in then) for seat in range(view.seats)
        ]
        for seat in range(view.seats):
            own = [offer.outcome for offer in then if offer.seat == seat]
            assert offers.of(seat) == own
            assert offers.distinct(seat) == list(dict.fromkeys(own))
            assert offers.distinct_count(seat) == len(set(own))
            if own:
                assert offers.last(seat) == own[-1]
