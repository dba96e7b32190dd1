"""Properties: what is imported, exported and imported again is the same brief; a brief from elsewhere says what is lost."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from effort import tried
from hypothesis import given
from hypothesis import strategies as st

import pourparler as pp
from pourparler.brief.reading import brief_from_data
from pourparler.errors import ModelError, UnreadableInput, UsageError
from pourparler.exchange.actors.exporting import export_actors
from pourparler.exchange.actors.importing import import_actors
from pourparler.exchange.actors.table import Given

NAMES = ["A", "a", "Zoë", "x-1", "north east", "not", "=1", "10", "É", "l'or", "<&>", "a, b;c", 'say "so"', "Position", "Tax salience", "@x", "1e5", "null"]  # fmt: skip
FILES = [("actors", "t.csv"), ("actors", "t.xlsx"), ("ktab", "t.csv"), ("ktab", "t.xml"), ("decide", "t.txt")]


@st.composite
def briefs(draw: st.DrawFn, whole: bool) -> dict[str, Any]:
    """Briefs for forecasts; ``whole``: as KTAB asks for, without gaps, on scales of 0 to 100."""
    actors = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    titles = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    places = st.sampled_from([0, 0.1, 1, 7.25, 33.3, 50, 99.999, 100])
    parts = st.sampled_from([0, 0.5, 1, 20, 99.9, 100])
    ends = (0, 100) if whole else draw(st.sampled_from([(0, 100), (-7.5, 112.25), (0, 1000)]))
    party_ids, issue_ids = [f"p{i}" for i in range(len(actors))], [f"i{i}" for i in range(len(titles))]
    stances: dict[str, Any] = {}
    for party in party_ids:
        held = issue_ids if whole else [i for i in issue_ids if draw(st.booleans())]
        if held:
            stances[party] = {i: {"position": draw(places), "salience": draw(parts)} for i in held}
    stances.setdefault("p0", {})["i0"] = {"position": 1, "salience": 60}
    several = not whole and draw(st.booleans())
    weight = st.sampled_from([0.25, 0.5, 1])
    parties = {
        p: {"name": name, "influence": {i: draw(weight) for i in issue_ids} if several else draw(weight)}
        for p, name in zip(party_ids, actors, strict=True)
    }
    issues = {i: {"name": title, "range": {"from": ends[0], "to": ends[1]}} for i, title in zip(issue_ids, titles, strict=True)}  # fmt: skip
    return {"title": "t", "parties": parties, "issues": issues, "stances": stances}


def seen(brief: pp.Brief) -> Any:
    """What a table of actors holds of a brief."""
    model = pp.Positions.from_brief(brief)
    arrays = (model.position, model.salience, model.influence, model.low, model.high)
    names = [brief.parties[name].name or name for name in model.actors]
    return names, [array.tolist() for array in arrays]


def _comparable(found: Any) -> str:
    return json.dumps(found)  # NaN is equal to itself as a text


@pytest.mark.parametrize(("form", "name"), FILES)
@tried(20, full=60)
@given(data=st.data())
def test_a_brief_comes_back(form: str, name: str, data: st.DataObject) -> None:
    if name.endswith("xlsx"):
        pytest.importorskip("openpyxl")
    brief = brief_from_data(data.draw(briefs(whole=form == "ktab")))
    assert not brief.faults
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        export_actors(form, brief, file)
        import_actors(form, Given(file), Path(folder) / "b")
        again = pp.read_brief(Path(folder) / "b")
        assert _comparable(seen(again)) == _comparable(seen(brief))
        assert list(again.parties) == [p for p in brief.parties if p in again.parties]
        # An import that is exported and imported again is the same brief.
        export_actors(form, again, Path(folder) / f"again.{name.split('.')[1]}")
        import_actors(form, Given(Path(folder) / f"again.{name.split('.')[1]}"), Path(folder) / "c")
        third = pp.read_brief(Path(folder) / "c").content
        own = third.model_copy(update={"title": again.content.title})
        assert own == again.content


TABLE = "Actor,Label,Power,Position,Salience\nA x,Alpha,1.50,4,0.80\nB,,2,10,0.3\nC,,1,,0.2\n"


def imported(tmp_path: Path) -> Path:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    import_actors("actors", Given(tmp_path / "t.csv"), tmp_path / "b")
    return tmp_path / "b"


def test_every_number_is_kept_as_it_was_found(tmp_path: Path) -> None:
    folder = imported(tmp_path)
    record = json.loads((folder / "imported.json").read_text(encoding="utf-8"))
    assert record["actors"][0]["stands"] == [["4", ["0.80", "0.8"], ["1.50", "1.5"]]]
    assert record["actors"][2]["stands"] == [[None, "0.2", "1"]]
    export_actors("actors", pp.read_brief(folder), tmp_path / "again.csv")
    text = (tmp_path / "again.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines() == [
        "actor,label,issue,capability,position,salience",
        "A x,Alpha,t,1.5,4,0.8",
        "B,,t,2,10,0.3",
        "C,,t,1,,0.2",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [("position: 4,", "position: 5,"), ("influence: 2", "influence: 3"), ("name: Alpha", "name: Omega"),
     ("to: 10", "to: 11"), ("salience: 30", "salience: {low: 20, mode: 30, high: 40}")],
)  # fmt: skip
def test_a_changed_brief_is_exported_as_it_is(old: str, new: str, tmp_path: Path) -> None:
    folder = imported(tmp_path)
    text = (folder / "brief.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "brief.yaml").write_text(text.replace(old, new), encoding="utf-8")
    done = export_actors("actors", pp.read_brief(folder), tmp_path / "again.csv")
    assert not any("as they were found" in str(note) for note in done.notes)
    lines = (tmp_path / "again.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "80" in lines[1]
    assert any("central values" in str(note) for note in done.notes) == ("mode" in new)


@pytest.mark.parametrize(
    "change",
    [lambda d: d.update(salience="weight"), lambda d: d.pop("actors"), lambda d: d["actors"][0]["stands"].pop(),
     lambda d: d["issues"][0]["scale"].update(source="me"), lambda d: d["files"][0].update(file="../x"),
     lambda d: d["actors"][0]["stands"].__setitem__(0, ["x", None, None])],
)  # fmt: skip
def test_a_damaged_record_is_told(change: Any, tmp_path: Path) -> None:
    folder = imported(tmp_path)
    data = json.loads((folder / "imported.json").read_text(encoding="utf-8"))
    change(data)
    (folder / "imported.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(UnreadableInput):
        export_actors("actors", pp.read_brief(folder), tmp_path / "again.csv")


def test_records_of_games_and_of_actors_do_not_meet(tmp_path: Path) -> None:
    from pourparler.exchange.exporting import export_game

    folder = imported(tmp_path)
    text = (folder / "brief.yaml").read_text(encoding="utf-8")
    (folder / "brief.yaml").write_text(text.replace("range: {from: 4, to: 10}", "range: {from: 4, to: 10, step: 2}, status_quo: 4"), encoding="utf-8")  # fmt: skip
    export_game("negolog", pp.read_brief(folder), tmp_path / "n")
    assert sorted(path.name for path in (tmp_path / "n").iterdir())


def test_what_a_table_cannot_say_is_told(tmp_path: Path) -> None:
    brief = brief_from_data(
        {
            "title": "t",
            "parties": {
                "a": {"influence": 1, "reserve": 0.2, "at_table": False},
                "b": {"influence": [2, 3], "red_line": "x at least mid"},
                "c": {"influence": 1},
            },
            "issues": {"x": {"levels": {"low": 0, "mid": 40, "high": 90}}, "y": {"range": {"from": 0, "to": 100, "step": 5}}},
            "stances": {
                "a": {"x": {"position": "mid", "salience": 50}, "y": {"position": 3, "salience": 5, "weight": 2}},
                "b": {"x": {"position": "high", "salience": 50}},
            },
            "rules": {"agreement": {"at_least": 1}},
        }
    )  # fmt: skip
    assert not brief.faults
    notes = "\n".join(map(str, export_actors("actors", brief, tmp_path / "t.csv").notes))
    for sentence in (
        "Ranges are written at their central values.", "Levels are written as their places on the scale: x.",
        "Steps of a range cannot be written: y.", "Parties without a position are left out: c.",
        "That they are not at the table cannot be written: a.", "Red lines cannot be written and are left out.",
        "Values, weights and scores of stances cannot be written and are left out.",
        "Reserves cannot be written and are left out.", "Rules of decision cannot be written and are left out.",
    ):  # fmt: skip
        assert sentence in notes
    import_actors("actors", Given(tmp_path / "t.csv"), tmp_path / "b")
    assert pp.read_brief(tmp_path / "b").scale("x") == (0, 90)


def test_targets(tmp_path: Path) -> None:
    brief = pp.read_brief(imported(tmp_path))
    with pytest.raises(UsageError, match=r"\.csv"):
        export_actors("ktab", brief, tmp_path / "t.xlsx")
    (tmp_path / "there.csv").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="another file"):
        export_actors("actors", brief, tmp_path / "there.csv")
    with pytest.raises(UsageError, match="Known here: actors, ktab and decide"):
        export_actors("xyz", brief, tmp_path / "t.csv")
    bare = brief_from_data(
        {"title": "t", "parties": {"a": {}}, "issues": {"x": {"range": {"from": 0, "to": 1}}}}
    )
    with pytest.raises(ModelError, match="no party has a position"):
        export_actors("actors", bare, tmp_path / "t2.csv")
