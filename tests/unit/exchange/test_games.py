"""Importing scores: the traps of each format, what is recorded, what is refused."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from exchange_fixtures import FILES, GENIUS_A, GENIUS_DOMAIN, NEGMAS_A, NEGOLOG_B, WEB_A, written

import pourparler as pp
from pourparler.errors import PourparlerError, UnreadableInput, UsageError
from pourparler.exchange.exporting import export_game
from pourparler.exchange.importing import Imported, import_game
from pourparler.exchange.scenario import Choices, Given
from pourparler.model.bargain import Bargain

SCORES = {
    "genius": {
        "p1": [["0.1", "0.3"], ["0.2", "0.1", "0.05"], ["0.5", "0.375", "0"], "0.25"],
        "p2": [["0", "0"], ["0.2", "0.1", "0.05"], ["0", "0.25", "0.5"], "0"],
    },
    "geniusweb": {"p1": [["0.4", "0.12"], ["0.6", "0.3", "0"], "0.42"], "p2": [["0.05", "0.5"], ["0", "0.25", "0.5"], "0"]},
    "negmas": {
        "p1": [["0.4", "0.1"], ["0", "0.3", "0.6"], "0.3"],
        "p2": [["0", "0.4"], ["0.06", "0.12", "-0.24"], "-0.24"],
    },
    "negolog": {
        "profileA": [["0.75", "0.15"], ["0", "0.25"], "0.35"],
        "profileB": [["0", "0.5"], ["0.5", "0.05"], "0"],
    },
    "table": {"North": [["0", "30", "50"], ["30", "0"], "40"], "South": [["40", "30", "0"], ["0", "40.5"], "45"]},
}  # fmt: skip


def take(form: str, tmp_path: Path, **choices: str) -> tuple[Imported, pp.Brief]:
    done = import_game(
        form,
        Given(written(form, tmp_path / "in")),
        tmp_path / "b",
        choices=Choices(**choices) if choices else None,
    )
    return done, pp.read_brief(tmp_path / "b")


def scores(brief: pp.Brief) -> dict[str, list[object]]:
    deal = Bargain.from_brief(brief)
    found = {}
    for i, party in enumerate(deal.parties):
        tables = [[Fraction(int(x), deal.scale) for x in table[i]] for table in deal.tables]
        found[party] = [*tables, Fraction(int(deal.reserve[i]), deal.scale)]
    return found


def exact(known: object) -> object:
    return [exact(x) for x in known] if isinstance(known, list) else Fraction(str(known))


@pytest.mark.parametrize("form", FILES)
def test_scores_are_exact(form: str, tmp_path: Path) -> None:
    done, brief = take(form, tmp_path)
    assert scores(brief) == {party: exact(rows) for party, rows in SCORES[form].items()}
    assert [f for f in pp.check(brief) if f.level != "note"] == []
    assert done.files == ("brief.yaml", "imported.json")
    assert pp.solve(brief, pp.Nash(), on_fail="status").status.code in ("ok", "no-agreement")


@pytest.mark.parametrize("form", FILES)
def test_a_round_trip_loses_nothing(form: str, tmp_path: Path) -> None:
    _, brief = take(form, tmp_path)
    if form == "table":
        from pourparler.exchange.score_table import export_table

        export_table(brief, tmp_path / "out.csv")
        again = Given(tmp_path / "out.csv")
    else:
        export_game(form, brief, tmp_path / "out")
        again = Given(tmp_path / "out")
    import_game(form, again, tmp_path / "c")
    first, second = (json.loads((tmp_path / x / "imported.json").read_text(encoding="utf-8")) for x in "bc")
    for data in (first, second):
        data["notes"] = data["files"] = data["title"] = None
        for party in data["parties"]:
            party["file"] = None if form == "table" else party["file"]
    assert first == second


@pytest.mark.parametrize("form", FILES)
def test_bytes_are_the_same_every_time(form: str, tmp_path: Path) -> None:
    given = Given(written(form, tmp_path / "in"))
    for name in ("x", "y"):
        import_game(form, given, tmp_path / name)
    for file in ("brief.yaml", "imported.json"):
        assert (tmp_path / "x" / file).read_bytes() == (tmp_path / "y" / file).read_bytes()
    if form != "table":
        for name in ("x", "y"):
            export_game(form, pp.read_brief(tmp_path / name), tmp_path / f"out-{name}")
        for file in (tmp_path / "out-x").iterdir():
            assert file.read_bytes() == (tmp_path / "out-y" / file.name).read_bytes()


def test_what_was_found_is_recorded(tmp_path: Path) -> None:
    done, brief = take("genius", tmp_path, normalise="none", reserve="ignore")
    record = json.loads((tmp_path / "b" / "imported.json").read_text(encoding="utf-8"))
    assert (record["format"], record["normalise"], record["reserve"]) == ("genius", "none", "ignore")
    assert [(o["file"], o["role"]) for o in record["files"]] == [
        ("domain.xml", "domain"), ("p1.xml", "profile"), ("p2.xml", "profile"),
    ]  # fmt: skip
    p1 = record["parties"][0]
    assert p1["found"] == {"reserve": "0.25", "discount": "0.5"}
    assert p1["issues"][1] == {
        "found": {"weight": "0.2", "evaluations": ["8", "4", "2"]}, "points": ["1.6", "0.8", "0.4"],
    }  # fmt: skip
    assert record["parties"][1]["discount"] == "1"  # 0 counts as none
    assert "Reserve as found: 0.25; recorded, ignored" in brief.parties["p1"].note["en"]
    assert "0.5; recorded, not applied" in brief.parties["p1"].note["en"]
    text = (tmp_path / "b" / "brief.yaml").read_text(encoding="utf-8")
    assert "--normalise none" in text
    assert "# 0.2 x (8, 4, 2)" in text
    assert any("pareto.xml" in str(note) for note in done.notes)
    assert scores(brief)["p1"][-1] == 0


def test_names_become_ids_and_are_kept(tmp_path: Path) -> None:
    _, brief = take("genius", tmp_path)
    issue = brief.issues["Colour-co"]
    assert issue.name == "Colour & co"
    assert dict(issue.level_names) == {"light-red": "light red"}
    assert brief.issues["price"].span is not None


def test_a_changed_brief_is_exported_with_its_own_numbers(tmp_path: Path) -> None:
    take("genius", tmp_path)
    file = tmp_path / "b" / "brief.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("small: 0.2,", "small: 0.15,", 1), encoding="utf-8"
    )
    brief = pp.read_brief(tmp_path / "b")
    export_game("genius", brief, tmp_path / "out")
    import_game("genius", Given(tmp_path / "out"), tmp_path / "c")
    assert scores(pp.read_brief(tmp_path / "c")) == scores(brief)
    assert scores(brief)["p1"][1][0] == Fraction("0.15")


@pytest.mark.parametrize("other", ["geniusweb", "negmas", "negolog"])
def test_from_one_format_to_another(other: str, tmp_path: Path) -> None:
    # GeniusWeb can only name an outcome as reserve, and none is worth 0.25 here.
    reserve = "ignore" if other == "geniusweb" else "keep"
    _, brief = take("genius", tmp_path, normalise="genius", reserve=reserve)
    export_game(other, brief, tmp_path / "out")
    import_game(other, Given(tmp_path / "out"), tmp_path / "c")
    again = pp.read_brief(tmp_path / "c")
    assert scores(again) == scores(brief)
    if other == "negmas":  # the only one that knows discounts; the reserve survives the wrapper
        found = json.loads((tmp_path / "c" / "imported.json").read_text(encoding="utf-8"))["parties"][0][
            "found"
        ]
        assert (found["discount"], found["reserve"]) == ("0.5", "0.25")


def test_real_issues_are_cut_into_a_stated_number(tmp_path: Path) -> None:
    path = written("genius", tmp_path / "in")
    real = 'type="real" name="price"><range lowerbound="0" upperbound="1"/></issue>'
    domain = GENIUS_DOMAIN.replace('type="integer" name="price" lowerbound="1" upperbound="3"/>', real)
    (path / "domain.xml").write_text(
        domain.replace('etype="integer" type="real"', 'etype="real" type="real"')
    )
    for name in ("p1.xml", "p2.xml"):
        text = (path / name).read_text(encoding="utf-8")
        old = text[text.index('<evaluator ftype="linear"') : text.index("/>", text.index("<evaluator")) + 2]
        triangle = '<evaluator ftype="triangular" parameter0="0" parameter1="1" parameter2="0.25"/>'
        text = text.replace('lowerbound="1" upperbound="3"', 'lowerbound="0" upperbound="1.0"')
        (path / name).write_text(text.replace(old, triangle))
    for cuts, levels in ((5, 5), (4, 4), (21, 21)):
        done = import_game("genius", Given(path, cuts=cuts), tmp_path / f"b{cuts}")
        deal = Bargain.from_brief(pp.read_brief(tmp_path / f"b{cuts}"))
        assert len(deal.space.axes[2]) == levels
        assert any(f"{cuts} values" in str(note) for note in done.notes)
    deal = Bargain.from_brief(pp.read_brief(tmp_path / "b5"))
    assert [int(x) for x in deal.tables[2][0]] == [0, 500000, 333333, 166667, 0]


BROKEN = [
    ("genius", "p1.xml", GENIUS_A.replace('value="0.3"', 'value="three"'), "X003", "p1.xml:16"),
    ("genius", "p1.xml", GENIUS_A.replace('<weight index="3" value="0.2"/>', ""), "X002", "p1.xml:5"),
    ("genius", "p1.xml", GENIUS_A.replace(' evaluation="8"', ""), "X002", "p1.xml:5"),
    ("genius", "p1.xml", GENIUS_A.replace('value="small" evaluation="8"', 'value="Small" evaluation="8"'), "X002", "p1.xml:5"),
    ("genius", "p1.xml", GENIUS_A.replace('<issue index="3"', '<issue index="5"'), "X004", "p1.xml"),
    ("genius", "p1.xml", GENIUS_A.replace('upperbound="3"', 'upperbound="4"'), "X004", "p1.xml:18"),
    ("genius", "p1.xml", GENIUS_A.replace("</objective>", "", 1), "X001", "p1.xml:"),
    ("genius", "p1.xml", GENIUS_A.replace('ftype="linear" offset="1.5"', 'ftype="linear"'), "X002", "p1.xml:19"),
    ("genius", "p1.xml", '<!DOCTYPE a [<!ENTITY x "y">]>' + GENIUS_A.split("?>")[1], "X001", "p1.xml"),
    ("genius", "p1.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "X001", "p1.xml"),
    ("genius", "p1.xml", "<a>" * 5000, "X001", "p1.xml:1"),
    ("genius", "domain.xml", GENIUS_DOMAIN.replace('value="blue"', 'value="light red"'), "X002", "domain.xml:7"),
    ("genius", "domain.xml", GENIUS_DOMAIN.replace('type="integer" name', 'type="fuzzy" name'), "X005", "domain.xml:17"),
    ("genius", "domain.xml", GENIUS_DOMAIN.replace('upperbound="3"', 'upperbound="1e9"'), "X003", "domain.xml:17"),
    ("genius", "domain.xml", "x" * 2_000_001, "", "domain.xml"),
    ("genius", "p1.xml", "<utility><utility_space/><ufun><hyperRectangle/></ufun></utility>", "X005", "p1.xml"),
    ("geniusweb", "p1.json", WEB_A.replace("0.40", "NaN"), "X003", "p1.json"),
    ("geniusweb", "p1.json", WEB_A.replace('"l": 0.30, ', ""), "X004", "p1.json"),
    ("geniusweb", "p1.json", WEB_A.replace('"price": "0.5"', '"price": "0.7"'), "X004", "p1.json"),
    ("geniusweb", "p1.json", WEB_A.replace('"size": 0.40', '"size": 0.40, "size": 0.5'), "X002", "p1.json"),
    ("geniusweb", "p1.json", WEB_A[:-3], "X001", "p1.json:7"),
    ("geniusweb", "p1.json", "[" * 100_000, "X001", "p1.json"),
    ("negmas", "p1.yml", NEGMAS_A.replace("[0.4, 0.6]", "[0.4]"), "X004", "p1.yml"),
    ("negmas", "p1.yml", NEGMAS_A.replace("TableFun", "LambdaFun"), "X005", "p1.yml"),
    ("negmas", "p1.yml", NEGMAS_A.replace("l: 0.25, ", ""), "X002", "p1.yml"),
    ("negmas", "p1.yml", NEGMAS_A.replace("LinearAdditiveUtilityFunction", "HyperRectangleUtilityFunction"), "X005", "p1.yml"),
    ("negolog", "profileB.json", NEGOLOG_B.replace('"s": 0', '"t": 0'), "X004", "profileB.json"),
    ("negolog", "profileB.json", NEGOLOG_B.replace('"price": 0.5', '"pride": 0.5'), "X004", "profileB.json"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "name", "text", "rule", "where"), BROKEN)
def test_faults_are_told_with_their_place(
    form: str, name: str, text: str, rule: str, where: str, tmp_path: Path
) -> None:
    path = written(form, tmp_path / "in")
    (path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput) as caught:
        import_game(form, Given(path), tmp_path / "b")
    assert caught.value.rule == rule
    assert caught.value.where.startswith(where)
    assert str(caught.value.advice)
    assert not (tmp_path / "b").exists()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = written("negolog", tmp_path / "in")
    (tmp_path / "b").mkdir()
    import_game("negolog", Given(path), tmp_path / "b")
    before = (tmp_path / "b" / "brief.yaml").read_bytes()
    for form in ("negolog", "genius"):
        with pytest.raises(UsageError, match="is not empty"):
            import_game(form, Given(path), tmp_path / "b")
        with pytest.raises(UsageError, match="is not empty"):
            export_game(form, pp.read_brief(tmp_path / "b"), path)
    assert (tmp_path / "b" / "brief.yaml").read_bytes() == before


def test_profiles_may_be_named(tmp_path: Path) -> None:
    path = written("genius", tmp_path / "in")
    given = Given(path / "domain.xml", (path / "p2.xml", path / "p1.xml"))
    done = import_game("genius", given, tmp_path / "b")
    assert done.game.parties == ("p2", "p1")
    with pytest.raises(UnreadableInput, match="is a profile, not a domain"):
        import_game("genius", Given(path / "p1.xml"), tmp_path / "c")
    with pytest.raises(UnreadableInput, match="no file or folder"):
        import_game("genius", Given(path / "nowhere"), tmp_path / "c")


def test_the_type_of_an_issue_wins_over_its_etype(tmp_path: Path) -> None:
    path = written("genius", tmp_path / "in")
    text = GENIUS_DOMAIN.replace('etype="discrete" type="discrete"', 'etype="integer" type="discrete"')
    (path / "domain.xml").write_text(text, encoding="utf-8")
    done = import_game("genius", Given(path), tmp_path / "b")
    assert any("the type counts" in str(note) for note in done.notes)


def test_what_a_format_cannot_hold_is_refused(tmp_path: Path) -> None:
    _, brief = take("negmas", tmp_path)
    with pytest.raises(UsageError, match="cannot hold negative numbers"):
        export_game("genius", brief, tmp_path / "out")
    import_game("negolog", Given(written("negolog", tmp_path / "in2")), tmp_path / "n")
    with pytest.raises(UsageError, match="utility of no outcome"):
        export_game("geniusweb", pp.read_brief(tmp_path / "n"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    done = export_game(
        "genius", pp.read_brief(Path(pp.__file__).parent / "cases" / "harbour"), tmp_path / "out"
    )
    assert any("decision rule" in str(note) for note in done.notes)
    import_game("genius", Given(tmp_path / "out"), tmp_path / "b")
    assert scores(pp.read_brief(tmp_path / "b")).keys() == {
        "1-sportco", "2-transport", "3-mayor", "4-union", "5-cities", "6-environment",
    }  # fmt: skip


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    _, brief = take("genius", tmp_path)
    file = tmp_path / "b" / "imported.json"
    good = file.read_text(encoding="utf-8")
    for bad in ("{", "[]", "{}", good.replace('"p1.xml"', '"../p1.xml"'), good.replace('"0.2"', '"x"')):
        file.write_text(bad, encoding="utf-8")
        with pytest.raises(UnreadableInput):
            export_game("genius", brief, tmp_path / "out")
        assert not (tmp_path / "out").exists()


def test_unknown_formats_are_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(PourparlerError, match="Did you mean genius"):
        import_game("genus", Given(tmp_path), tmp_path / "b")
