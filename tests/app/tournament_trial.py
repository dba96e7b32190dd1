"""Briefs and strange strategies for the tests of ``pourparler tournament``."""

import os
from pathlib import Path

import numpy as np

QUICK = ("boulware", "linear", "conceder", "micro")

STRANGE = '''
"""Strategies of another package, each with a fault of its own."""
import os, time
from dataclasses import dataclass
from typing import ClassVar
from pourparler.analyses.talks.strategy import Strategy

@dataclass(frozen=True)
class Base(Strategy):
    name: ClassVar[str] = "fair"
    reference: ClassVar[tuple[str, ...]] = ("nobody",)
    def propose(self, view, rng):
        print("a strategy talks")
        return view.profile.best(0)
    def accepts(self, view, offer):
        return view.profile.suits(offer) and view.time > 0.5

@dataclass(frozen=True)
class Raising(Base):
    name: ClassVar[str] = "raising"
    def propose(self, view, rng):
        raise RuntimeError("no idea")

@dataclass(frozen=True)
class Outside(Base):
    name: ClassVar[str] = "outside"
    def propose(self, view, rng):
        return 10**9

@dataclass(frozen=True)
class Sleeping(Base):
    name: ClassVar[str] = "sleeping"
    def propose(self, view, rng):
        time.sleep(3600)

@dataclass(frozen=True)
class Leaving(Base):
    name: ClassVar[str] = "leaving"
    def propose(self, view, rng):
        os._exit(1)
'''


def brief(folder: Path, seed: int, *, issues: int = 3, levels: int = 4) -> Path:
    """A brief of two parties with random values, in a folder that is made."""
    rng = np.random.default_rng(seed)
    lines = ["schema: pourparler/brief/1", "parties: {p: {reserve: 0.3}, q: {reserve: 0.3}}", "issues:"]
    lines += [f"  i{i}: {{levels: [{', '.join(f'v{v}' for v in range(levels))}]}}" for i in range(issues)]
    lines.append("stances:")
    for party in ("p", "q"):
        weights, values = rng.dirichlet(np.ones(issues)), rng.random((issues, levels))
        lines.append(f"  {party}:")
        for i in range(issues):
            cells = ", ".join(f"v{v}: {values[i, v]:.4f}" for v in range(levels))
            lines.append(f"    i{i}: {{weight: {weights[i]:.4f}, values: {{{cells}}}}}")
    folder.mkdir(parents=True)
    (folder / "brief.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def briefs(folder: Path, count: int, *, issues: int = 3, levels: int = 4) -> Path:
    """A folder of so many briefs."""
    for seed in range(count):
        brief(folder / f"talks-{seed:02}", seed, issues=issues, levels=levels)
    return folder


def with_strangers(folder: Path) -> dict[str, str]:
    """An environment in which the strange strategies are installed (their file and metadata lie on the path)."""
    folder.mkdir(parents=True)
    (folder / "odd_strategies.py").write_text(STRANGE, encoding="utf-8")
    info = folder / "odd_strategies-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: odd-strategies\nVersion: 1.0\n", encoding="utf-8"
    )
    names = {
        "fair": "Base",
        "raising": "Raising",
        "outside": "Outside",
        "sleeping": "Sleeping",
        "leaving": "Leaving",
    }
    points = "".join(f"{name} = odd_strategies:{kind}\n" for name, kind in names.items())
    (info / "entry_points.txt").write_text(f"[pourparler.strategies]\n{points}", encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}
