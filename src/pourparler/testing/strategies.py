"""Public checks for strategies of other packages: what pourparler promises of everybody who sits at the table."""

import json
import pickle
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import FrozenInstanceError, dataclass, field, fields
from typing import Any, ClassVar

import numpy as np

from pourparler.analyses.talks.naming import named
from pourparler.analyses.talks.parties.profile import Profile
from pourparler.analyses.talks.parties.seating import profiles
from pourparler.analyses.talks.protocol import Seat, Transcript, play
from pourparler.analyses.talks.registry import OWN, strategy_class, strategy_from
from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.view import View
from pourparler.errors import UsageError
from pourparler.model.bargain import Bargain
from pourparler.model.negotiation import Negotiation
from pourparler.testing.concepts import MAX_FIELDS, content
from pourparler.testing.tables import tables_for_talks

ROUNDS = 10
PARTNERS = ("linear", "conceder", "hardliner")


def check_strategy(strategy: Strategy, model: "Negotiation | Bargain | None" = None) -> None:
    """Check that a strategy keeps what every strategy promises, on one problem or on a few small ones of ours.

    Raises ``AssertionError``. It is a frozen, documented dataclass with a name and a reference, and written as JSON
    and read back it is the same. At every seat, against itself and others, it plays ten rounds without a
    fault: it proposes outcomes that are not excluded, keeps to what it could live with unless it says that it does
    not (``rational``), and accepts its ideal. The same view and generator give the same answer, with or
    without notes; it draws only if it says so (``draws``), asks for the deadline only if it says so (``timed``),
    leaves what it sees as it was, and keeps nothing from one negotiation to the next.

    >>> import pourparler as pp
    >>> from pourparler.analyses.talks.strategies.time_based import Boulware
    >>> check_strategy(Boulware(e=3))
    """
    _settings(strategy)
    for problem in tables_for_talks() if model is None else (_with_time(model),):
        _at_the_table(strategy, profiles(problem))
    _settings(strategy)


def _with_time(model: "Negotiation | Bargain") -> Negotiation:
    return model if isinstance(model, Negotiation) else Negotiation(model)


def _settings(strategy: Strategy) -> None:
    cls: type[Strategy] = type(strategy)
    name = cls.__name__
    assert not isinstance(strategy, type), "check an object, not its class"
    assert isinstance(strategy, Strategy), f"{name} must derive from Strategy"
    assert "__dataclass_fields__" in vars(cls), f"{name} must be a dataclass"
    settings = [setting.name for setting in fields(cls)]  # type: ignore[arg-type]
    assert len(settings) <= MAX_FIELDS, f"{name} has more than {MAX_FIELDS} settings"
    assert getattr(cls, "name", ""), "a strategy needs a name"
    assert cls.name == cls.name.lower(), "a strategy's name is lower-case"
    assert getattr(cls, "reference", ()), "a strategy needs a reference to the literature"
    assert (cls.__doc__ or "").strip(), "a strategy needs a docstring"
    assert not (cls.__doc__ or "").startswith(f"{name}("), "a strategy needs a docstring of its own"
    for setting in (*settings, "memory"):
        try:
            setattr(strategy, setting, getattr(strategy, setting, None))
        except FrozenInstanceError:
            continue
        raise AssertionError(f"{name} is not frozen")
    assert pickle.loads(pickle.dumps(strategy)) == strategy, "a strategy must survive pickling"
    assert cls.name not in OWN or strategy_class(cls.name) is cls, f"{cls.name} is a strategy of pourparler's"
    try:
        data = json.loads(json.dumps(strategy.to_dict(), allow_nan=False))
        again = named(data, lambda _: cls, known=(cls.name,), what="strategies")
    except (TypeError, ValueError, UsageError) as error:
        raise AssertionError(f"settings must survive a round trip through JSON: {error}") from error
    assert again == strategy, "settings must survive a round trip through JSON"


