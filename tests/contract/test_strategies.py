"""Every registered strategy keeps what every strategy promises, and is documented and cited; and what breaks a promise is told."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from effort import tried
from hypothesis import given
from hypothesis import strategies as st

import pourparler as pp
from pourparler.analyses.settings import settings_of
from pourparler.analyses.talks.registry import OWN, strategy_class, strategy_from
from pourparler.analyses.talks.strategies.time_based import Linear
from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.talks import Talks
from pourparler.analyses.talks.view import View
from pourparler.cases import read_case
from pourparler.model.negotiation import Negotiation
from pourparler.testing import check_strategy, negotiations
from pourparler.views.report_terms import REFERENCES

PROJECT = Path(__file__).parents[2]
# Settings that change what a strategy is, beside those it has by default.
FURTHER: dict[str, list[dict[str, Any]]] = {
    "boulware": [{"e": 20}, {"acceptance": "ac-next"}],
    # ac-const and ac-time refuse even the ideal, below that constant and before that time: not so here.
    "linear": [{"acceptance": {"ac-const": {"least": -99}}}, {"acceptance": {"ac-time": {"after": 0}}}],
    "conceder": [{"e": 0.01}, {"acceptance": {"ac-combi": {"after": 0.6}}}],
    "time-exponential": [{"kappa": 1, "beta": 3}, {"kappa": 1e-9, "beta": 0.2}],
    "tit-for-tat": [
        {"mode": "relative"},
        {"mode": "relative", "delay": 3},
        {"mode": "averaged"},
        {"mode": "averaged", "window": 4},
        {"delay": 2},
        {"bound": 0.3},
    ],
    "resource": [{"left": "length"}, {"left": "length", "mu": 30, "kappa": 0.1}, {"kappa": 1}],
    "hybrid": [
        {"time": "boulware", "imitation": {"tit-for-tat": {"bound": 0.2}}},
        {"power": 0},
        {"imitation": {"tit-for-tat": {"mode": "relative"}}, "power": 30},
    ],
    "trade-off": [{"width": 0}, {"width": 1, "time": {"conceder": {"acceptance": "ac-next"}}}],
}
ALL = [{name: settings} for name in OWN for settings in ({}, *FURTHER.get(name, []))]


@pytest.mark.parametrize("written", ALL, ids=json.dumps)
def test_strategy_keeps_its_promises(written: dict[str, Any]) -> None:
    check_strategy(strategy_from(written))


@pytest.mark.parametrize("name", OWN)
def test_strategy_keeps_its_promises_on_a_brief(name: str) -> None:
    assert strategy_class(name).name == name
    check_strategy(strategy_from(name), Negotiation.from_brief(read_case("harbour")))


@pytest.mark.parametrize("written", ALL, ids=json.dumps)
@tried(3, full=100)
@given(data=st.data())
def test_strategy_keeps_its_promises_on_any_problem(written: dict[str, Any], data: Any) -> None:
    ties = data.draw(st.sampled_from(["some", "none"]))
    check_strategy(strategy_from(written), data.draw(negotiations(ties=ties)))


@pytest.mark.parametrize("name", OWN)
def test_strategy_has_a_page_and_known_references(name: str) -> None:
    cls = strategy_class(name)
    assert set(cls.reference) <= set(REFERENCES)
    text = cls.__doc__ or ""
    assert "When not to use" in text
    assert "Reference" in text
    page = PROJECT / "docs" / "strategies.md"
    if not page.exists():
        pytest.skip("the documentation is not here (an installed package)")
    told = page.read_text(encoding="utf-8").partition(f"## `{name}`")[2].partition("\n## ")[0]
    assert "*When not to use it" in told
    assert all(
        f"`{setting}`" in told for setting in settings_of(strategy_from(name)) if setting != "acceptance"
    )


def test_what_is_needed_to_plan_runs_is_told_by_settings() -> None:
    drawing = {json.dumps(written) for written in ALL if strategy_from(written).draws}
    assert drawing == {
        '{"micro": {}}',
        '{"random": {}}',
        '{"tit-for-tat": {"bound": 0.3}}',
        '{"hybrid": {"time": "boulware", "imitation": {"tit-for-tat": {"bound": 0.2}}}}',
    }
    assert not strategy_from({"resource": {"left": "length"}}).timed
    assert strategy_from("resource").timed


# Strategies that break one promise each.


@dataclass(frozen=True)
class Sound(Strategy):
    """Asks for its best and takes it."""

    name: ClassVar[str] = "sound"
    reference: ClassVar[tuple[str, ...]] = ("raiffa1982",)

    def propose(self, view: View, rng: np.random.Generator) -> Any:
        return view.profile.best(0)

    def accepts(self, view: View, offer: int) -> Any:
        return view.profile.suits(offer) and view.utility(offer) >= view.profile.ideal


class Unfrozen(Sound):
    """No dataclass."""


@dataclass
class Mutable(Strategy):
    """Not frozen."""

    name: ClassVar[str] = "mutable"
    reference: ClassVar[tuple[str, ...]] = ("raiffa1982",)
    propose = Sound.propose
    accepts = Sound.accepts


@dataclass(frozen=True)
class Nameless(Strategy):
    """Has no name."""

    reference: ClassVar[tuple[str, ...]] = ("raiffa1982",)
    propose = Sound.propose
    accepts = Sound.accepts


@dataclass(frozen=True)
class Uncited(Sound):
    """Has no reference."""

    reference: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True)
class Bare(Sound):
    pass


@dataclass(frozen=True)
class Usurper(Sound):
    """Bears a name of ours."""

    name: ClassVar[str] = "linear"


@dataclass(frozen=True)
class Odd(Sound):
    """Its settings are no JSON data."""

    share: Any = np.float32(0.5)


@dataclass(frozen=True)
class Endless(Sound):
    """Its settings are not finite."""

    share: float = float("inf")


@dataclass(frozen=True)
class Raising(Sound):
    """Divides by zero."""

    def propose(self, view: View, rng: np.random.Generator) -> Any:
        return 1 // (view.round * 0)


@dataclass(frozen=True)
class Outside(Sound):
    """Proposes what is no outcome."""

    def propose(self, view: View, rng: np.random.Generator) -> Any:
        return len(view.profile.worth)


@dataclass(frozen=True)
class Fractional(Sound):
    """Proposes a fraction."""

    def propose(self, view: View, rng: np.random.Generator) -> Any:
        return 1.0


@dataclass(frozen=True)
class Excluded(Sound):
    """Proposes what is excluded."""

    rational: ClassVar[bool] = False

    def propose(self, view: View, rng: np.random.Generator) -> Any:
        return int(np.argmin(view.profile.allowed))


@dataclass(frozen=True)
class Generous(Sound):
    """Proposes its worst."""

    def propose(self, view: View, rng: np.random.Generator) -> Any:
        return int(np.argmin(np.where(view.profile.allowed, view.profile.worth, np.inf)))


@dataclass(frozen=True)
class Pushover(Sound):
    """Accepts everything."""

    def accepts(self, view: View, offer: int) -> Any:
        return True


@dataclass(frozen=True)
class Proud(Sound):
    """Accepts nothing."""

    def accepts(self, view: View, offer: int) -> Any:
        return False


@dataclass(frozen=True)
class Vague(Sound):
    """Answers with a number."""

    def accepts(self, view: View, offer: int) -> Any:
        return 1.0 if view.utility(offer) >= view.profile.ideal else 0.0


@dataclass(frozen=True)
class Moody(Sound):
    """Draws from elsewhere."""

    calls: ClassVar[list[int]] = []

    def propose(self, view: View, rng: np.random.Generator) -> Any:
        self.calls.append(0)
        return view.profile.best(len(self.calls) % 3 % max(1, len(view.profile.order)))


@dataclass(frozen=True)
class Tally(Sound):
    """Keeps in its class how often talks began."""

    begun: ClassVar[list[int]] = []

    def propose(self, view: View, rng: np.random.Generator) -> Any:
        if not view.offers.count(view.seat) and view.notes is not None:
            self.begun.append(0)
        return view.profile.best(min(len(self.begun) // 9, len(view.profile.order) - 1))


@dataclass(frozen=True)
class Noted(Sound):
    """Decides by its notes, which are to be a short cut only."""

    def propose(self, view: View, rng: np.random.Generator) -> Any:
        rank = 0 if view.notes is None else view.notes.setdefault("rank", 1)
        return view.profile.best(rank % max(1, len(view.profile.order)))


@dataclass(frozen=True)
class Secretive(Sound):
    """Draws and does not say so."""

    def propose(self, view: View, rng: np.random.Generator) -> Any:
        return view.profile.best(int(rng.random() * len(view.profile.order)))


@dataclass(frozen=True)
class Late(Sound):
    """Asks for the deadline and does not say so."""

    def accepts(self, view: View, offer: int) -> Any:
        return view.profile.suits(offer) and (view.time > 0.9 or view.utility(offer) >= view.profile.ideal)


@dataclass(frozen=True)
class Forger(Sound):
    """Writes into its own table."""

    def propose(self, view: View, rng: np.random.Generator) -> Any:
        view.profile.rational.setflags(write=True)
        view.profile.rational[:] = view.profile.allowed
        return view.profile.best(0)


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (Unfrozen, "must be a dataclass"),
        (Mutable, "not frozen"),
        (Nameless, "needs a name"),
        (Uncited, "reference to the literature"),
        (Bare, "docstring"),
        (Usurper, "linear is a strategy of pourparler's"),
        (Odd, "round trip"),
        (Endless, "round trip"),
        (Raising, "seat 1 of 2, against linear: it raised ZeroDivisionError"),
        (Outside, "it proposed what is no outcome: 6"),
        (Fractional, "it proposed what is no outcome: 1.0"),
        (Excluded, "seat 1 of 3, against linear: it proposed what is no outcome: 2"),
        (Generous, "it proposed what it may not agree to"),
        (Pushover, "it accepted what it may not agree to"),
        (Proud, "refused its own ideal"),
        (Vague, "must answer True or False"),
        (Moody, "same outcome for the same view"),
        (Tally, "keeps nothing between talks"),
        (Noted, "notes aside"),
        (Secretive, "does not say so (draws)"),
        (Late, "does not know the deadline"),
        (Forger, "leave the tables it sees"),
    ],
)
def test_a_broken_promise_is_told(wrong: type[Strategy], complaint: str) -> None:
    check_strategy(Sound())
    with pytest.raises(AssertionError) as told:
        check_strategy(wrong())
    assert complaint in str(told.value)


@pytest.mark.parametrize(
    ("thing", "complaint"), [(Sound, "not its class"), ("linear", "must derive from Strategy")]
)
def test_what_is_no_strategy_is_told(thing: Any, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        check_strategy(thing)


def test_one_object_may_sit_everywhere() -> None:
    deal = pp.Bargain.from_tables({"x": [0, 1, 2]}, {"p": {"x": [0, 1, 2]}, "q": {"x": [2, 1, 0]}})
    both = Linear()
    alone = pp.solve(deal, Talks({"p": Linear(), "q": Linear()}, rounds=9)).to_dict()
    shared = pp.solve(deal, Talks({"p": both, "q": both}, rounds=9)).to_dict()
    assert shared["trace"] == alone["trace"]
