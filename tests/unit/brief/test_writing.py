"""Rewriting splices: an unchanged brief is the same bytes, one changed number changes one line."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pourparler.brief.document import read_yaml
from pourparler.brief.files import save
from pourparler.brief.reading import read_brief
from pourparler.brief.writing import added, rewritten, save_changes
from pourparler.errors import UsageError

EXAMPLES = Path(__file__).parents[3] / "examples"
TEXT = """\
# a comment
schema: pourparler/brief/1   # kept
parties:
    a: {influence: {low: 1, mode: 2.50, high: 3}, name: "A"}   # four spaces
    b:
        influence: 5
        name: 'It''s'
sources: {}
evidence:
  # nothing yet
"""


@pytest.mark.parametrize("name", ["otan-2025", "riviere"])
def test_an_unchanged_brief_is_the_same_bytes(name: str) -> None:
    if not EXAMPLES.exists():
        pytest.skip("the examples are not here (an installed package)")
    document = read_yaml((EXAMPLES / name / "brief.yaml").read_text(encoding="utf-8"), "brief.yaml")
    same = {
        path: value
        for path in document.places
        if not isinstance(value := _at(document.data, path), dict | list)
    }
    assert len(same) > 100
    assert (
        rewritten(
            document, {p: v for p, v in same.items() if document.text[document.places[p].start] not in "*"}
        )
        == document.text
    )


def _at(data: object, path: tuple[str | int, ...]) -> object:
    for step in path:
        data = data[step] if isinstance(data, list | dict) else None  # type: ignore[index,call-overload]
    return data


def test_one_changed_number_changes_one_line() -> None:
    document = read_yaml(TEXT, "f")
    text = rewritten(document, {("parties", "a", "influence", "mode"): 2.75})
    before, after = TEXT.splitlines(), text.splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        (before[3], before[3].replace("2.50", "2.75"))
    ]


def test_strings_keep_their_quotes_and_comments_stay() -> None:
    text = rewritten(
        read_yaml(TEXT, "f"), {("parties", "b", "name"): "That's: all", ("parties", "a", "name"): "É « x »"}
    )
    assert "name: 'That''s: all'\n" in text
    assert 'name: "É « x »"}   # four spaces\n' in text
    assert read_yaml(text, "f").data["parties"]["b"]["name"] == "That's: all"


@pytest.mark.parametrize(
    "value",
    ["yes: no", "- x", "5", "true", "", " a", "a #b", "é\nz", "{", "*x", "&x", "@", "\u2028", "‮x", "~"],
)
def test_any_text_survives_a_round_trip(value: str) -> None:
    for path in (("parties", "a", "name"), ("parties", "b", "name"), ("parties", "b", "influence")):
        text = rewritten(read_yaml(TEXT, "f"), {path: value})
        assert _at(read_yaml(text, "f").data, path) == value


def test_a_collection_is_not_rewritten() -> None:
    with pytest.raises(UsageError):
        rewritten(read_yaml(TEXT, "f"), {("parties", "a"): 3})


@pytest.mark.parametrize("section", ["sources", "evidence", "parties", "scenarios-like"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_item_is_added_and_nothing_else_changes(section: str, newline: str) -> None:
    source = TEXT.replace("\n", newline)
    document = read_yaml(source, "f")
    text = added(
        document,
        section,
        name="new-one",
        item={"file": "sources/a b.txt", "quote": "« n’a: pas »", "via": ["x", "y"]},
    )
    data = read_yaml(text, "f").data
    assert data[section]["new-one"] == {"file": "sources/a b.txt", "quote": "« n’a: pas »", "via": ["x", "y"]}
    assert (data[section] | {}) == {**(document.data.get(section) or {}), "new-one": data[section]["new-one"]}
    assert [line for line in source.split(newline) if line.strip() and line not in text.split(newline)] in (
        [],
        ["sources: {}"],
    )
    assert ("\r\n" in text) == (newline == "\r\n")
    again = read_yaml(added(read_yaml(text, "f"), section, name="second", item={"a": 1}), "f").data
    assert set(again[section]) == {*data[section], "second"}
    with pytest.raises(UsageError):
        added(read_yaml(text, "f"), section, name="new-one", item={})


def test_save_changes_keeps_the_brief_readable(tmp_path: Path) -> None:
    file = tmp_path / "brief.yaml"
    file.write_text(TEXT, encoding="utf-8")
    save_changes(file, {("parties", "b", "influence"): 7}, "brief.yaml")
    assert read_brief(tmp_path).number("parties/b/influence").law.central == 7


WRITER = """
import sys
from pathlib import Path
from pourparler.brief.files import save
target = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for letter in (b"a", b"b"):
        save(target, letter * 300_000)
"""


def _killed_while_saving(target: Path, wait: float) -> bytes:
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(target)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        process.wait(wait)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    return target.read_bytes()


@pytest.mark.parametrize("wait", [0.05, 0.11, 0.17])
def test_a_kill_leaves_the_old_or_the_new_file(tmp_path: Path, wait: float) -> None:
    target = tmp_path / "brief.yaml"
    save(target, b"a" * 300_000)
    content = _killed_while_saving(target, wait)
    assert content in (b"a" * 300_000, b"b" * 300_000)


@pytest.mark.long
@pytest.mark.parametrize("round_", range(40))
def test_many_kills(tmp_path: Path, round_: int) -> None:
    target = tmp_path / "brief.yaml"
    save(target, b"a" * 300_000)
    assert len(set(_killed_while_saving(target, 0.02 + round_ * 0.007))) == 1


def test_a_failed_save_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(OSError):
        save(target, b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


COMMENTED = """\
# top
sources: {}      # documents
# above evidence
evidence:        # quotes
  one:
    source: a    # from a
    # belongs to one, indented as its keys
  # belongs to the entries
# above parties
parties: {a: {}}

# above rules
issues:
  x:
    note: |
      long
      text

# above the calendar
calendar: {}
"""


@pytest.mark.parametrize(
    ("section", "above", "below"),
    [
        ("sources", "sources:      # documents", "# above evidence"),
        ("evidence", "  # belongs to the entries", "# above parties"),
        ("issues", "", "# above the calendar"),
        ("calendar", "calendar:", ""),
    ],
)
def test_comments_stay_with_what_they_speak_of(section: str, above: str, below: str) -> None:
    text = added(read_yaml(COMMENTED, "f"), section, name="new", item={"a": 1})
    lines = text.split("\n")
    place = lines.index("  new:")
    assert (lines[place - 1], lines[place + 2]) == (above, below)
    commented = [
        line for line in COMMENTED.replace(f"{section}: {{}}", f"{section}:").split("\n") if "#" in line
    ]
    assert [line for line in lines if "#" in line] == commented
    assert read_yaml(text, "f").data[section]["new"] == {"a": 1}
