"""Mutated files give an error with its parts or a brief that passes `check`: never a traceback."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from exchange_fixtures import FILES, written
from literature import BIB, BRIEF, ITEMS

import pourparler as pp
from pourparler.errors import UnreadableInput, UsageError
from pourparler.exchange.citing import add_references, export_references
from pourparler.exchange.exporting import export_game
from pourparler.exchange.importing import import_game
from pourparler.exchange.scenario import Given
from pourparler.exchange.score_table import export_table

JUNK = [
    b"", b"~", b"null", b"NaN", b"-.inf", b"-1", b"1e400", b"1e-400", b"999999999999999999999", b"true", b"[]", b"{}", b"[", b"}", b"'",
    b'"', b": ", b"\xff", b"\xc3\xa9", b"\xe2\x80\xae", b"\x00", b"<", b">", b"/>", b"&", b"&#0;", b"&#xD800;", b"&lt;", b"<!--", b"]]>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"=", b"=1+1", b";", b",", b"\t", b"\r", b"1,234", b"index", b"*x", b"&x [*x]", b"!!python/object:os.system x",
    b"\\ud800", b"\\u0000", b"0", b"-0.0", b".", b"1.5.5", b"@", b"#", b"%", b"../../etc/passwd", b"\xf0\x9f\x98\x80",
]  # fmt: skip
RUNS = 300


def mutated(data: bytes, rng: random.Random) -> bytes:
    """``data`` with a few bytes or words replaced, doubled, cut or moved."""
    for _ in range(rng.choice([1, 1, 2, 4])):
        start = rng.randrange(len(data) + 1)
        end = min(len(data), start + rng.choice([0, 1, 1, 3, 8, 30]))
        match rng.randrange(6):
            case 0 | 1:
                data = data[:start] + rng.choice(JUNK) + data[end:]
            case 2:
                data = data[:start] + data[end:]
            case 3:
                data = data[:end] + data[start:]
            case 4:
                data = (
                    data[:start]
                    if rng.random() < 0.2
                    else data[:start] + bytes([rng.randrange(256)]) + data[start + 1 :]
                )
            case _:
                words = data.split(b" ")
                if len(words) > 2:
                    i, j = rng.sample(range(len(words)), 2)
                    words[i], words[j] = words[j], words[i]
                data = b" ".join(words)
    return data


def survives(run: Callable[[], None]) -> bool:
    """Whether ``run`` succeeds; an error must have all its parts."""
    told: UnreadableInput | UsageError | None = None
    try:
        run()
    except (UnreadableInput, UsageError) as error:
        told = error
    assert told is None or all(str(part) for part in (told.found, told.where, told.advice)), told
    return told is None


@pytest.mark.parametrize("form", [*FILES, "xlsx"])
def test_mutated_scores(form: str, tmp_path: Path) -> None:
    rng = random.Random(f"scores {form}")
    given = Given(written("table" if form == "xlsx" else form, tmp_path / "in"))
    if form == "xlsx":
        pytest.importorskip("openpyxl")
        import_game("table", given, tmp_path / "first")
        (tmp_path / "in" / "table.csv").unlink()
        export_table(pp.read_brief(tmp_path / "first"), tmp_path / "in" / "t.xlsx")
        given = Given(tmp_path / "in" / "t.xlsx")
    files = sorted(p for p in (tmp_path / "in").iterdir() if not p.name.startswith((".", "_")))
    originals = {file: file.read_bytes() for file in files}
    kind, succeeded = "table" if form == "xlsx" else form, 0
    for number in range(RUNS):
        file = rng.choice(files)
        file.write_bytes(mutated(originals[file], rng))
        target = tmp_path / f"b{number}"

        def run(target: Path = target) -> None:
            import_game(kind, given, target)
            brief = pp.read_brief(target)
            assert [f for f in pp.check(brief) if f.level == "error"] == []
            if kind == "table":
                export_table(brief, target / "again.csv")
            else:
                export_game(kind, brief, target / "again")

        succeeded += survives(run)
        file.write_bytes(originals[file])
    assert succeeded > (0 if form == "xlsx" else RUNS // 20)


@pytest.mark.parametrize("form", ["csl", "bibtex"])
def test_mutated_literature(form: str, tmp_path: Path) -> None:
    if form == "bibtex":
        pytest.importorskip("bibtexparser")
    import json

    rng = random.Random(f"literature {form}")
    original = (json.dumps(ITEMS, ensure_ascii=False) if form == "csl" else BIB).encode("utf-8")
    (tmp_path / "b").mkdir()
    file, main = tmp_path / "l", tmp_path / "b" / "brief.yaml"
    succeeded = 0
    for number in range(RUNS):
        main.write_text(BRIEF, encoding="utf-8")
        file.write_bytes(mutated(original, rng))

        def run(number: int = number) -> None:
            add_references(form, file, pp.read_brief(tmp_path / "b"))
            assert pp.read_brief(tmp_path / "b").faults == ()
            export_references(form, pp.read_brief(tmp_path / "b"), tmp_path / f"out{number}")

        if survives(run):
            succeeded += 1
        else:
            assert main.read_text(encoding="utf-8") == BRIEF
    assert succeeded > RUNS // 20


def test_a_mutated_record(tmp_path: Path) -> None:
    rng = random.Random("record")
    import_game("genius", Given(written("genius", tmp_path / "in")), tmp_path / "b")
    brief, file = pp.read_brief(tmp_path / "b"), tmp_path / "b" / "imported.json"
    original = file.read_bytes()
    for number in range(RUNS):
        file.write_bytes(mutated(original, rng))
        target = tmp_path / f"out{number}"
        survives(lambda target=target: export_game("genius", brief, target))
