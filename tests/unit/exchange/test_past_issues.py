"""Tables of decided issues: both shapes, both languages, what is left out and why."""

from pathlib import Path

import pytest

from pourparler.errors import UnreadableInput
from pourparler.exchange.past_issues import read_past_issues

ONE = """issue,actor,position,salience,influence,outcome,proposal
a,x,0,50,2,30,p
a,y,100,100,1,,p
b,x,10,40,2,,p
c,x,10,40,2,120,p
d,x,,40,2,50,p
e,x,10,40,2,5,q
e,y,20,40,2,6,q
f,x,130,40,2,5,q
g,x,10,140,2,5,q
h,x,10,40,,5,q
i,x,10,40,2,5,q
i,x,20,40,2,5,q
j,x,10,40,-1,5,q
"""


def test_one_table(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_text(ONE, encoding="utf-8")
    found = read_past_issues(file)
    (past,) = found
    assert (past.issue, past.proposal, past.outcome, past.scale) == ("a", "p", 30.0, (0.0, 100.0))
    assert past.model.actors == ("x", "y")
    assert past.model.salience.T.tolist() == [[0.5, 1.0]]
    assert past.model.influence.T.tolist() == [[2.0, 1.0]]
    reasons = {one.issue: str(one.message) for one in found.left_out}
    assert reasons == {
        "b": "it has no outcome",
        "c": "its outcome lies off the scale",
        "d": "nobody has a position on it",
        "e": "its rows differ in outcome",
        "f": "a position lies off the scale",
        "g": "a salience is not from 0 to 100",
        "h": "a salience or an influence is not known",
        "i": "more than one row has a position on it of x",
        "j": "an influence is below 0",
    }


def test_french_headings_decimal_commas_and_a_scale_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "cas.csv"
    file.write_text(
        "enjeu;acteur;position;importance;influence;résultat;bas;haut\nâge;x;62,5;50;1;64,5;60;70\nâge;y;70;100;3;;;\n",
        encoding="utf-8",
    )
    (past,) = read_past_issues(file)
    assert (past.outcome, past.scale, past.proposal) == (64.5, (60.0, 70.0), "âge")
    assert past.model.position.T.tolist() == [[62.5, 70.0]]


def tables(folder: Path, prefix: str = "eu") -> None:
    (folder / f"{prefix}_positions.csv").write_text(
        "issue,actor,position,salience\na,com,0,50\na,de,100,100\na,lu,20,100\nb,de,0,50\nc,com,5,5\n"
    )
    (folder / f"{prefix}_issues.csv").write_text(
        "issue,proposal,introduced,final_act,outcome\na,p,2000-01-01,2003-05-01,30\nb,p,1950-01-01,,30\nd,p,2000-01-01,,1\n"
    )
    (folder / f"{prefix}_capability.csv").write_text(
        "regime,first_year,last_year,actor,weight\nold,1995,2002,de,10\nold,1995,2002,lu,2\nnew,2003,,de,29\nnew,2003,,lu,4\n"
    )


@pytest.mark.parametrize("name", ["", "eu", "eu_issues.csv", "eu_positions.csv"])
def test_a_set_of_tables(tmp_path: Path, name: str) -> None:
    tables(tmp_path)
    found = read_past_issues(tmp_path / name)
    (past,) = found
    # The commission is no voter: it weighs as much as the heaviest one present, which is 100.
    assert past.model.influence.T.tolist() == [[100.0, 100.0, 400 / 29]]
    assert {one.issue: str(one.message) for one in found.left_out} == {
        "b": "none of its actors has a weight in 1950",
        "d": "nobody has a position on it",
        "c": "it stands in no row with an outcome",
    }
    assert len(found.notes) == 1


def test_several_sets_want_a_prefix(tmp_path: Path) -> None:
    tables(tmp_path)
    tables(tmp_path, "other")
    with pytest.raises(UnreadableInput, match="several sets: eu and other"):
        read_past_issues(tmp_path)
    assert len(read_past_issues(tmp_path / "other")) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("issue,actor,position,salience\na,x,1,1\n", "no columns outcome"),
        ("issue,actor,position,salience,outcome,issue\n", "twice"),
        ("issue,actor,position,salience,influence,outcome\na,x,high,1,1,1\n", "no number"),
        ("issue,actor,position,salience,influence,outcome\na,x,1,1,1,\n", "no issue has an outcome"),
        ("", "no columns"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "cases.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=told):
        read_past_issues(file)


def test_doubled_actors_are_named_with_their_issue_also_where_nothing_is_left(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    rows = [
        f"quota,{actor},{at},50,1,30"
        for actor, at in (("ann", 1), ("ben", 2), ("ben", 3), ("cy", 4), ("ann", 5))
    ]
    file.write_text(
        "issue,actor,position,salience,influence,outcome\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    with pytest.raises(UnreadableInput, match="quota: more than one row has a position on it of ann and ben"):
        read_past_issues(file)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput):
        read_past_issues(tmp_path / "nothing")
    with pytest.raises(UnreadableInput, match="holds no"):
        read_past_issues(tmp_path)
