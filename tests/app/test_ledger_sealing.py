"""``pourparler ledger seal``: what is refused, what is sealed and in which form."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from pourparler.kernels.piecewise_laws import quantiles
from pourparler.trackrecord.ledger import read_ledger
from pourparler.trackrecord.records import LEVELS
from pourparler.trackrecord.sealed_laws import CELLS, law_of
from tests.app.ledger_trial import LATER, SEAL, Call, document, lines


@pytest.mark.parametrize(
    ("concept", "options", "code", "told"),
    [
        ("nash", (), 2, "nash gives no forecast"),
        ("nonsense", (), 2, "there is no concept nonsense"),
        ("compromise", ("--set", "weights=luck"), 2, "luck is not allowed for weights"),
        ("compromise", ("--date", "2024-01-09"), 2, "the brief is seen from January 10, 2024"),
        ("compromise", ("--date", LATER), 3, "is not after the day of the seal"),
        ("compromise", ("--ledger", "no/such/folder.jsonl"), 3, "there is no such file or folder"),
        ("compromise", ("--ledger", "a trial"), 3, "a trial is not a regular file"),
    ],
)  # fmt: skip
def test_refused_seals(
    call: Call, here: Path, concept: str, options: tuple[str, ...], code: int, told: str
) -> None:
    found, out, err = call(
        "ledger", "seal", "a trial", concept, "--rubric", "rubric.yaml", *options, "--lang", "en"
    )
    assert (found, out) == (code, "")
    assert told in err
    assert not (here / "ledger.jsonl").exists()


def test_days_do_not_run_backwards(call: Call, here: Path) -> None:
    assert call("ledger", *SEAL, "--date", "2024-02-29")[0] == 0
    code, _, err = call("ledger", *SEAL, "--date", "2024-02-28", "--lang", "en")
    assert code == 2
    assert "it is dated February 28, 2024, before the line above it (February 29, 2024)" in err
    assert call("ledger", *SEAL, "--date", "2024-02-29")[0] == 0
    assert document(call, "verify")["lines"] == 4


def test_the_brief_that_is_sealed_is_the_one_that_was_read(call: Call, here: Path) -> None:
    call("ledger", *SEAL)
    call("ledger", *SEAL, "--as-of", "2024-01-05")
    _, out, _ = call("solve", "a trial", "compromise", "--json")
    ledger = lines(here / "ledger.jsonl")
    assert ledger[0]["brief"] == json.loads(out)["brief"]["digest"]
    assert ledger[2]["brief"] != ledger[0]["brief"]


def test_atoms_are_sealed_where_they_are_the_whole_forecast(call: Call, here: Path) -> None:
    call("ledger", "seal", "a trial", "pce", "--rubric", "rubric.yaml")
    first = lines(here / "ledger.jsonl")[0]
    assert first["form"] == "atoms"
    assert sum(atom["mass"] for atom in first["forecast"]["x"]["atoms"]) == pytest.approx(1.0)


def test_a_density_is_sealed_by_its_quantiles(call: Call, here: Path) -> None:
    call("ledger", "seal", "a trial", "ensemble", "--rubric", "rubric.yaml")
    forecast = read_ledger(here / "ledger.jsonl").entry("a trial/y/1").forecast
    assert forecast.form == "quantiles"
    assert forecast.law.quantiles is not None
    sealed = [forecast.law.quantiles[level] for level in LEVELS]
    # What is scored has the quantiles that were sealed, up to the grid between them.
    again = -0.5 + quantiles(law_of(forecast), np.arange(1, 100) / 100)
    assert again == pytest.approx(sealed, abs=1 / CELLS)


def test_a_packed_brief_is_called_after_its_archive(call: Call, here: Path) -> None:
    assert call("pack", "a trial", "--to", "sent.zip")[0] == 0
    shutil.rmtree(here / "a trial")
    assert call("ledger", "seal", "sent.zip", "compromise", "--rubric", "rubric.yaml")[0] == 0
    assert lines(here / "ledger.jsonl")[0]["id"] == "sent/x/1"
