"""The section `moves` as people write it, seen from the command line: what check, trace and solve say, and mutations."""

import copy
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

import pourparler as pp
from pourparler.brief.document import read_yaml
from pourparler.brief.documents import Documents
from pourparler.brief.reading import brief_from_data
from pourparler.brief.tracing import trace, traceable
from pourparler.errors import PourparlerError
from pourparler.language import LANGUAGES, NO_BREAK, render

EXAMPLES = Path(__file__).parents[2] / "examples"
WRONG = """\
schema: pourparler/brief/1
parties: {a: {}, b: {}}
moves:
  options: {strike: {party: a}, pay: {party: b}}
  impossible: ["strike and py"]
  prefer:
    a: [not strike, "strike if (pay or"]
    b: [strike]
"""


@pytest.fixture
def home(tmp_path):
    (tmp_path / "brief.yaml").write_text(WRONG, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("lang", "first"), [("en", "Column 12: an option"), ("fr", "Colonne 12 : on attendait")]
)
def test_a_caret_points_at_the_letter_in_both_languages(home, call, lang, first):
    code, out, _ = call("check", home, "--lang", lang)
    lines = out.replace(NO_BREAK, " ").split("\n")
    assert code == 1
    at = next(i for i, line in enumerate(lines) if first in line)
    assert lines[at + 1 : at + 3] == ["    strike and py", "               ^"]
    end = lines.index("    strike if (pay or")
    assert lines[end + 1] == "    " + " " * len("strike if (pay or") + "^"
    code, _, told = call("solve", home, "stability", "--lang", lang)
    assert code == 3
    assert "    strike and py\n               ^\n" in told


def test_the_statement_stands_in_json(home, call):
    found = json.loads(call("check", home, "--json")[1])["findings"]
    assert [item["found"] for item in found if item["rule"] == "E008"] == [
        "strike and py",
        "strike if (pay or",
    ]


def test_a_long_statement_is_shown_around_the_letter(home, call):
    long = " and ".join(["strike"] * 60) + " and py and " + " and ".join(["pay"] * 60)
    (home / "brief.yaml").write_text(WRONG.replace("strike and py", long), encoding="utf-8")
    lines = call("check", home, "--lang", "en")[1].split("\n")
    caret = next(i for i, line in enumerate(lines) if line.strip() == "^")
    assert lines[caret - 1].startswith("    …")
    assert lines[caret - 1].endswith("…")
    assert lines[caret - 1][len(lines[caret]) - 1 :].startswith("py and")


def test_check_says_what_stability_would_stumble_over(home, call):
    text = """\
schema: pourparler/brief/1
parties: {a: {}, b: {}}
issues: {x: {levels: [low, high]}, y: {levels: [l, h]}}
stances:
  a: {x: {position: low, salience: 50}, y: {position: l, salience: 50}}
  b: {x: {position: high, salience: 50}, y: {position: h, salience: 50}}
moves: {issues: {x: a}, options: {o: {party: b, chance: 0.3}}, prefer: {b: [not o]}}
"""
    (home / "brief.yaml").write_text(text, encoding="utf-8")
    code, out, _ = call("check", home, "--json")
    told = {item["rule"]: item for item in json.loads(out)["findings"]}
    assert (code, told["W228"]["level"], told["N319"]["level"]) == (0, "warning", "note")
    code, _, stopped = call("solve", home, "stability", "--lang", "en")
    assert code == 3
    assert told["W228"]["sentence"].removeprefix("the states cannot be ranked for a: ") in stopped
    ranked = text.replace("prefer: {b: [not o]}", "prefer: {a: [x = low], b: [not o]}")
    (home / "brief.yaml").write_text(ranked, encoding="utf-8")
    assert "W228" not in call("check", home)[1]
    assert call("solve", home, "stability")[0] == 0


@pytest.mark.parametrize("example", ["riviere", "otan-2025"])
def test_everything_said_of_the_moves_of_an_example_can_be_traced(example, call):
    code, out, _ = call("trace", EXAMPLES / example, "moves", "--json")
    rows = json.loads(out)["keys"]
    assert code == 0
    assert {row["kind"] for row in rows} >= {"option", "statement", "combination", "one_way"}
    assert all(row["because"] or row["assumed"] for row in rows)
    assert "W229" not in call("check", EXAMPLES / example)[1]
    stated = next(row for row in rows if row["kind"] == "statement" and row["because"])
    code, out, _ = call("trace", EXAMPLES / example, stated["key"], "--json")
    found = json.loads(out)
    assert [item["id"] for item in found["evidence"]] == stated["because"]
    assert all(item["quote"] and item["chain"] for item in found["evidence"])
    for lang in LANGUAGES:
        assert (
            f"[{stated['because'][0]}]" in call("trace", EXAMPLES / example, stated["key"], "--lang", lang)[1]
        )


