"""Mutated briefs: a finding or a one-line error, the right exit code, never a traceback; nothing is overwritten."""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pourparler.app.cli import run
from pourparler.brief.document import read_yaml

BRIEF = """\
schema: pourparler/brief/1
title: {fr: "Essai", en: "Trial"}
language: fr
as_of: 2025-01-12
yardstick: capphrase
sources:
  note: {file: sources/note.txt, published: 2024-11-06/2025-01-19, reliability: C}
  voice: {title: someone, kind: anonymous, side: a, reliability: F}
evidence:
  open: {source: note, quote: "pourrait ouvrir la porte", via: [voice], credibility: 3, hedges: [{term: pourrait, class: possibility, scope: claim}]}
  silent: {source: note, quote: "n’a pas répondu", credibility: 2}
parties: {a: {influence: {low: 20, mode: 50, high: 80, assumption: "x"}}, b: {influence: 50, assumption: "x", red_line: "x = low or y < 8"}}
issues:
  x: {levels: {low: 0, middle: 50, high: 100}, status_quo: low}
  y: {range: {from: 0, to: 10, step: 5}, status_quo: 0}
stances:
  a: {x: {position: high, salience: {low: 20, mode: 60, high: 90}, because: [open]}, y: {position: 0, salience: 30, assumption: "x"}}
  b: {x: {position: [0, 80], salience: 30, red_line: "at most middle", assumption: "x"}, y: {position: 10, salience: {quantiles: {0.1: 20, 0.9: 70}}, assumption: "x"}}
rules:
  agreement: {at_least: 2, veto: [a]}
  exclude: [{x: high, y: "< 5", why: "no"}]
calendar: {deadline: [{days: 1, from: 2024-09-01, because: [silent], superseded: true}, {days: [100, 200], from: 2025-01-10, assumption: "x"}]}
moves: {options: {leave: {party: a, one_way: true}, stay: {party: b, chance: probable}}, prefer: {a: ["not leave if stay"], b: ["stay"]}}
"""
DOCUMENT = "Selon une source, la partie A pourrait ouvrir la porte. Elle n’a pas répondu.\n"
JUNK = [
    "", "~", "null", "NaN", ".nan", ".inf", "-5", "1e400", "99999999999999999999", "true", "no", "[]", "{}", "[", "}", "'", '"', "- ", ": ",
    "é", "\u202e", "\u200b", "\x00", "\ud7ff", "*x", "&x [*x]", "!!python/object:os.system x", "!foo", "../../etc/passwd", "/dev/zero",
    "a: b: c", "\t", "%", "@", "|", ">-", "? ", "#", "not not", "(((", "at least", "x = low iff", "2025-13-45", "{low: 9, high: 1}", "[9, 1]",
    "{quantiles: {0.9: 1, 0.1: 5}}", "{value: }", "[1, 2, 3]", "{mode: 3}", "<<", "0x1F", "1_000", "12:30", "=cmd|' /C calc'!A0",
]  # fmt: skip


def _delete_line(lines: list[str], rng: random.Random) -> None:
    del lines[rng.randrange(len(lines))]


def _double_line(lines: list[str], rng: random.Random) -> None:
    at = rng.randrange(len(lines))
    lines.insert(rng.randrange(len(lines)), lines[at])


def _swap_words(lines: list[str], rng: random.Random) -> None:
    at = rng.randrange(len(lines))
    words = lines[at].split(" ")
    if len(words) > 1:
        i, j = rng.sample(range(len(words)), 2)
        words[i], words[j] = words[j], words[i]
        lines[at] = " ".join(words)


def _junk(lines: list[str], rng: random.Random) -> None:
    at = rng.randrange(len(lines))
    start = rng.randrange(len(lines[at]) + 1)
    end = min(len(lines[at]), start + rng.choice([0, 1, 3, 8]))
    lines[at] = lines[at][:start] + rng.choice(JUNK) + lines[at][end:]


def _value(lines: list[str], rng: random.Random) -> None:
    at = rng.randrange(len(lines))
    head, colon, _ = lines[at].rpartition(": ")
    if colon:
        lines[at] = head + colon + rng.choice(JUNK)


def _cut(lines: list[str], rng: random.Random) -> None:
    at = rng.randrange(len(lines))
    lines[at] = lines[at][: rng.randrange(len(lines[at]) + 1)]
    if rng.random() < 0.3:
        del lines[at + 1 :]


def _indent(lines: list[str], rng: random.Random) -> None:
    at = rng.randrange(len(lines))
    lines[at] = " " * rng.choice([0, 1, 2, 3, 8]) + lines[at].lstrip()


MUTATIONS: list[Callable[[list[str], random.Random], None]] = [
    _delete_line,
    _double_line,
    _swap_words,
    _junk,
    _junk,
    _value,
    _value,
    _cut,
    _indent,
]