def _at_the_table(strategy: Strategy, own: Sequence[Profile]) -> None:
    before, shape = content(tuple(own)), pickle.dumps(strategy)
    seats = range(len(own))
    first = [_all_runs(strategy, own, place=place) for place in seats]
    second = [_all_runs(strategy, own, place=place) for place in seats]
    assert first == second, (
        "the same talks played again went otherwise: a strategy keeps nothing between talks"
    )
    assert pickle.dumps(strategy) == shape, "a strategy keeps nothing between talks"
    assert content(tuple(own)) == before, "a strategy must leave the tables it sees as they are"
    for place in seats:
        _takes_its_ideal(strategy, own, place=place)


def _all_runs(strategy: Strategy, own: Sequence[Profile], *, place: int) -> list[Transcript]:
    partners = [*map(strategy_from, PARTNERS), strategy]
    return [_run(strategy, own, place=place, partner=partner) for partner in partners]


def _run(strategy: Strategy, own: Sequence[Profile], *, place: int, partner: Strategy) -> Transcript:
    watched = _Watched(strategy)
    seats = [
        Seat(profile, watched if seat == place else partner, knows_deadline=not _may_do_without(strategy, partner))
        for seat, profile in enumerate(own)
    ]  # fmt: skip
    found = play(seats, ROUNDS, [np.random.default_rng(seat) for seat in range(len(own))])
    where = f"seat {place + 1} of {len(own)}, against {partner.name}"
    assert found.reason != "fault" or found.seat != place, f"{where}: {found.fault}"
    assert not watched.wrong, f"{where}: {watched.wrong[0]}"
    return found


def _may_do_without(*strategies: Strategy) -> bool:
    """Whether none of them needs to know the deadline."""
    return not any(strategy.timed for strategy in strategies)


def _takes_its_ideal(strategy: Strategy, own: Sequence[Profile], *, place: int) -> None:
    ideal = own[place].best(0)
    if ideal is None:
        return
    watched = _Watched(strategy)
    seats = [
        Seat(profile, watched if seat == place else _Insisting(ideal)) for seat, profile in enumerate(own)
    ]
    found = play(seats, ROUNDS, [np.random.default_rng(seat) for seat in range(len(own))])
    assert found.reason != "fault", f"seat {place + 1} of {len(own)}, offered its ideal: {found.fault}"
    refused = [offer for offer, answer in watched.answers if offer == ideal and not answer]
    assert not refused, f"seat {place + 1} of {len(own)}: it refused its own ideal"


@dataclass(frozen=True)
class _Insisting(Strategy):
    """Offers one outcome always and accepts nothing; keeps to no reserve."""

    outcome: int
    name: ClassVar[str] = "insisting"
    reference: ClassVar[tuple[str, ...]] = ()
    rational: ClassVar[bool] = False

    def propose(self, view: View, rng: np.random.Generator) -> int | None:
        return self.outcome

    def accepts(self, view: View, offer: int) -> bool:
        return False


@dataclass(frozen=True)
class _Watched(Strategy):
    """Plays as another strategy does, asks it everything twice, and notes what is wrong."""

    inner: Strategy
    wrong: list[str] = field(default_factory=list)
    answers: list[tuple[int, bool]] = field(default_factory=list)
    reference: ClassVar[tuple[str, ...]] = ()

    @property
    def name(self) -> str:  # type: ignore[override]
        return self.inner.name

    @property
    def rational(self) -> bool:  # type: ignore[override]
        return self.inner.rational

    def propose(self, view: View, rng: np.random.Generator) -> int | None:
        again, state = deepcopy(rng), rng.bit_generator.state
        found = self.inner.propose(view, rng)
        if not self.inner.draws and rng.bit_generator.state != state:
            self.wrong.append("it uses its generator and does not say so (draws)")
        if self.inner.propose(view._replace(notes=None), again) != found:
            self.wrong.append(
                "propose must give the same outcome for the same view and generator, notes aside"
            )
        return found

    def accepts(self, view: View, offer: int) -> bool:
        found: Any = self.inner.accepts(view, offer)
        if not isinstance(found, bool | np.bool_):
            self.wrong.append(f"accepts must answer True or False, not {found!r}")
        if self.inner.accepts(view._replace(notes=None), offer) != found:
            self.wrong.append("accepts must give the same answer for the same view, notes aside")
        self.answers.append((offer, bool(found)))
        return bool(found)
