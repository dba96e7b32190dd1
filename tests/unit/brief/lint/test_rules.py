"""Every rule of a brief: one brief that shows it once, and a twin that differs in one thing and does not."""

import pytest

from pourparler.brief.lint import RULES, lint
from pourparler.brief.reading import brief_from_data, read_brief
from pourparler.language import render
from tests.unit.brief.lint.rule_cases import BASE, CASES, JUDGED, LINK, STANCE, rules, written


def test_the_base_shows_nothing(tmp_path):
    assert [str(finding) for finding in lint(written(tmp_path, {}, {}))] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_rule_is_shown_once(case, tmp_path):
    found = lint(written(tmp_path, case.shows, case.files))
    assert [str(finding) for finding in found if finding.rule == case.rule][1:] == []
    assert case.rule in rules(found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_its_twin_does_not_show_it(case, tmp_path):
    files = case.files if case.twin_files is None else case.twin_files
    assert case.rule not in rules(lint(written(tmp_path, case.twin, files)))


def test_every_rule_of_the_table_has_a_case():
    assert {case.rule for case in CASES} == set(RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_every_finding_has_a_place_and_words(case, tmp_path):
    for finding in lint(written(tmp_path, case.shows, case.files)):
        assert finding.where.count(":") == 2
        assert str(finding.message)
        assert "{" not in f"{finding.message}{finding.advice}".replace("{form}", "")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("sources/doc/side", "c"),
        ("parties/a/influence", {"z": {"value": 3, "because": ["e1"]}}),
        ("issues/x/part_of", "z"),
        ("issues/x/status_quo", "nowhere"),
        ("stances/c", {"x": STANCE}),
        ("stances/a/x/position", {"value": "never", "because": ["e1"]}),
        ("stances/a/x/values", {"never": {"value": 0.5, "because": ["e1"]}}),
        ("preferences", {"at_least": {"fairness": {"c": 3}}}),
        ("rules", {"agreement": {"at_least": 1, "veto": ["c"]}}),
        ("rules", {"agreement": {"any": [{"quota": 3, "weights": {"a": 2, "c": 2}}, {"at_least": 1}]}}),
        ("rules", {"exclude": [{"z": "< 20"}]}),
        ("rules", {"no_deal": {"c": 0.3}}),
        ("rules", {"no_deal": {"a": {"z": "3"}}}),
        ("calendar", {"patience": {"c": {"value": 0.9, "assumption": "a guess"}}}),
        ("calendar", {"strategies": {"c": "boulware"}}),
        ("evidence/e3/about", ["c"]),
        ("moves", {"options": {"o": {"party": "c"}}}),
        ("moves", {"options": {"o": {"party": "a"}}, "prefer": {"c": ["o"]}}),
        ("moves", {"options": {"o": {"party": "a"}}, "one_way": {"q": "take"}}),
        ("moves", {"issues": {"x": "c"}}),
        ("dependence", {"pairs": [["stances/a/x/position", "stances/a/x/posture", 0.5]]}),
        ("yardstick", "icd-203"),
    ],
)
def test_an_unknown_name_is_told_wherever_it_stands(path, value, tmp_path):
    found = [finding for finding in lint(written(tmp_path, {path: value}, {})) if finding.rule == "E007"]
    assert len(found) == 1
    assert str(found[0].advice)


@pytest.mark.parametrize("because", [["e1", "e9"], "e9"])
def test_what_an_impossible_combination_cites_must_be_evidence(because, tmp_path):
    moves = {"options": {"o": {"party": "a"}}, "impossible": ["not o", {"o": "yes", "because": because}]}
    found = [finding for finding in lint(written(tmp_path, {"moves": moves}, {})) if finding.rule == "E202"]
    assert [(finding.key, finding.found) for finding in found] == [("moves/impossible/1/because", "e9")]


def test_what_only_an_impossible_combination_cites_is_not_unused(tmp_path):
    moves = {"options": {"o": {"party": "a"}}, "impossible": [{"o": "yes", "because": ["e4"]}]}
    item = {"source": "doc", "quote": "Moscou refuse.", "credibility": 2}
    assert "N311" in rules(lint(written(tmp_path, {"evidence/e4": item}, {})))
    assert "N311" not in rules(lint(written(tmp_path, {"evidence/e4": item, "moves": moves}, {})))