VALUES: list[Any] = [
    None, True, -5, 0, 1e400, float("nan"), 10**30, "", "é", "\u202e", "low", "nobody", "../../etc/passwd", "probable", "2025-13-45", "../2025",
    [], {}, [9, 1], [1, 2, 3], {"low": 9, "high": 1}, {"quantiles": {"0.9": 1, "0.1": 5}}, {"value": None}, {"mode": 3}, {"x": "low"}, ["open"],
    "at least", "x = low iff", "not not (", "not leave if stay", [["open"]], {"at_least": 3}, {"all": []}, {"fr": 5}, "unanimity", {"": {}}, {"a/b": 1},
]  # fmt: skip


def _branches(data: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Every (container, key) of the tree."""
    for key in list(data) if isinstance(data, dict) else range(len(data)):
        found.append((data, key))
        if isinstance(data[key], dict | list):
            _branches(data[key], found)
    return found


def _grafted(rng: random.Random) -> bytes:
    """A brief whose tree was changed: still YAML, mostly wrong."""
    data = read_yaml(BRIEF, "f").data
    for _ in range(rng.choice([1, 1, 1, 2, 4])):
        branches = _branches(data, [])
        container, key = rng.choice(branches)
        kind = rng.randrange(4)
        if kind == 0:
            del container[key]
        elif kind == 1 and isinstance(container, dict):
            container[rng.choice(["x", "a", "position", "extra", str(key)[:-1] or "k", str(key) + "s"])] = (
                container.pop(key)
            )
        elif kind == 2:
            other, name = rng.choice(branches)
            container[key] = json.loads(json.dumps(other[name]))
        else:
            container[key] = rng.choice(VALUES)
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return re.sub(r"\b(NaN|Infinity)\b", lambda m: {"NaN": ".nan", "Infinity": ".inf"}[m[0]], text).encode()


def _mangled(rng: random.Random) -> bytes:
    """A brief whose text was changed: often not YAML any more."""
    lines = BRIEF.split("\n")
    for _ in range(rng.choice([1, 1, 1, 2, 3, 6])):
        if lines:
            rng.choice(MUTATIONS)(lines, rng)
    data = "\n".join(lines).encode("utf-8", "surrogatepass")
    if rng.random() < 0.05:
        at = rng.randrange(len(data) + 1)
        data = data[:at] + bytes(rng.randrange(256) for _ in range(3)) + data[at:]
    return data


def _mutated(rng: random.Random) -> bytes:
    return _grafted(rng) if rng.random() < 0.6 else _mangled(rng)


def _fuzz(folder: Path, seed: int, count: int, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (folder / "sources").mkdir()
    (folder / "sources" / "note.txt").write_text(DOCUMENT, encoding="utf-8")
    rng = random.Random(seed)
    codes: dict[int, int] = {}
    for number in range(count):
        data = _mutated(rng)
        (folder / "brief.yaml").write_bytes(data)
        lang = rng.choice(["fr", "en"])
        calls = [["check", str(folder), "--json", "--lang", lang]]
        if number % 5 == 0:
            concept = rng.choice(
                ["nash", "frontier", "agreements", "compromise", "weighted-median", "egalitarian"]
            )
            calls.append(["solve", str(folder), concept, "--json", "--lang", lang])
        for call in calls:
            code = run(call)
            out, err = capsysbinary.readouterr()
            told = (
                f"draw {number} of seed {seed}: {call[0]}\n{data.decode('utf-8', 'replace')}\n{err.decode()}"
            )
            assert code in (0, 1, 3), told
            assert b"Traceback" not in out + err, told
            found = json.loads(out)
            if code == 1:
                assert found["counts"]["error"] > 0, told
            for finding in found.get("findings", []):
                assert finding["sentence"], told
                assert finding["rule"], told
            codes[code] = codes.get(code, 0) + 1
        assert (folder / "brief.yaml").read_bytes() == data
    # The mutations reach all three ways: fine, readable but wrong, not readable.
    assert min(codes.get(code, 0) for code in (0, 1, 3)) >= count // 50, codes
    assert sorted(p.name for p in folder.iterdir()) == ["brief.yaml", "sources"]


def test_the_unmutated_brief_passes(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "note.txt").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "brief.yaml").write_text(BRIEF, encoding="utf-8")
    code = run(["check", str(tmp_path)])
    assert code == 0, capsysbinary.readouterr().out.decode()
    assert run(["solve", str(tmp_path), "nash"]) == 0


def test_250_mutated_briefs(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    _fuzz(tmp_path, 20250112, 250, capsysbinary)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_10000_mutated_briefs(tmp_path: Path, seed: int, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    _fuzz(tmp_path, seed, 1000, capsysbinary)