def test_settings_of_stability_say_which_key_is_wrong(home, call):
    (home / "brief.yaml").write_text(
        WRONG.replace("and py", "and pay").replace("(pay or", "pay"), encoding="utf-8"
    )
    code, _, told = call("solve", home, "stability", "--set", 'robustness={"foo": 1}', "--lang", "en")
    assert (code, told) == (
        2,
        "Error: --set: robustness has no key foo. Known here: scheme, draws, swap, drop, flip, swaps and dispersion.\n",
    )
    asked = (
        "--set",
        'target={"strike": false, "pay": true}',
        "--set",
        "party=a",
        "--set",
        "concept=GMR",
        "--json",
    )
    code, out, _ = call("solve", home, "inverse", *asked)
    assert code == 0
    assert json.loads(out)["concept"]["settings"]["concept"] == "gmr"


JUNK: list[Any] = [
    None, True, -5, 0, 7, 1e400, float("nan"), 10**30, 2.5, "", "é", "nobody", "x = low iff", "not not (", "stop and", "a" * 5000,
    "not " * 500 + "x", "(" * 80 + "x", " or ".join(["stop"] * 300), [], {}, [[]], [None], {"a": 1}, {"": 1}, {"a/b": 1}, {1: 2},
    [[1, 2], [3]], [0, 0], ["YN", "NY"], "YN-", "---", "ON", "non", "take", "up", [["p", "q"]], [["p"]], {"party": "a"},
    {"statement": ["x"]}, {"because": ["e"]}, {"fr": 5}, list(range(64)), "１２", "9" * 5000, {"a": [[0, 1]]}, {"a": "much"}, {"a": [10**20]},
    {"stop": "maybe"}, {"x": ["p", None]}, {"stop": True, "because": {"a": 1}}, {"stop": True, "why": {"de": 1}},
    {"party": "a", "from": None, "to": None}, {"party": "zz", "from": 0, "to": 1}, {"low": 1, "high": 0},
]  # fmt: skip
KEYS = ["zz", "a", "x", "stop", "and", "states", "arcs", "feasible", "ranking", "prefer", "blocked_moves", "unknown",
        "great_gaps", "transitions", "one_way", "status_quo", "flip_chance", "impossible", "options", "issues"]  # fmt: skip
RICH: dict[str, Any] = {
    "language": "fr",
    "parties": {"a": {}, "b": {}, "c": {}},
    "issues": {"x": {"levels": ["p", "q", "r"], "status_quo": "p"}, "y": {"range": {"from": 0, "to": 20, "step": 10}, "status_quo": 0}},
    "stances": {"b": {"x": {"position": "r", "salience": 50, "red_line": "at least q"}, "y": {"position": 10, "salience": 40}}},
    "moves": {
        "options": {"stop": {"party": "a", "one_way": "take", "chance": 0.3}, "pay": {"party": "c"}, "lie": {"party": "b", "one_way": True}},
        "issues": {"x": "b", "y": "a"},
        "impossible": ["stop and pay", "OO-", {"lie": True, "x": "r"}, {"statement": "lie and y > 10", "assumption": "z"}],
        "prefer": {"a": ["not lie", "x >= q", {"statement": "stop iff pay", "flip_chance": 0.2}], "c": ["pay if x in {p, q}"]},
        "transitions": {"x": [["p", "q"], ["q", "r"]], "y": "up"}, "one_way": {"pay": "drop"}, "status_quo": 0,
        "blocked_moves": [{"party": "a", "from": "stop", "to": "not stop"}, {"party": "b", "from": 0, "to": [4, 5]}],
        "great_gaps": {"a": [1]}, "flip_chance": 0.1,
    },
}  # fmt: skip
GRAPH: dict[str, Any] = {
    "parties": {"a": {}, "b": {}},
    "moves": {"states": ["s", "t", "u"], "arcs": {"a": [["s", "t"], ["t", "u"]], "b": [["t", "s"], ["u", "s"]]},
              "ranking": {"a": ["t", "s", "u"], "b": [["s", "t"], "u"]}, "status_quo": "s", "great_gaps": {"a": [1]}, "unknown": {"b": [["s", "u"]]},
              "blocked_moves": [{"party": "a", "from": "s", "to": "t", "why": "x"}], "state_names": {"s": "one"}},
}  # fmt: skip
PATTERNS: dict[str, Any] = {
    "parties": {"a": {}, "b": {}},
    "moves": {"options": {"x": {"party": "a"}, "y": {"party": "b"}, "z": {"party": "b"}}, "feasible": ["YN-", "N--", 5],
              "ranking": {"a": ["YN-", "N--"], "b": [[0, 1], 2, 4, "NYY", 5]}, "status_quo": {"x": "no", "y": "no", "z": "yes"}},
}  # fmt: skip