def test_a_near_name_is_suggested(tmp_path):
    changes = {
        "stances/b/x/salience/because": ["e33"],
        "parties/a/influence": {"issue-x": {"value": 3, "because": ["e1"]}},
    }
    found = {finding.rule: str(finding.advice) for finding in lint(written(tmp_path, changes, {}))}
    assert found["E202"] == "Did you mean e3?"


def test_the_nearest_passage_stands_beside_a_refused_quote_with_its_differences(tmp_path):
    brief = written(tmp_path, {"evidence/e3/quote": "La Russie exige un retrait."}, {})
    (found,) = (finding for finding in lint(brief) if finding.rule == "E102")
    assert "La Russie [veut] un retrait." in str(found.advice)
    assert [str(part) for part in found.advice.params["differences"]] == [
        "“veut” in the document, “exige” in the quote"
    ]


def test_a_quote_is_told_at_its_own_line_and_column(tmp_path):
    written(tmp_path, {}, {})
    text = 'sources:\n  doc: {file: sources/doc.txt}\nevidence:\n  e1:\n    source: doc\n    quote: "Rien de tel."\n'
    (tmp_path / "brief.yaml").write_text(text, encoding="utf-8")
    found = {finding.rule: finding.where for finding in lint(read_brief(tmp_path))}
    assert found["E102"] == "brief.yaml:6:12"


@pytest.mark.parametrize(
    "changes",
    [
        {"sources/j": "a name alone", "evidence/e3/via": ["j"]},
        {"sources/j": {**LINK, "kind": "blog"}, "evidence/e3/via": ["j"]},
        {"evidence/e3": "a quote alone"},
        {"parties/b": "a name alone"},
        {"stances/b/x/salience/because": [["e3"]]},
        {"sources/doc/published": "yesterday"},
        {"evidence/e3/credibility": 9},
    ],
)
def test_a_part_that_was_left_out_does_not_cascade(changes, tmp_path):
    found = [finding for finding in lint(written(tmp_path, changes, {})) if finding.level == "error"]
    assert len(found) == 1
    assert found[0].rule in ("E002", "E003", "E211")


def test_a_quote_of_a_source_without_document_is_an_error(tmp_path):
    found = lint(written(tmp_path, {"sources/j": LINK, "evidence/e3/source": "j"}, {}))
    assert [finding.key for finding in found if finding.rule == "E101"] == ["evidence/e3/source"]


def test_a_brief_without_sources_is_not_asked_for_evidence():
    data = {key: BASE[key] for key in ("parties", "issues")}
    data["stances"] = {
        "a": {"x": {"position": 30, "salience": 50}},
        "b": {"x": {"position": 0, "salience": 50}},
    }
    assert rules(lint(brief_from_data(data))) == []
    assert rules(lint(brief_from_data({**data, "require_evidence": True}))).count("E201") == 4


@pytest.mark.parametrize(
    ("line", "count"),
    [({"condition": "< 20"}, 1), ({"condition": "< 20", "because": ["e1"]}, 0), ({"at_least": 20}, 1)],
)
def test_a_red_line_needs_a_ground(line, count, tmp_path):
    found = lint(written(tmp_path, {"stances/a/x/red_line": line}, {}))
    assert rules(found).count("E201") == count


def test_a_chance_in_words_needs_a_yardstick_that_holds_it(tmp_path):
    moves = {
        "options": {"o": {"party": "a", "chance": "likely", "because": ["e1"]}},
        "prefer": {"a": ["o"], "b": ["not o"]},
    }
    assert "E208" in rules(lint(written(tmp_path, {"moves": moves}, {})))
    named = lint(written(tmp_path, {"moves": moves, "yardstick": "icd203", "sources/doc/language": "en"}, {}))
    assert not {"E007", "E207", "E208"} & set(rules(named))
    other = {"moves": moves, "yardstick": "ipcc-fr"}
    assert "E207" in rules(lint(written(tmp_path, other, {})))


