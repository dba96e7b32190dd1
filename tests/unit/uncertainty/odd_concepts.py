"""Concepts that fail, refuse or kill their process, in a module that other processes can import."""

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pourparler as pp
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation, Result
from pourparler.errors import ModelError


@dataclass(frozen=True, kw_only=True)
class _Counted(Result):
    def fields_as_data(self) -> dict[str, Any]:
        return {}


@dataclass(frozen=True)
class Counting(Concept):
    """Fails in draws whose first table is worth more than a limit; says nothing else."""

    limit: float = 10.0
    drawing: bool = False
    together: bool = False

    name: ClassVar[str] = "counting"
    reference: ClassVar[tuple[str, ...]] = ("nobody",)
    accepts: ClassVar[type[Any]] = pp.Bargain

    @property
    def draws(self) -> bool:
        return self.drawing

    def run(self, model: pp.Bargain, rng: Any) -> _Counted:
        if model.tables[0].max() > self.limit * model.scale:
            raise ZeroDivisionError("nothing to divide by")
        return _Counted(concept=self)

    def observe(self, models: Sequence[pp.Bargain]) -> Sequence[Observation | None]:
        if self.together:
            for model in models:
                self.run(model, None)
        return super().observe(models)


@dataclass(frozen=True)
class Choosy(Counting):
    """Takes no model whose first table is worth more than the limit."""

    def run(self, model: pp.Bargain, rng: Any) -> _Counted:
        if model.tables[0].max() > self.limit * model.scale:
            raise ModelError("too much", where="choosy")
        return _Counted(concept=self)


@dataclass(frozen=True)
class Dying(pp.Nash):
    """Kills its process once, in the chunk that finds no mark."""

    mark: str = ""

    def observe(self, models: Sequence[pp.Bargain]) -> Sequence[Observation | None]:
        if not Path(self.mark).exists():
            Path(self.mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().observe(models)
