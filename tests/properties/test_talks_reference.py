"""The reference program, where it is installed: on random problems without ties every offer and every answer is the same.

It is asked as a black box, by an interpreter that has it; nothing of ours needs it.
"""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from effort import FULL
from random_talks import random_runs

import pourparler as pp
from pourparler.analyses.talks.offers import Offers, Record
from pourparler.analyses.talks.parties.profile import Profile
from pourparler.analyses.talks.parties.seating import profiles
from pourparler.analyses.talks.registry import strategy_from
from pourparler.analyses.talks.talks import Talks
from pourparler.analyses.talks.view import View
from pourparler.model.negotiation import Negotiation

PROJECT = Path(__file__).parents[2]
REFERENCE = PROJECT / "tests" / "oracles" / "reference_talks.py"
CLOCKS = ["boulware", "linear", "conceder"]
COUNT = 500 if FULL else 60


@cache
def interpreter() -> str:
    """One that has the reference program; empty where there is none."""
    peers = PROJECT / ".peers" / "bin" / "python"
    for python in (
        os.environ.get("POURPARLER_PEERS", ""),
        str(peers) if peers.exists() else "",
        sys.executable,
    ):
        probe = "import importlib.util as u, sys; sys.exit(u.find_spec('negmas') is None)"
        if python and subprocess.run([python, "-c", probe], check=False).returncode == 0:
            return python
    return ""


def asked(runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not interpreter():
        pytest.skip("NegMAS is not installed here: name an interpreter that has it in POURPARLER_PEERS")
    done = subprocess.run(
        [interpreter(), str(REFERENCE)], input=json.dumps(runs), capture_output=True, text=True, check=True
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def negotiation(run: dict[str, Any]) -> Negotiation:
    issues = {f"i{axis}": list(range(n)) for axis, n in enumerate(run["shape"])}
    parties = [f"p{seat}" for seat in range(len(run["tables"]))]
    tables = {p: dict(zip(issues, own, strict=True)) for p, own in zip(parties, run["tables"], strict=True)}
    reserve = dict(zip(parties, run["reserve"], strict=True))
    return Negotiation(pp.Bargain.from_tables(issues, tables, reserve=reserve, scale=run["scale"]))


@pytest.mark.parametrize("seats", [2, 3, 4])
def test_who_goes_by_the_clock_goes_the_same_way(seats: int) -> None:
    runs = random_runs(seats, CLOCKS, count=COUNT, seats=seats)
    for run, theirs in zip(runs, asked(runs), strict=True):
        model = negotiation(run)
        talks = Talks(dict(zip(model.parties, run["strategies"], strict=True)), rounds=run["rounds"])
        ours = pp.solve(model, talks, seed=1, on_fail="status")
        space = model.bargain.space
        assert [[o.seat, list(space.at(o.outcome))] for o in ours.transcript.offers] == theirs["offers"]
        assert ours.step == theirs["step"]
        agreed = None if ours.agreement is None else [int(value) for value in ours.agreement.values()]
        assert agreed == theirs["agreement"]


@pytest.mark.parametrize("kinds", [["micro"], ["micro", *CLOCKS]])
def test_micro_offers_and_answers_alike_at_every_call(kinds: list[str]) -> None:
    """Its repeats are drawn: ours is asked along the reference's transcript, and a repeat may be another one."""
    runs = random_runs(len(kinds), kinds, count=COUNT, seats=2)
    for run, theirs in zip(runs, asked(runs), strict=True):
        own = profiles(negotiation(run))
        record = Record(2)
        for call in range(len(theirs["offers"]) + (theirs["agreement"] is not None)):
            _alike(run, theirs, own, record=record, call=call)


def _alike(
    run: dict[str, Any], theirs: dict[str, Any], own: tuple[Profile, ...], *, record: Record, call: int
) -> None:
    step, seat = divmod(call, 2)
    strategy = strategy_from(run["strategies"][seat])
    view = View(own[seat], seat, 2, step, run["rounds"], Offers(record, call))
    last = call == len(theirs["offers"])
    if call:
        assert strategy.accepts(view, record.entries[-1].outcome) == last
    if last:
        return
    who, choice = theirs["offers"][call]
    assert who == seat
    outcome, ours = own[seat].space.index(tuple(choice)), strategy.propose(view, np.random.default_rng(0))
    repeats = strategy.name == "micro" and ours in record.known[seat]
    assert outcome in record.known[seat] if repeats else outcome == ours
    record.add(seat, outcome, step)
