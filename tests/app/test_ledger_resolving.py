"""``pourparler ledger resolve`` and ``void``: what is refused, and why."""

from pathlib import Path

import pytest

from tests.app.ledger_trial import LATER, RESOLVE, SEAL, Call, document, lines


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--outcome", "105"), "105 is not on the scale that was sealed. Write a number from 0 to 100, or one of all, none or some."),
        (("--outcome", "-1"), "-1 is not on the scale"),
        (("--outcome", "nan"), "nan is not on the scale"),
        (("--outcome", "1e999"), "1e999 is not on the scale"),
        (("--outcome", "some joined"), "some joined is not on the scale"),
        (("--outcome", "12,5"), "Did you mean 12.5?"),
        (("--outcome", ""), "is not on the scale"),
        (("--outcome", "some", "--date", "2024-02-30"), "2024-02-30 is not a day"),
        (("--outcome", "some", "--date", "2019-02-28"), "before its forecast was sealed"),
        (("--outcome", "some", "--date", LATER), "has not come yet"),
        (("--outcome", "some", "--quote", " "), "quote is missing or empty"),
        (("--outcome", "some", "--coder", "\udcff"), "a text in this line is not UTF-8"),
    ],
)  # fmt: skip
def test_refused_resolutions(call: Call, here: Path, arguments: tuple[str, ...], told: str) -> None:
    call("ledger", *SEAL)
    before = (here / "ledger.jsonl").read_bytes()
    code, out, err = call("ledger", "resolve", "a trial/x/1", *RESOLVE, *arguments, "--lang", "en")
    assert (code, out) == (2, "")
    assert told in err
    assert (here / "ledger.jsonl").read_bytes() == before


def test_resolving_twice_or_an_unknown_forecast(call: Call, here: Path) -> None:
    call("ledger", *SEAL)
    resolve = ("resolve", "a trial/x/1", "--outcome", "50.0", *RESOLVE, "--lang", "en")
    assert call("ledger", *resolve)[0] == 0
    code, _, err = call("ledger", *resolve)
    assert code == 2
    assert "is resolved already" in err
    code, _, err = call("ledger", "resolve", "trial/x/1", "--outcome", "50", *RESOLVE, "--lang", "en")
    assert code == 2
    assert "Did you mean a trial/x/1?" in err
    # A mistake is taken back by the digest of its line; the forecast is open again.
    mistake = lines(here / "ledger.jsonl")[-1]["digest"]
    assert call("ledger", "void", mistake, "--reason", "misread")[0] == 0
    assert call("ledger", *resolve)[0] == 0
    assert document(call, "verify")["sound"]


def test_a_missing_ledger_is_not_made_by_resolving(call: Call, here: Path) -> None:
    for arguments in (
        ("resolve", "x", "--outcome", "1", *RESOLVE),
        ("void", "x", "--reason", "r"),
        ("verify",),
        ("score",),
    ):
        code, _, err = call("ledger", *arguments, "--ledger", "nowhere.jsonl", "--lang", "en")
        assert code == 3
        assert "nowhere.jsonl" in err
    assert not (here / "nowhere.jsonl").exists()