def test_an_item_that_says_nothing_is_settled_asks_for_a_wide_number(tmp_path):
    absent = [{"term": "pas encore", "class": "absence", "scope": "value"}]
    narrow = {"evidence/e2/hedges": absent}
    wide = {**narrow, "stances/b/x/position": {"low": 0, "high": 60, "because": ["e2"]}}
    assert "W206" in rules(lint(written(tmp_path, narrow, {})))
    assert "W206" not in rules(lint(written(tmp_path, wide, {})))


def test_experts_who_contradict_the_evidence_are_told(tmp_path):
    row = "stances/a/x/position,Ada,{},0.8,,\n"
    apart = {"judgements.csv": JUDGED + row.format("0,20,10")}
    near = {"judgements.csv": JUDGED + row.format("40,90,70")}
    assert rules(lint(written(tmp_path, {}, apart))) == ["W213"]
    assert rules(lint(written(tmp_path, {}, near))) == []


def test_a_judgement_of_an_unknown_number_is_told_at_its_row(tmp_path):
    files = {"judgements.csv": f"{JUDGED}stances/a/x/positon,Ada,50,90,70,0.8,,\n"}
    (found,) = lint(written(tmp_path, {}, files))
    assert (found.rule, found.where) == ("E007", "judgements.csv:2:1")
    assert str(found.advice) == "Did you mean stances/a/x/position?"


@pytest.mark.parametrize(
    ("lexicon", "rule"),
    [({"could happen": [10, 25, 40, 50, 70]}, ""), ({"could happen": [10, 5, 40, 50, 70]}, "E206")],
)
def test_the_brief_may_have_readings_of_its_own(lexicon, rule, tmp_path):
    assert [*rules(lint(written(tmp_path, {"lexicon": lexicon}, {})))] == [rule] * bool(rule)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"stances/a/x/position": None}, "stances/a/x/salience"),
        ({"parties/a/influence": {"value": 50, "because": ["e1"]}}, "parties/b"),
        ({"parties/a/at_table": False, "parties/b/at_table": False}, "stances"),
        ({"stances/b/x": {"values": {"0": 1}, "because": ["e2"]}}, "stances/b/x"),
        ({"stances/b/x": {"position": 0, "weight": 3, "because": ["e2"]},
          "parties/a/influence": {"value": 5, "because": ["e1"]}, "parties/b/influence": {"value": 5, "because": ["e1"]}},
         "stances/b/x"),
    ],
)  # fmt: skip
def test_an_input_that_only_some_give_is_told(changes, key, tmp_path):
    assert ("W013", key) in [(f.rule, f.key) for f in lint(written(tmp_path, changes, {}))]


@pytest.mark.parametrize(
    "changes",
    [
        {"issues/x/status_quo": None, **{f"parties/{p}/influence": {"value": 5, "because": ["e1"]} for p in "ab"},
         "stances/a/x/weight": {"value": 5, "because": ["e1"]}},
        {"stances/a/x": {"red_line": "< 50", "because": ["e1"]}},
        {"preferences": {"form": "points"}, "stances/a/x": {"position": 3, "because": ["e1"]}},
    ],
)  # fmt: skip
def test_an_input_that_no_analysis_of_the_brief_needs_is_not_asked_for(changes, tmp_path):
    assert not {"W013", "W014"} & set(rules(lint(written(tmp_path, changes, {}))))


@pytest.mark.parametrize("name", ["j", "Le Journal"])
def test_an_outlet_is_read_where_a_document_names_it_as_its_own(name, tmp_path):
    told = {"evidence/e3/via": ["j"], "sources/j": LINK}
    assert "W217" in rules(lint(written(tmp_path, {**told, "sources/doc/outlet": "La Gazette"}, {})))
    assert "W217" not in rules(lint(written(tmp_path, {**told, "sources/doc/outlet": name}, {})))


@pytest.mark.parametrize(
    ("issue", "between"),
    [
        ({"levels": {"low": 0, "high": 100}, "status_quo": 40}, True),
        ({"levels": {"low": 0, "high": 100}, "status_quo": "low"}, False),
        ({"range": {"from": 0, "to": 1, "step": 0.1}, "status_quo": 0.3}, False),
        ({"range": {"from": 0, "to": 1, "step": 0.3}, "status_quo": 1}, False),
        ({"range": {"from": 0, "to": 1, "step": 0.3}, "status_quo": 0.5}, True),
        ({"range": {"from": 0, "to": 1}, "status_quo": 0.37}, False),
        ({"range": {"from": 0, "to": 1, "step": 0.5}, "status_quo": {"low": 0.1, "high": 0.4, "assumption": "a"}}, False),
    ],
)  # fmt: skip
def test_a_status_quo_between_the_values_of_its_issue_is_told(issue, between, tmp_path):
    found = rules(lint(written(tmp_path, {"issues/y": issue}, {})))
    assert ("N315" in found) == between


