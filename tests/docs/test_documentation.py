"""What the documentation shows works: code blocks are run in the order in which they stand."""

import hashlib
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pourparler.app.cli import run

PROJECT = Path(__file__).parents[2]
PAGES = ["README.md", "docs/tutorial.md"]
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.skipif(
    not (PROJECT / "docs").exists(), reason="the documentation is not here (an installed package)"
)


@dataclass(frozen=True)
class Block:
    kind: str
    options: str
    text: str


def blocks(page: str) -> list[Block]:
    return [Block(*found.groups()) for found in BLOCK.finditer((PROJECT / page).read_text(encoding="utf-8"))]


def _written(block: Block, name: str) -> None:
    text = block.text
    if "SHA256" in text:
        text = text.replace("SHA256", hashlib.sha256(Path("notice.txt").read_bytes()).hexdigest())
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def _commands(block: Block) -> None:
    wanted = int((re.search(r"exit=(\d+)", block.options) or [0, 0])[1])
    for line in block.text.splitlines():
        if line.startswith("$ pourparler "):
            assert run([*shlex.split(line.split("  #")[0])[2:], "--quiet"]) == wanted, line


def test_the_tutorial_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = 0
    for block in blocks("docs/tutorial.md"):
        if name := re.search(r"file=(\S+)", block.options):
            _written(block, name[1])
        elif block.kind == "console":
            _commands(block)
        elif block.kind == "python":
            exec(compile(block.text, "docs/tutorial.md", "exec"), {})
        ran += 1
    out = capsysbinary.readouterr().out.decode()
    assert ran >= 8
    assert "Riverton" in out
    assert (tmp_path / "bridge-results" / "report.html").stat().st_size > 10_000


def test_the_page_on_the_ledger_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    shutil.copytree(PROJECT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("results"))
    monkeypatch.chdir(tmp_path)
    ran = 0
    for block in blocks("docs/ledger.md"):
        if name := re.search(r"file=(\S+)", block.options):
            _written(block, name[1])
        elif block.kind == "console":
            _commands(block)
        elif block.kind == "python":
            exec(compile(block.text, "docs/ledger.md", "exec"), {})
        ran += 1
    out = capsysbinary.readouterr().out.decode()
    assert ran >= 6
    for told in ("otan-2025/membership/1", "ledger.jsonl holds: 4 lines", "there are 0"):
        assert told in out, out


def test_the_page_on_offers_in_turn_works(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    known: dict[str, object] = {}
    for block in blocks("docs/alternating-offers.md"):
        exec(compile(block.text, "docs/alternating-offers.md", "exec"), known)
    assert capsysbinary.readouterr().out.decode().split("\n")[:3] == ["0.7142857", "0.8624", "862.0"]


def test_the_page_on_talks_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    shutil.copytree(PROJECT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("results"))
    monkeypatch.chdir(tmp_path)
    for block in blocks("docs/talks.md"):
        if block.kind == "console":
            _commands(block)
        elif block.kind == "python":
            exec(compile(block.text, "docs/talks.md", "exec"), {})
    out = capsysbinary.readouterr().out.decode()
    assert "{'price': 'mid', 'date': 'early'} 8 {'buyer': 77.0, 'seller': 33.0}" in out
    assert "Agreement in round 8 of 10: seller accepts the offer of buyer." in out


@pytest.mark.parametrize("page", ["docs/timeline.md", "docs/comparing.md"])
def test_the_pages_on_time_and_on_versions_work(page: str) -> None:
    code = [block.text for block in blocks(page) if block.kind == "python"]
    assert code
    for text in code:
        exec(compile(text, page, "exec"), {})


def test_the_readme_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    shutil.copytree(PROJECT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("results"))
    monkeypatch.chdir(tmp_path)
    code = [block.text for block in blocks("README.md") if block.kind == "python"]
    assert code
    for text in code:
        exec(compile(text, "README.md", "exec"), {})
    trace = next(block for block in blocks("README.md") if "pourparler trace" in block.text)
    _commands(trace)
    assert "5–95" in capsysbinary.readouterr().out.decode()


@pytest.mark.parametrize(
    "page",
    [
        *PAGES,
        "docs/concepts.md",
        "docs/collective.md",
        "docs/stability.md",
        "docs/alternating-offers.md",
        "docs/decisions.md",
        "docs/ledger.md",
        "docs/talks.md",
        "CONTRIBUTING.md",
    ],
)
def test_links_lead_somewhere(page: str) -> None:
    path = PROJECT / page
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target
