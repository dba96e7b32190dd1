"""KTAB's CSV and XML: read by place, everything else of a scenario kept, written as the program reads it.

The two tables below are cut from files of KTAB (KAPSARC, MIT licence, examples/smp/doc: SOE-Pol-Comp.csv,
smpExample.xml); the shape is theirs, letter for letter.
"""

from pathlib import Path

import pytest

import pourparler as pp
from pourparler.errors import UnreadableInput, UsageError
from pourparler.exchange.actors.exporting import export_actors
from pourparler.exchange.actors.importing import ImportedActors, import_actors
from pourparler.exchange.actors.table import Given
from pourparler.exchange.xml_tree import read_xml

CSV = """\
China Policy/Competitive; scen 2,Scenario-0002;Combined Policy and Competitive, 3, 2,\x20
Actor,Description,Influence,Policy Position,Policy Salience,Competitive Position,Competitive Salience,\x20
XJ,Xi Jinping,                            100.0,30,24.0,20,48.0,\x20
LK,Li Keqiang,                             60.2,45,44.7,65,41.3,\x20
LH,Liu He - Deputy Director of DRC,        40.0,50,44.7,65,47.8,\x20
"""
XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<Scenario xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="smpSchema.xsd">
  <name>DummyData_3Dim</name>
  <desc>A very simple test &amp; more</desc>
  <prngSeed>03507583219545544127</prngSeed>
  <ModelParameters>
    <VictoryProbModel>Square</VictoryProbModel>
    <ThirdPartyCommit>FullCommit</ThirdPartyCommit>
  </ModelParameters>
  <Dimensions> <dName>FirstDim</dName> <dName>YADN</dName> </Dimensions>
  <Actors>
    <Actor> <name>Alice</name> <description>One</description> <capability>117.7</capability>
      <Position> <dCoord></dCoord> <dCoord>39.8</dCoord> </Position>
      <Salience> <dSal>32.3</dSal> <dSal>22.4</dSal> </Salience>
    </Actor>
    <Actor> <name>Bob</name> <description></description> <capability>93.2</capability>
      <Position> <dCoord>15.9</dCoord> <dCoord>61.4</dCoord> </Position>
      <Salience> <dSal>25.2</dSal> <dSal>34.5</dSal> </Salience>
    </Actor>
    <Actor> <name>Carol</name> <description>Three</description> <capability>61.4</capability>
      <Position> <dCoord>61.1</dCoord> <dCoord>86.5</dCoord> </Position>
      <Salience> <dSal>28.8</dSal> <dSal>28.6</dSal> </Salience>
    </Actor>
  </Actors>
  <IdealAdjustment>
    <iaPair> <adjustingIdeal>Bob</adjustingIdeal> <referencePos>Alice</referencePos> <adjust>0.07</adjust> </iaPair>
  </IdealAdjustment>