@pytest.mark.parametrize("quote", ["", "  "])
def test_an_empty_quote_is_told_as_empty(quote, tmp_path):
    (found,) = [f for f in lint(written(tmp_path, {"evidence/e3/quote": quote}, {})) if f.rule == "E102"]
    assert (str(found.message), found.key) == ("the quote is empty", "evidence/e3/quote")


def test_what_is_said_of_moves_without_a_ground_is_told_once_for_each_party(tmp_path):
    moves = {
        "options": {"o": {"party": "a", "because": ["e1"]}, "p": {"party": "b"}, "q": {"party": "b"}},
        "impossible": ["o and q"],
        "prefer": {"a": ["o", {"statement": "p", "assumption": "seen"}, "q"], "b": ["p"]},
    }
    found = [f for f in lint(written(tmp_path, {"moves": moves}, {})) if f.rule == "W229"]
    assert [(f.level, f.key) for f in found] == [
        ("warning", "moves/options/p"),
        ("warning", "moves/impossible/0"),
        ("warning", "moves/prefer/a/0"),
        ("warning", "moves/prefer/b/0"),
    ]
    assert [f.sentence() for f in found] == [
        "the options p and q of b have no evidence and are not marked as assumptions",
        "1 of 1 combinations that cannot be has no evidence and is not marked as an assumption",
        "2 of 3 statements of a have no evidence and are not marked as assumptions",
        "1 of 1 statements of b has no evidence and is not marked as an assumption",
    ]


def test_grounds_of_moves_are_asked_for_only_where_the_brief_needs_evidence():
    data = {"parties": {"a": {}}, "moves": {"options": {"o": {"party": "a"}}, "prefer": {"a": ["o"]}}}
    assert "W229" not in rules(lint(brief_from_data(data)))
    assert rules(lint(brief_from_data({**data, "require_evidence": True}))).count("W229") == 2


@pytest.mark.parametrize(
    ("changes", "rule", "key"),
    [
        ({"issues/x/prior": "unifrom"}, "E007", "issues/x/prior"),
        ({"issues/x/prior": {"low": 50, "mode": 40, "high": 90}}, "E206", "issues/x/prior"),
        ({"stances/a/x/position/prior": 120}, "E206", "stances/a/x/position/prior"),
        ({"stances/a/x/salience/prior": "status-quo"}, "E206", "stances/a/x/salience/prior"),
        ({"parties/a/influence": {"value": 3, "because": ["e1"], "prior": "uniform"}}, "E206", "parties/a/influence/prior"),
        ({"issues/x": {"range": {"from": 0, "to": 100}}, "issues/x/prior": "status-quo"}, "E206", "issues/x/prior"),
    ],
)  # fmt: skip
def test_a_prior_that_is_none_is_told_once_where_it_stands(changes, rule, key, tmp_path):
    found = [finding for finding in lint(written(tmp_path, changes, {})) if finding.key.endswith("/prior")]
    assert [(finding.rule, finding.key) for finding in found] == [(rule, key)]


@pytest.mark.parametrize(
    "prior", ["uniform", "status-quo", 40, [10, 60], {"quantiles": {"0.1": 20, "0.9": 80}}]
)
def test_priors_by_name_and_as_quantities_are_no_fault(prior, tmp_path):
    assert "E206" not in rules(lint(written(tmp_path, {"issues/x/prior": prior}, {})))


def test_a_yardstick_of_another_language_names_those_of_this_one(tmp_path):
    hedged = {"yardstick": "kent", "evidence/e3/hedges": [{"term": "probable", "class": "likelihood"}]}
    (found,) = [one for one in lint(written(tmp_path, hedged, {})) if one.rule == "E207"]
    assert (
        render(found.advice, "en")
        == "kent has no words in this language: use capphrase, ipcc-fr or canada-fr."
    )
