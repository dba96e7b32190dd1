"""Strategies and settings that are wrong: named statuses and errors, and the other side unharmed."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.talks.registry import strategy_from
from pourparler.analyses.talks.strategies.time_based import Boulware
from pourparler.analyses.talks.strategies.tit_for_tat import TitForTat
from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.talks import Talks
from pourparler.analyses.talks.view import View
from pourparler.errors import UsageError
from pourparler.language import render
from pourparler.model.outcomes import Constraint


def fixed(offer: Any = 0, answer: Any = False, *, keeps: bool = True) -> Strategy:
    """A strategy that proposes and answers what is given, or raises it."""

    @dataclass(frozen=True)
    class Fixed(Strategy):
        name: ClassVar[str] = "fixed"
        reference: ClassVar[tuple[str, ...]] = ()
        rational: ClassVar[bool] = keeps

        def propose(self, view: View, rng: np.random.Generator) -> Any:
            return _given(offer)

        def accepts(self, view: View, offer: int) -> Any:
            return _given(answer)

    return Fixed()


class Mute(Exception):
    """What cannot even say what it is."""

    def __str__(self) -> str:
        raise RuntimeError("no words")

    __repr__ = __str__


class Unindexed:
    """What raises when it is asked for its place."""

    def __index__(self) -> int:
        raise RuntimeError("no place")


def _given(thing: Any) -> Any:
    if isinstance(thing, BaseException):
        raise thing
    return thing


def deal() -> pp.Bargain:
    """Four outcomes; the third is excluded, p could not live with the fourth, q not with the first."""
    found: pp.Bargain = pp.Bargain.from_tables(
        {"x": [0, 1, 2, 3]}, {"p": {"x": [3, 2, 9, 0]}, "q": {"x": [0, 2, 9, 3]}}, reserve={"p": 1, "q": 1}
    )
    return replace(found, excluded=(Constraint((0,), np.array([True, True, False, True]), "x"),))


def talked(p: Strategy, q: Strategy, *, rounds: int = 3) -> Any:
    return pp.solve(deal(), Talks({"p": p, "q": q}, rounds=rounds), seed=1, on_fail="status")


@pytest.mark.parametrize(
    ("offer", "fault"),
    [
        (ZeroDivisionError("by nothing"), "it raised ZeroDivisionError: by nothing"),
        (1.0, "it proposed what is no outcome: 1.0"),
        (True, "it proposed what is no outcome: True"),
        ("1", "it proposed what is no outcome: '1'"),
        (np.array([1, 2]), "it proposed what is no outcome: array([1, 2])"),
        (4, "it proposed what is no outcome: 4"),
        (-1, "it proposed what is no outcome: -1"),
        (2**80, "it proposed what is no outcome: 1208925819614629174706176"),
        (2, "it proposed what is no outcome: 2"),
        (3, "it proposed what it may not agree to"),
        (Mute(), "it raised Mute: Mute"),
        ([Mute()], "it proposed what is no outcome: list"),
        (Unindexed(), "it raised RuntimeError: no place"),
        (SystemExit(3), "it raised SystemExit: 3"),
    ],
)
def test_a_wrong_proposal_ends_the_talks_by_the_fault_of_who_made_it(offer: Any, fault: str) -> None:
    first = talked(fixed(offer), Boulware())
    assert (first.reason, first.status.code, first.agreement) == ("fault", "undefined", None)
    assert str(first.transcript.fault) == fault
    assert str(first.status.message) == f"The strategy of p failed in round 1: {fault}."
    assert "p" in render(first.status.message, "fr")
    assert first.utilities == {"p": 1, "q": 1}
    # What was offered before stands in the transcript.
    second = talked(Boulware(), fixed(0 if "agree to" in fault else offer))
    assert (second.reason, second.transcript.seat, len(second.transcript.offers)) == ("fault", 1, 1)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (RuntimeError("no"), "it raised RuntimeError: no"),
        (np.array([True, False]), "it raised ValueError"),
        (True, "it accepted what it may not agree to"),
        (SystemExit(0), "it raised SystemExit: 0"),
    ],
)
def test_a_wrong_answer_ends_the_talks_by_the_fault_of_who_gave_it(answer: Any, fault: str) -> None:
    found = talked(Boulware(), fixed(1, answer))
    assert found.reason == "fault"
    assert found.transcript.seat == 1
    assert str(found.transcript.fault).startswith(fault)


def test_an_outcome_may_be_a_number_of_numpy() -> None:
    found = talked(fixed(np.int64(1)), fixed(0, np.bool_(True)))
    assert found.agreement == {"x": 1}
    assert type(found.transcript.agreement) is int


def test_proposing_nothing_breaks_off() -> None:
    found = talked(Boulware(), fixed(None))
    assert (found.reason, found.step, found.status.code) == ("broken-off", 1, "no-agreement")
    assert str(found.status.message) == "q broke off in round 1."


@pytest.mark.parametrize("array", ["worth", "allowed", "rational", "order", "ladder"])
def test_who_writes_into_its_table_fails_and_the_table_stands(array: str) -> None:
    @dataclass(frozen=True)
    class Forger(Strategy):
        name: ClassVar[str] = "forger"
        reference: ClassVar[tuple[str, ...]] = ()

        def propose(self, view: View, rng: np.random.Generator) -> Any:
            getattr(view.profile, array)[0] = 1
            return 0

        def accepts(self, view: View, offer: int) -> bool:
            return False

    found = talked(Boulware(), Forger())
    assert found.reason == "fault"
    assert "read-only" in str(found.transcript.fault)


@pytest.mark.parametrize("asked", ["draws", "timed", "rational"])
def test_who_cannot_say_how_it_plays_is_refused_before_any_run(asked: str) -> None:
    def fails(self: Strategy) -> bool:
        raise Mute

    strange = type("Strange", (type(fixed()),), {asked: property(fails)})()
    with pytest.raises(UsageError, match=r"cannot say how it plays \(it raised Mute: Mute\)"):
        talked(strange, Boulware())
    with pytest.raises(UsageError, match="cannot say how it plays"):
        pp.tournament(pp.Tournament({"one": deal()}, [strange, "boulware"], rounds=5), seed=1)


def test_an_interrupt_passes() -> None:
    with pytest.raises(KeyboardInterrupt):
        talked(fixed(KeyboardInterrupt()), Boulware())


def test_who_says_so_may_agree_to_less_than_its_reserve() -> None:
    found = talked(fixed(3, keeps=False), Boulware())
    assert found.agreement == {"x": 3}
    assert found.utilities["p"] < found.reserve[0]


def test_who_is_unaware_must_have_a_seat() -> None:
    with pytest.raises(pp.UsageError, match="--set unaware: r has no seat at the table"):
        pp.solve(deal(), Talks({"p": "micro", "q": "micro"}, unaware=("r",)))


@pytest.mark.parametrize(
    ("strategies", "found", "advice"),
    [
        ({"p": "linear"}, "no strategy is given for q", "--set strategies="),
        ({"p": "linear", "q": "linear", "r": "linear"}, "r has no seat at the table", "Known here: p and q"),
        ({"p": "linear", "q": "bulware"}, "bulware is not allowed for strategies", "Did you mean boulware?"),
        ({"p": "linear", "q": {"boulware": {"ee": 1}}}, "boulware has no setting ee", "Did you mean e?"),
        ({"p": "linear", "q": {"boulware": {"e": 0}}}, "0 is not allowed for e", "above 0"),
        ({"p": "linear", "q": {"boulware": {"e": float("nan")}}}, "nan is not allowed for e", "finite"),
        ({"p": "linear", "q": {"boulware": {"e": float("inf")}}}, "inf is not allowed for e", "finite"),
        ({"p": "linear", "q": {"boulware": {"e": 1e9}}}, "1000000000.0 is not allowed", "1,000,000 or less"),
        ({"p": "linear", "q": Boulware(e=0)}, "0 is not allowed for e", "above 0"),
        ({"p": "linear", "q": Boulware(e=float("nan"))}, "nan is not allowed for e", "finite"),
        ({"p": "linear", "q": TitForTat(delay=0)}, "0 is not allowed for delay", "1 or more"),
        ({"p": "linear", "q": {"tit-for-tat": {"mode": "relativ"}}}, "relativ is not allowed", "relative"),
        ({"p": "linear", "q": {"hybrid": {"time": "micro"}}}, "micro is not allowed for time", "linear"),
        ({"p": "linear", "q": {"hybrid": {"imitation": "linear"}}}, "not allowed for imitation", "tit-for-tat"),
        ({"p": "linear", "q": {"linear": {"acceptance": "ac-nxt"}}}, "ac-nxt is not allowed", "ac-next"),
        ({"p": "linear", "q": {"linear": {"acceptance": "ac-const"}}}, "ac-const needs its setting least", "docs/strategies.md"),
        ({"p": "linear", "q": {"linear": {"acceptance": {"ac-time": {"after": 7}}}}}, "7 is not allowed for after", "1 or less"),
        ({"p": "linear", "q": {"linear": 4}}, "4 is not allowed for linear", "Write"),
        ({"p": "linear", "q": 4}, "4 is not allowed for strategies", "Known here"),
        ({"p": "linear", "q": {"linear": {}, "micro": {}}}, "is not allowed for strategies", "Known here"),
    ],
)  # fmt: skip
def test_wrong_strategies_are_refused_with_advice(strategies: Any, found: str, advice: str) -> None:
    with pytest.raises(pp.UsageError) as told:
        pp.solve(deal(), Talks(strategies, rounds=3), seed=1)
    where, _, said, next_step = told.value.parts()
    assert where.startswith("--set")
    assert found in str(said)
    assert advice in str(next_step)


@pytest.mark.parametrize("rounds", [0, -1, 10**7])
def test_a_number_of_rounds_that_cannot_be(rounds: int) -> None:
    with pytest.raises(pp.UsageError, match="Use 1 to 1,000,000"):
        pp.solve(deal(), Talks({"p": "linear", "q": "linear"}, rounds=rounds), seed=1)


def test_who_does_not_know_the_deadline_cannot_go_by_it() -> None:
    for name in ("boulware", "hybrid", "trade-off", "resource", "time-exponential"):
        with pytest.raises(pp.UsageError, match=f"{name} needs to know the deadline, and q does not"):
            pp.solve(deal(), Talks({"p": "linear", "q": name}, rounds=3, unaware=("q",)), seed=1)
    for written in ("micro", "tit-for-tat", "hardliner", "random", {"resource": {"left": "length"}}):
        talks = Talks({"p": "linear", "q": written}, rounds=3, unaware=("q",))
        assert pp.solve(deal(), talks, seed=1, on_fail="status").reason in ("agreement", "deadline")


def test_a_whole_number_below_0_is_a_number_where_any_number_may_stand() -> None:
    written = {"linear": {"acceptance": {"ac-const": {"least": -2}}, "e": 1.0}}
    assert strategy_from(written).to_dict() == {
        "linear": {"acceptance": {"ac-const": {"least": -2.0}}, "e": 1.0}
    }