</Scenario>
"""


def taken(text: str, tmp_path: Path, name: str) -> tuple[pp.Brief, ImportedActors]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = import_actors("ktab", Given(tmp_path / name), tmp_path / f"{name}.brief")
    return pp.read_brief(tmp_path / f"{name}.brief"), done


def test_the_csv(tmp_path: Path) -> None:
    brief, _ = taken(CSV, tmp_path, "a.csv")
    assert (list(brief.issues), list(brief.parties)) == (["Policy", "Competitive"], ["XJ", "LK", "LH"])
    assert brief.parties["LH"].name == "Liu He - Deputy Director of DRC"
    assert brief.content.title == "China Policy/Competitive; scen 2"
    known = {key: number.law.central for key, number in brief.numbers.items()}
    assert known["parties/LK/influence"] == 60.2
    assert (known["stances/LK/Competitive/position"], known["stances/LK/Competitive/salience"]) == (65, 41.3)
    assert {brief.scale(issue) for issue in brief.issues} == {(0, 100)}


def test_headings_of_other_files(tmp_path: Path) -> None:
    text = "a,\"b, c\",1,2\nActor,Description,Power,Pstn1,Sal1,XYZ Position,XYZ Salience\nS, $$x$$ , 1, 75.79, 9, 5,1\n"  # fmt: skip
    brief, _ = taken(text, tmp_path, "a.csv")
    assert list(brief.issues) == ["Pstn1", "XYZ"]
    assert brief.parties["S"].name == ",x,"


def test_the_xml_and_what_only_ktab_reads(tmp_path: Path) -> None:
    brief, done = taken(XML, tmp_path, "a.xml")
    notes = "\n".join(map(str, done.notes))
    assert "VictoryProbModel Square and ThirdPartyCommit FullCommit" in notes
    assert "Adjustments of ideals (IdealAdjustment) were recorded" in notes
    assert "Without a position: Alice/FirstDim." in notes
    assert "stances/Alice/FirstDim/position" not in brief.numbers
    told = export_actors("ktab", brief, tmp_path / "b.xml")
    assert any("KTAB reads an empty position as 0" in str(note) for note in told.notes)
    first, second = (
        [(node.tag, node.text) for node in read_xml(tmp_path / name).below() if node.text]
        for name in ("a.xml", "b.xml")
    )
    # An actor without a description gets its name there: the program asks for one.
    assert [pair for pair in second if pair != ("description", "Bob")] == first


def test_defaults_are_the_program_s_own(tmp_path: Path) -> None:
    brief, _ = taken(CSV, tmp_path, "a.csv")
    export_actors("ktab", brief, tmp_path / "b.xml")
    root = read_xml(tmp_path / "b.xml")
    settings = root.first("ModelParameters")
    assert settings is not None
    assert [node.text for node in settings.children] == [
        "Linear", "Conditional", "Deterministic", "Proportional", "OneThird", "Mid", "SemiCommit", "S2P2", "InitOnlyInterp"
    ]  # fmt: skip
    seed = root.first("prngSeed")
    assert seed is not None
    assert int(seed.text) == 0xD67CC16FE69C185C
    again, _ = taken((tmp_path / "b.xml").read_text(encoding="utf-8"), tmp_path, "c.xml")
    assert again.content.stances == brief.content.stances
    assert again.content.parties == brief.content.parties


def test_another_scale_is_moved_and_stated(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Actor,Power,Position,Salience\nA,1,4,0.5\nB,2,7,0.25\nC,1,10,1\n", encoding="utf-8")  # fmt: skip
    import_actors("actors", Given(tmp_path / "t.csv"), tmp_path / "b")
    done = export_actors("ktab", pp.read_brief(tmp_path / "b"), tmp_path / "k.csv")
    assert "Positions on t were moved from 4 to 10 onto 0 to 100." in map(str, done.notes)
    assert (tmp_path / "k.csv").read_text(encoding="utf-8").splitlines()[2:] == ["A,A,1,0,50,", "B,B,2,50,25,", "C,C,1,100,100,"]  # fmt: skip


def test_what_ktab_refuses_itself_is_told(tmp_path: Path) -> None:
    text = "Actor,Power,x position,x salience,y position,y salience\nA name of more than 25 letters,1,0,60,0,60\nB,1,100,10,60,10\n"  # fmt: skip
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    import_actors("actors", Given(tmp_path / "t.csv"), tmp_path / "b")
    notes = "\n".join(
        map(str, export_actors("ktab", pp.read_brief(tmp_path / "b"), tmp_path / "k.csv").notes)
    )
    assert "KTAB itself takes 3 to 250 actors; there are 2." in notes
    assert "sum to more than 100" in notes
    assert "at most 25 letters" in notes


@pytest.mark.parametrize(
    ("rows", "why"),
    [("A,1,0,50,,\nB,1,100,50,60,10\n", "wants a position"), ("A,1,0,50,0,\nB,1,100,50,60,10\n", "wants a position")],
)  # fmt: skip
def test_gaps_cannot_be_written(rows: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Actor,Power,x position,x salience,y position,y salience\n" + rows, encoding="utf-8")  # fmt: skip
    import_actors("actors", Given(tmp_path / "t.csv"), tmp_path / "b")
    with pytest.raises(UsageError, match=why) as caught:
        export_actors("ktab", pp.read_brief(tmp_path / "b"), tmp_path / "k.csv")
    assert caught.value.rule == "X007"
    assert not (tmp_path / "k.csv").exists()


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("48.0", "105.91", "X003", 3),
        ("60.2,45", "60.2,-1", "X003", 4),
        ("60.2,45", "60.2,1930-05-01", "X003", 4),
        ("60.2", "-60.2", "X003", 4),
        ("Li Keqiang", "Li, Keqiang", "X002", 4),
        ("LK,", ",", "X002", 4),
        ("LK,", "XJ,", "X002", 0),
        (" 3, 2,", " 4, 2,", "X004", 1),
        (" 3, 2,", " 3, 3,", "X002", 2),
        (" 3, 2,", " three, 2,", "X002", 1),
        ("Actor,Description,Influence", "Actor,Influence,Description", "X002", 2),
        ("Policy Position,Policy Salience", "Policy Salience,Policy Position", "X002", 2),
        ("Competitive Position", "Policy Position", "X002", 0),
    ],
)
def test_slips_in_the_csv(old: str, new: str, rule: str, line: int, tmp_path: Path) -> None:
    assert old in CSV
    with pytest.raises(UnreadableInput) as caught:
        taken(CSV.replace(old, new), tmp_path, "a.csv")
    assert (caught.value.rule, caught.value.where) == (rule, f"a.csv:{line}" if line else "a.csv")


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<dSal>22.4</dSal>", "", "X004"),
        ("<dSal>22.4</dSal>", "<dSal>122.4</dSal>", "X003"),
        ("117.7", "1e400", "X003"),
        ("117.7", "&x;", "X001"),
        ("<name>Alice</name>", "", "X002"),
        ("<name>Alice</name>", "<name>Bob</name>", "X002"),
        ("Scenario", "Model", "X002"),
        ("Dimensions>", "Axes>", "X002"),
        ("</Scenario>", "", "X001"),
        ('<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE a [<!ENTITY x "1">]>', "X001"),
    ],
)
def test_slips_in_the_xml(old: str, new: str, rule: str, tmp_path: Path) -> None:
    assert old in XML
    with pytest.raises(UnreadableInput) as caught:
        taken(XML.replace(old, new), tmp_path, "a.xml")
    assert caught.value.rule == rule
    assert not (tmp_path / "a.xml.brief").exists()