def of_example(name: str) -> dict[str, Any]:
    """What the moves of an example need, without its evidence."""

    def bare(item: Any) -> Any:
        if isinstance(item, dict):
            return {key: bare(value) for key, value in item.items() if key != "because"}
        return [bare(value) for value in item] if isinstance(item, list) else item

    data = read_yaml((EXAMPLES / name / "brief.yaml").read_text(encoding="utf-8"), "brief.yaml").data
    kept = ("language", "parties", "issues", "stances", "moves", "rules", "preferences", "yardstick")
    found = {key: bare(data[key]) for key in kept if key in data}
    assert isinstance(found, dict)
    return found


def branches(data: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of the tree."""
    found = []
    for key in list(data) if isinstance(data, dict) else range(len(data)):
        found.append((data, key))
        if isinstance(data[key], dict | list):
            found += branches(data[key])
    return found


def mutated(base: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    data = copy.deepcopy(base)
    for _ in range(rng.choice([1, 1, 1, 2])):
        container, key = rng.choice(branches(data["moves"]) or [(data, "moves")])
        match rng.randrange(5):
            case 0 if isinstance(container[key], str):
                text = container[key]
                at = rng.randrange(len(text) + 1)
                container[key] = (
                    text[:at] + rng.choice(["(", ")", " not ", "é", "=", "\0", "{", '"', " iff "]) + text[at:]
                )
            case 1 if container is not data:
                del container[key]
            case 2 if isinstance(container, dict) and container is not data:
                container[rng.choice(KEYS)] = copy.deepcopy(rng.choice(JUNK))
            case _:
                container[key] = copy.deepcopy(rng.choice(JUNK))
    return data


def answers(data: dict[str, Any], rng: random.Random) -> list[str]:
    """All sentences on a brief, in both languages; anything but a finding, an answer or an error of ours is a fault."""
    try:
        brief = brief_from_data(data)
    except PourparlerError as error:
        return [str(error)]
    told = [
        render(words, lang) for f in pp.check(brief) for words in (f.message, f.advice) for lang in LANGUAGES
    ]
    game = None
    for concept in (pp.Stability(concepts=("nash", "seq", "sim")), pp.Paths(), None):
        if concept is None and game is None:
            continue
        asked = concept or pp.Inverse(
            target=game.label(rng.randrange(len(game.codes))), party=rng.choice(game.parties), concept="gmr"
        )
        try:
            result = pp.solve(brief, asked, on_fail="status")
        except PourparlerError as error:
            told.append(str(error))
            continue
        game = result.game
        json.dumps(result.to_dict(), allow_nan=False)
        told += [result.summary(lang) for lang in LANGUAGES]
    keys = [key for key in traceable(brief) if key.startswith("moves/")] if game is not None else []
    for key in keys:
        try:
            trace(brief, key, documents=Documents(brief)).to_dict()
        except PourparlerError as error:
            told.append(str(error))
    return told


@pytest.mark.parametrize("base", ["rich", "graph", "patterns", "riviere", "otan-2025"])
def test_mutated_moves_are_answered_or_refused(base):
    own = {"rich": RICH, "graph": GRAPH, "patterns": PATTERNS}
    data = own[base] if base in own else of_example(base)
    rng = random.Random(base)
    whole = answers(data, rng)
    assert whole
    assert not [text for text in whole if "E0" in text]
    for _ in range(25):
        changed = mutated(data, rng)
        python = [
            text
            for text in answers(changed, rng)
            if re.search(r"\b(None|True|False)\b|<class|object at 0x", text)
        ]
        assert not python, changed["moves"]
