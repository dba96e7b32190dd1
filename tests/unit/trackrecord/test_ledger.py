"""The chain of sealed lines: what breaks it is named, whoever wrote it; what was reported is never lost."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_lines import SCALE, atoms, chained, forecast, resolution, sealed, void

from pourparler.brief.canonical import canonical, digest
from pourparler.errors import UnreadableInput, UsageError
from pourparler.jobs.append_only import Lines, aside_of, split
from pourparler.trackrecord.ledger import Ledger, ledger_of, read_ledger, writing

HERE = Path(__file__).parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


def broken(*records: Mapping[str, Any]) -> tuple[int, str] | None:
    """Where and how lines with a true chain break a rule."""
    found = ledger_of(Lines(chained(records))).broken
    return (found.line, found.code) if found else None


def of(*records: Mapping[str, Any]) -> str:
    """The digest that the last of these records has in a chain."""
    return str(json.loads(chained(records)[-1])["digest"])


def small(path: Path) -> Ledger:
    first, second = sealed(path, forecast(1), forecast(2, **atoms((0, 0.25), (100, 0.75))))
    sealed(path, resolution(first))
    sealed(path, void(second))
    return read_ledger(path)


def test_states(path: Path) -> None:
    ledger = small(path)
    assert ledger.broken is None
    assert [entry.state for entry in ledger.entries.values()] == ["resolved", "void"]
    assert ledger.last == date(2024, 3, 2)
    assert ledger.head == ledger.digests[-1]
    assert len(ledger.digests) == 4
    assert ledger.entry("été/x/1").resolution is not None
    assert ledger.entry(ledger.digests[1]).void is not None
    with pytest.raises(UsageError, match="Did you mean été/x/1"):
        ledger.entry("ete/x/1")


def test_the_file_is_canonical_json_lines(path: Path) -> None:
    small(path)
    lines = split(path.read_bytes()).whole
    previous = None
    for line in lines:
        data = json.loads(line)
        assert canonical(data).encode() == line
        assert data.pop("digest") == digest(data)
        assert data["previous"] == previous
        previous = json.loads(line)["digest"]


def test_every_changed_byte_is_found(path: Path) -> None:
    small(path)
    content = path.read_bytes()
    line = 1
    for at in range(len(content)):
        for bit in (1, 0x20, 0x80):
            changed = bytearray(content)
            changed[at] ^= bit
            found = ledger_of(split(bytes(changed))).broken
            assert found is not None, (at, bit)
            # A line feed that is gone joins a line with the next; a new one cuts it. Never later than that.
            assert found.line <= line + 1
            assert found.line >= line
        line += content[at : at + 1] == b"\n"


@given(data=st.data())
@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=150,
)
def test_added_and_removed_bytes_are_found(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "l.jsonl"
    if not path.exists():
        small(path)
    content = path.read_bytes()
    at = data.draw(st.integers(0, len(content) - 1))
    added = data.draw(
        st.sampled_from([b" ", b"\n", b"\r", b"\t", b"\0", b"0", b"\xef\xbb\xbf", b"{}", b",", b"\\u0041"])
    )
    longer = content[:at] + added + content[at:]
    assert ledger_of(split(longer)).broken is not None
    assert ledger_of(split(content + added)).broken is not None
    count = data.draw(st.integers(1, min(40, len(content) - at)))
    shorter = content[:at] + content[at + count :]
    ledger = ledger_of(split(shorter))
    # What cannot be seen from inside: whole lines taken away at the end. The digest noted elsewhere shows it.
    assert ledger.broken is not None or ledger.against(of_last(content)).broken is not None


def of_last(content: bytes) -> str:
    return str(json.loads(split(content).whole[-1])["digest"])


@pytest.mark.parametrize("change", [
    lambda text: text.replace(b"\n", b"\r\n"),
    lambda text: b"\xef\xbb\xbf" + text,
    lambda text: text.replace(b'"outcome":70', b'"outcome":70.0'),
    lambda text: text.replace("é".encode(), b"\\u00e9"),
    lambda text: text.replace("é".encode(), "e\u0301".encode()),
    lambda text: text.replace(b'"kind":"void"', b'"kind":"void","kind":"void"'),
    lambda text: text.replace(b'{"brief"', b'{ "brief"'),
    lambda text: text.decode().encode("utf-16"),
])  # fmt: skip
def test_the_same_data_in_another_form_is_broken(path: Path, change: Any) -> None:
    small(path)
    found = ledger_of(split(change(path.read_bytes()))).broken
    assert found is not None
    assert found.code == "form"


def test_a_line_moved_taken_away_or_doubled_breaks_the_chain(path: Path) -> None:
    small(path)
    a, b, c, d = split(path.read_bytes()).whole
    for lines, line in (
        ((b, c, d), 1),
        ((a, c, d), 2),
        ((a, b, d), 3),
        ((a, a, b), 2),
        ((a, b, c, d, a), 5),
        ((b, a, c, d), 1),
    ):
        found = ledger_of(Lines(lines)).broken
        assert found is not None
        assert (found.line, found.code) == (line, "chain")


def test_a_rewritten_line_breaks_the_next(path: Path) -> None:
    small(path)
    lines = list(split(path.read_bytes()).whole)
    changed = json.loads(lines[1])
    del changed["digest"]
    changed["sealed"] = "2024-02-28"
    lines[1] = canonical({**changed, "digest": digest(changed)}).encode()
    found = ledger_of(Lines(tuple(lines))).broken
    assert found is not None
    assert (found.line, found.code) == (2, "order")
    changed["sealed"] = "2024-02-29"
    changed["seed"] = 7
    lines[1] = canonical({**changed, "digest": digest(changed)}).encode()
    found = ledger_of(Lines(tuple(lines))).broken
    assert found is not None
    assert (found.line, found.code) == (3, "chain")


def test_a_shortened_or_rewritten_ledger_shows_against_a_noted_digest(path: Path) -> None:
    ledger = small(path)
    lines = split(path.read_bytes()).whole
    noted = ledger.head
    assert noted is not None
    assert ledger.against(noted).broken is None
    assert ledger.since(noted) == 0
    assert ledger.since(ledger.digests[0]) == 3
    short = ledger_of(Lines(lines[:-1])).against(noted)
    assert short.broken is not None
    assert (short.broken.line, short.broken.code) == (4, "head")
    other = ledger_of(Lines(chained([forecast(9)]))).against(noted)
    assert other.broken is not None
    assert other.broken.code == "head"
    with pytest.raises(UsageError, match="no digest"):
        ledger.against(noted[:10])


FIRST = forecast(1)
A = of(FIRST)
RESOLVED = (FIRST, resolution(A))
B = of(*RESOLVED)


@pytest.mark.parametrize(
    ("records", "wanted"),
    [
        ((FIRST, FIRST), (2, "id")),
        ((FIRST, forecast(2, sealed="2024-02-28")), (2, "order")),
        ((FIRST, {"kind": "note", "text": "hello"}), (2, "kind")),
        (({"kind": ["forecast"]},), (1, "kind")),
        ((FIRST, resolution("f" * 64)), (2, "unknown")),
        ((FIRST, resolution(A, date="2024-02-28")), (2, "before-seal")),
        ((FIRST, resolution(A, date="2024-02-29")), None),
        ((*RESOLVED, resolution(A)), (3, "second")),
        ((FIRST, resolution(A, outcome=100.5)), (2, "off-scale")),
        ((FIRST, resolution(A, outcome=100)), None),
        ((FIRST, forecast(2, sealed="2024-03-02"), resolution(A)), (3, "order")),
        ((FIRST, void(A), resolution(A, date="2024-03-02")), (3, "void")),
        ((FIRST, void(A), void(A)), (3, "void")),
        ((*RESOLVED, void(A)), (3, "void")),
        ((FIRST, void("f" * 64)), (2, "unknown")),
        ((*RESOLVED, void(B)), None),
        ((*RESOLVED, void(B), void(B)), (4, "void")),
        ((*RESOLVED, void(B), resolution(A, date="2024-03-02", outcome=71)), None),
        ((*RESOLVED, resolution(B)), (3, "unknown")),
        ((forecast(1, **atoms((101, 1.0))),), (1, "off-scale")),
        ((forecast(1, sealed="2023-02-29"),), (1, "fields")),
        ((forecast(1, sealed="20240229"),), (1, "fields")),
        ((forecast(1, resolves="2024-02-29"),), (1, "fields")),
        ((forecast(1, form="quantiles"),), (1, "fields")),
        ((forecast(1, scale={**SCALE, "high": 0}),), (1, "fields")),
        ((forecast(1, scale={**SCALE, "high": 10**400}),), (1, "fields")),
        ((forecast(1, brief="x"),), (1, "fields")),
        ((forecast(1, seed=True),), (1, "fields")),
        ((forecast(1, forecast={}),), (1, "fields")),
        ((forecast(1, rubric={**FIRST["rubric"], "score": "luck"}),), (1, "fields")),
        ((resolution(A, quote=""),), (1, "fields")),
        ((forecast(1, more="a later version may add fields"),), None),
        ((), None),
    ],
)  # fmt: skip
def test_rules(records: tuple[Mapping[str, Any], ...], wanted: tuple[int, str] | None) -> None:
    assert broken(*records) == wanted


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b"7", b"null", b'"x"', b"\xff", b'{"a":1}', b"[" * 100_000, b"9" * 5_000, b'{"a":NaN}', b'{"a":"\\ud800"}'])  # fmt: skip
def test_what_is_no_line_is_told_without_a_traceback(line: bytes) -> None:
    found = ledger_of(Lines((line,))).broken
    assert found is not None
    assert found.line == 1
    assert str(found.message)


def test_a_voided_resolution_may_be_corrected(path: Path) -> None:
    (a,) = sealed(path, forecast())
    (b,) = sealed(path, resolution(a, outcome=7))
    sealed(path, void(b, reason="a zero was missing"))
    assert read_ledger(path).entries[a].state == "open"
    sealed(path, resolution(a, date="2024-03-02", outcome=70))
    ledger = read_ledger(path)
    assert ledger.broken is None
    assert ledger.entries[a].resolution.outcome == 70  # type: ignore[union-attr]


def test_what_breaks_a_rule_is_not_written(path: Path) -> None:
    sealed(path, forecast())
    before = path.read_bytes()
    with pytest.raises(UsageError, match="stands on line 1 already"):
        sealed(path, forecast(2), forecast())  # all of them, or none
    with pytest.raises(UsageError, match="not UTF-8"):
        sealed(path, forecast(2, version="\udcff"))
    assert path.read_bytes() == before


def test_nothing_is_added_to_a_broken_ledger(path: Path) -> None:
    small(path)
    content = path.read_bytes().replace(b"nobody", b"Nobody", 1)
    path.write_bytes(content)
    with pytest.raises(UnreadableInput, match=r"ledger\.jsonl:1: this line of the ledger is broken"):
        sealed(path, forecast(3, sealed="2024-03-02"))
    assert path.read_bytes() == content


def test_a_torn_end_is_broken_until_the_next_seal(path: Path) -> None:
    small(path)
    with path.open("ab") as stream:
        stream.write(b'{"kind":"fore')
    found = read_ledger(path).broken
    assert found is not None
    assert (found.line, found.code) == (5, "torn")
    with writing(path) as ledger:
        assert "was torn" in str(ledger.told[0])
        ledger.add([forecast(3, sealed="2024-03-02")])
    assert read_ledger(path).broken is None
    assert aside_of(path).read_bytes() == b'{"kind":"fore\n'


def test_an_empty_file_is_an_empty_ledger(path: Path) -> None:
    path.touch()
    assert read_ledger(path) == Ledger()
    sealed(path, forecast())
    assert read_ledger(path).broken is None


def test_errors_of_the_system_have_four_parts(path: Path) -> None:
    with pytest.raises(UnreadableInput) as missing:
        read_ledger(path)
    assert all(missing.value.parts()[i] for i in (0, 2, 3))
    with pytest.raises(UnreadableInput, match="cannot be written") as nowhere:
        sealed(path / "no" / "such" / "folder", forecast())
    assert str(path) in nowhere.value.where


def test_many_writers_make_one_chain(path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from ledger_lines import forecast, sealed\n"
        "for i in range(10): print(*sealed(Path(sys.argv[2]), forecast(id=f'{sys.argv[3]}/x/{i}')), flush=True)"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(HERE), str(path), f"w{k}"], stdout=subprocess.PIPE, text=True)
        for k in range(3)
    ]  # fmt: skip
    reported = [line for process in running for line in process.communicate(timeout=60)[0].split()]
    ledger = read_ledger(path)
    assert ledger.broken is None
    assert len(reported) == 30
    assert sorted(reported) == sorted(ledger.digests)


def killed(path: Path, *, kills: int, seed: int) -> dict[str, Any]:
    """What became of forecasts whose writers were killed."""
    done = subprocess.run(
        [sys.executable, str(HERE / "killing.py"), str(path), str(kills), str(seed)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signals are for POSIX systems")
def test_killed_writers_lose_nothing_that_was_reported(path: Path) -> None:
    found = killed(path, kills=20, seed=4)
    assert found["reported"] > 0
    assert found["lost"] == []
    assert found["broken"] == []


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="kills by signals are for POSIX systems")
def test_two_hundred_killed_writers_lose_nothing_that_was_reported(path: Path) -> None:
    found = killed(path, kills=200, seed=5)
    assert found["reported"] > 100
    assert found["torn"] > 0  # or the kills prove little
    assert found["lost"] == []
    assert found["broken"] == []
