"""Hostile calls and files: a one-line error, nothing overwritten, no work lost in silence."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pourparler as pp
from pourparler.app.cli import run
from pourparler.brief.document import read_yaml
from pourparler.brief.reading import brief_from_data, read_brief

EXAMPLE = Path(__file__).parents[2] / "examples" / "riviere"
pytestmark = pytest.mark.skipif(
    not EXAMPLE.exists(), reason="the examples are not here (an installed package)"
)


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "r", ignore=shutil.ignore_patterns("results"))
    return tmp_path / "r"


def _edits(quote: str) -> list[str]:
    words = quote.split(" ")
    middle = len(words) // 2
    return [
        " ".join([*words[:middle], "ne", *words[middle:]]),
        " ".join([*words[:middle], *words[middle + 1 :]]),
        " ".join([*words[:middle], "autre", *words[middle + 1 :]]),
        f"vraiment {quote}",
        f"{quote} vraiment",
    ]


def test_words_added_dropped_or_changed_in_any_quote_are_found(
    brief: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = (brief / "brief.yaml").read_text(encoding="utf-8")
    document = read_yaml(text, "brief.yaml")
    items = list(read_brief(brief).evidence.items())
    for number, (name, item) in enumerate(items):
        if " " not in item.quote or item.quote not in text:
            continue
        place = document.places["evidence", name, "quote"]
        edit = _edits(item.quote)[number % 5]
        written = text[place.start : place.end].replace(item.quote, edit)
        (brief / "brief.yaml").write_text(text[: place.start] + written + text[place.end :], encoding="utf-8")
        assert run(["check", str(brief), "--lang", "en"]) == 1, edit
        told = capsysbinary.readouterr().out.decode()
        assert f"{place}: error E10" in told, edit


def test_a_pack_never_overwrites_a_brief(brief: Path, tmp_path: Path) -> None:
    target = tmp_path / "my.zip"
    assert run(["pack", str(brief), "--to", str(target), "-q"]) == 0
    packed = target.read_bytes()
    assert run(["pack", str(target), "--without-sources"]) == 2
    assert target.read_bytes() == packed
    main = (brief / "brief.yaml").read_bytes()
    assert run(["pack", str(brief), "--to", str(brief / "brief.yaml")]) == 2
    assert (brief / "brief.yaml").read_bytes() == main
    assert run(["pack", str(brief), "--to", str(target)]) == 0  # an earlier pack may be replaced


def test_nothing_is_written_to_a_packed_brief(brief: Path, tmp_path: Path) -> None:
    target = tmp_path / "my.zip"
    run(["pack", str(brief), "--to", str(target)])
    (tmp_path / "n.txt").write_text("text", encoding="utf-8")
    for call in (["verify", str(target)], ["source", "add", str(target), str(tmp_path / "n.txt")]):
        assert run(call) == 2
    assert run(["check", str(target)]) == 0


@pytest.mark.parametrize("name", ["why", "not", "because", "at", "note"])
def test_words_of_the_language_are_no_ids_of_issues(name: str) -> None:
    brief = brief_from_data({"issues": {name: {"levels": ["a", "b"]}}})
    assert [fault.rule for fault in brief.faults] == ["E002"]


@pytest.mark.parametrize("text", ["hello", "[1]", "3"])
def test_a_scenario_must_be_a_mapping(brief: Path, text: str) -> None:
    (brief / "scenarios" / "s.yaml").write_text(text, encoding="utf-8")
    assert [str(f.place) for f in read_brief(brief, scenario="s").faults] == ["scenarios/s.yaml:1:1"]


@pytest.mark.parametrize(
    "setting",
    ['weights={"a":1e400}', "ties=-1", "max_outcomes=-3", f"ties={'9' * 5000}", "ties=[", "coalition=[]"],
)
def test_impossible_settings(brief: Path, setting: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["solve", str(brief), "nash", "--set", setting, "--json"]) == 2
    assert capsysbinary.readouterr().out.startswith(b"{")


def test_too_many_parties_are_refused() -> None:
    with pytest.raises(pp.ModelError, match="60"):
        pp.Bargain.from_tables({"x": [0, 1]}, {f"p{i}": {"x": [0, 1]} for i in range(61)})


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_streams_that_cannot_be_written(brief: Path) -> None:
    program = [sys.executable, "-m", "pourparler", "check", str(brief)]
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*program, "--json"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (3, False)
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii"}
    assert subprocess.run(program, env=ascii_only, capture_output=True, check=False).returncode == 0
    closed = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *program], stderr=subprocess.PIPE, check=False
    )
    assert (closed.returncode, closed.stderr) == (0, b"")


@pytest.mark.parametrize(
    "options", [["--id", "a b"], ["--id", "../x"], ["--published", "the other day"], ["--id", "depeche"]]
)
def test_source_add_writes_nothing_that_check_would_refuse(
    brief: Path, tmp_path: Path, options: list[str]
) -> None:
    (tmp_path / "n.txt").write_text("text", encoding="utf-8")
    before = (brief / "brief.yaml").read_bytes()
    assert run(["source", "add", str(brief), str(tmp_path / "n.txt"), *options]) == 2
    assert (brief / "brief.yaml").read_bytes() == before
    assert not (brief / "sources" / "n.txt").exists()


@pytest.mark.parametrize("options", [["--id", "a b"], ["--via", "nobody"], ["--via", "depeche"]])
def test_evidence_add_writes_nothing_that_check_would_refuse(brief: Path, options: list[str]) -> None:
    quote = next(item.quote for item in read_brief(brief).evidence.values() if item.source == "depeche")
    before = (brief / "brief.yaml").read_bytes()
    assert run(["evidence", "add", str(brief), "depeche", quote, *options]) == 2
    assert (brief / "brief.yaml").read_bytes() == before
