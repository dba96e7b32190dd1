"""Reading: all faults at once, scenarios, tables, as-of dates, packed briefs, hostile folders."""

import os
import zipfile
from pathlib import Path

import pytest

from pourparler.brief.files import MAX_BYTES
from pourparler.brief.packing import copy_to_send
from pourparler.brief.reading import brief_from_data, read_brief
from pourparler.errors import InvalidBrief, UnreadableInput, UsageError

TEXT = """\
parties: {a: {influence: 5}, b: {}}
issues: {x: {levels: [low, high], status_quo: low}}
stances:
  a: {x: {position: high, salience: {low: 20, mode: 40, high: 60}, because: [old]}}
calendar:
  deadline:
    - {days: 1, from: 2024-09-01, because: [old], superseded: true}
    - {days: {low: 100, mode: 200, high: 300}, from: 2025-01-10, because: [new]}
"""


def folder(tmp_path: Path, text: str = TEXT, **files: str) -> Path:
    (tmp_path / "brief.yaml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        path = tmp_path / name.replace("__", "/").replace("_csv", ".csv").replace("_yaml", ".yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


def test_numbers_have_keys_grounds_and_laws(tmp_path: Path) -> None:
    brief = read_brief(folder(tmp_path))
    assert list(brief.numbers) == [
        "parties/a/influence", "stances/a/x/position", "stances/a/x/salience", "calendar/deadline",
    ]  # fmt: skip
    position = brief.number("stances/a/x/position")
    assert (position.law.central, position.because, position.is_assumption) == (100.0, ("old",), False)
    assert str(brief.place("stances/a/x/position")) == "brief.yaml:4:21"


def test_as_of_picks_from_the_history(tmp_path: Path) -> None:
    here = folder(tmp_path)
    assert read_brief(here).number("calendar/deadline").law.central == 200
    assert read_brief(here, as_of="2024-12-31").number("calendar/deadline").law.central == 1
    with pytest.raises(UsageError):
        read_brief(here, as_of="2024-01-01").number("calendar/deadline")


def test_the_digest_sees_content_not_form(tmp_path: Path) -> None:
    one = brief_from_data({"parties": {"a": {}, "b": {"influence": 5.0}}})
    two = brief_from_data({"parties": {"b": {"influence": 5}, "a": {}}})
    assert one.digest == two.digest
    assert one.digest != brief_from_data({"parties": {"a": {}, "b": {"influence": 6}}}).digest
    here = folder(tmp_path)
    assert read_brief(here).digest != read_brief(here, as_of="2024-12-31").digest


def test_a_scenario_is_a_deep_merge(tmp_path: Path) -> None:
    over = "stances: {a: {x: {salience: {low: 30}, because: ~}}}\nparties: {b: ~, c: {influence: 1}}\n"
    brief = read_brief(folder(tmp_path, scenarios__hard_yaml=over), scenario="hard")
    assert brief.number("stances/a/x/salience").law.parameters == (30.0, 40.0, 60.0)
    assert list(brief.parties) == ["a", "c"]
    assert brief.number("stances/a/x/position").because == ()
    assert brief.place("stances/a/x/salience/low").file == "scenarios/hard.yaml"
    with pytest.raises(UsageError, match="Known here: hard"):
        read_brief(tmp_path, scenario="soft")


def test_a_scenario_may_change_the_form_of_a_number(tmp_path: Path) -> None:
    over = "stances: {a: {x: {salience: {value: 10}}}}\n"
    brief = read_brief(folder(tmp_path, scenarios__exact_yaml=over), scenario="exact")
    assert brief.faults == ()
    assert brief.number("stances/a/x/salience").law.parameters == (10.0,)


def test_stances_from_a_table(tmp_path: Path) -> None:
    table = "party,issue,position,low,high,salience,because,assumption\nb,x,50,20,80,30,old new,\nb,y,1,,,,,who knows\n"
    brief = read_brief(folder(tmp_path, stances_csv=table))
    assert brief.number("stances/b/x/position").law.parameters == (20.0, 50.0, 80.0)
    assert brief.number("stances/b/x/position").because == ("old", "new")
    assert str(brief.place("stances/b/x/position")) == "stances.csv:2:1"


def test_a_cell_lives_in_one_place(tmp_path: Path) -> None:
    brief = read_brief(folder(tmp_path, stances_csv="party;issue;position\na;x;50\n"))
    assert [(f.rule, f.where) for f in brief.faults] == [("E006", "stances.csv:2:1")]
    assert brief.number("stances/a/x/position").law.central == 100


def test_judgements(tmp_path: Path) -> None:
    rows = "key,expert,lowest,highest,best,confidence,reason,date\nk,e,40,70,60,0.6,,\nk,f,40,30,60,0.6,,\nk,g,1,3,2,1.5,,\n"
    brief = read_brief(folder(tmp_path, judgements_csv=rows))
    assert [j.expert for j in brief.judgements] == ["e"]
    assert [f.where for f in brief.faults] == ["judgements.csv:3:1", "judgements.csv:4:1"]


def test_all_faults_at_once_and_the_rest_stays() -> None:
    brief = brief_from_data(
        {
            "partys": {},
            "parties": {"a": {"influnce": 1, "influence": {"low": 5, "hihg": 3}}, "b": {"at_table": "maybe"}},
            "issues": {
                "x": {"levels": {"lo": 0, "hi": float("nan")}},
                "y": {},
                "z": {"range": {"from": 5, "to": 1}},
            },
            "sources": {"s": {"reliability": "Z", "published": "the other day", "kind": "outlet"}},
            "rules": {"agreement": {"quota": 5}},
        }
    )
    found = {(f.rule, f.key) for f in brief.faults}
    assert {
        ("E001", "partys"), ("E001", "parties/a/influnce"), ("E001", "parties/a/influence/hihg"), ("E002", "parties/b/at_table"),
        ("E002", "issues/x/levels/hi"), ("E002", "issues/y"), ("E206", "issues/z/range"), ("E002", "sources/s/reliability"),
        ("E211", "sources/s/published"), ("E002", "rules/agreement"),
    } <= found  # fmt: skip
    assert brief.sources["s"].kind == "outlet"
    assert "a" in brief.parties
    with pytest.raises(InvalidBrief) as caught:
        brief.require_valid()
    assert len(caught.value.findings) == len([f for f in brief.faults if f.level == "error"])


@pytest.mark.parametrize(
    "data",
    [[], "text", 5, None, {"parties": []}, {"parties": {"a": None}}, {"issues": 3}, {"stances": {"a": 1}}],
)
def test_any_shape_of_data_gives_faults(data: object) -> None:
    assert brief_from_data(data).faults  # type: ignore[arg-type]


def test_unreadable_folders(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput):
        read_brief(tmp_path / "nowhere")
    with pytest.raises(UnreadableInput, match=r"no brief\.yaml"):
        read_brief(tmp_path)
    main = tmp_path / "brief.yaml"
    for content in (b"", b"a: \xff\xfe", b"\0\0", b"x" * (MAX_BYTES + 1)):
        main.write_bytes(content)
        with pytest.raises(UnreadableInput):
            read_brief(tmp_path)
        assert main.read_bytes() == content
    main.unlink()
    main.mkdir()
    with pytest.raises(UnreadableInput):
        read_brief(tmp_path)
    main.rmdir()
    os.symlink("brief.yaml", main)
    with pytest.raises(UnreadableInput, match="circle"):
        read_brief(tmp_path)
    main.unlink()
    outside = tmp_path.parent / "outside.yaml"
    outside.write_text(TEXT, encoding="utf-8")
    os.symlink(outside, main)
    with pytest.raises(UnreadableInput, match="out of"):
        read_brief(tmp_path)


def test_a_packed_brief_is_read_and_equal_bytes(tmp_path: Path) -> None:
    here = tmp_path / "talks"
    here.mkdir()
    folder(
        here,
        TEXT + 'sources: {s: {file: sources/s.txt, title: "Who", author: "Me"}}\n',
        sources__s_csv="secret",
    )
    (here / "sources" / "s.txt").write_text("secret", encoding="utf-8")
    (here / "results").mkdir()
    (here / "results" / "old.html").write_text("old", encoding="utf-8")
    brief = read_brief(here)
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    assert "results/old.html" not in copy_to_send(brief, one)
    copy_to_send(brief, two)
    assert one.read_bytes() == two.read_bytes()
    assert read_brief(one).digest == brief.digest
    assert "sources/s.txt" not in copy_to_send(brief, two, documents="stay")
    copy_to_send(brief, two, redact=["s"])
    sent = read_brief(two)
    assert (sent.sources["s"].title, sent.sources["s"].author) == ("redacted-1", "redacted-1")
    with pytest.raises(UsageError):
        copy_to_send(brief, two, redact=["who"])


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil", "a/../../evil", "C:\\evil"])
def test_a_hostile_archive_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("t/brief.yaml", TEXT)
        archive.writestr(name, "evil")
    with pytest.raises(UnreadableInput):
        read_brief(path)
    path.write_bytes(b"PK\x03\x04 damaged")
    with pytest.raises(UnreadableInput):
        read_brief(path)
