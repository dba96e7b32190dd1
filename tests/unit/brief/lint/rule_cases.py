"""A brief without faults, and for each rule the change that breaks it, beside a twin that does not."""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from pourparler.brief.reading import read_brief

REPLY = "« Nous refusons cette offre », affirme le ministre. "
TEXT = REPLY + "La Russie veut un retrait. Kiev veut une garantie. Moscou refuse.\n"
BASE: dict[str, Any] = {
    "schema": "pourparler/brief/1",
    "language": "fr",
    "as_of": "2025-01-12",
    "sources": {"doc": {"file": "sources/doc.txt", "published": "2025-01-10", "reliability": "B"}},
    "evidence": {
        "e1": {"source": "doc", "quote": "La Russie veut un retrait.", "credibility": 2},
        "e2": {"source": "doc", "quote": "Kiev veut une garantie.", "credibility": 2},
        "e3": {"source": "doc", "quote": "Moscou refuse.", "credibility": 2},
    },
    "parties": {"a": {"aliases": ["Russie", "Moscou"]}, "b": {"aliases": ["Kiev"]}},
    "issues": {"x": {"range": {"from": 0, "to": 100}, "status_quo": 0}},
    "stances": {
        "a": {
            "x": {
                "position": {"low": 60, "mode": 80, "high": 100, "because": ["e1"]},
                "salience": {"low": 50, "high": 100, "because": ["e1"]},
            }
        },
        "b": {
            "x": {
                "position": {"low": 0, "mode": 10, "high": 40, "because": ["e2"]},
                "salience": {"value": 60, "because": ["e3"]},
            }
        },
    },
}
LINK = {"kind": "outlet", "title": "Le Journal", "reliability": "B"}
HIDDEN = {"kind": "anonymous", "title": "des sources", "reliability": "F"}
SECOND = {"file": "sources/second.txt", "published": "2025-01-11", "reliability": "B"}
COULD = {"term": "pourrait", "class": "possibility", "scope": "claim"}
STANCE = {"position": {"low": 0, "high": 50, "because": ["e1"]}, "salience": {"value": 10, "because": ["e1"]}}
OTHER = {"position": {"low": 0, "high": 50, "because": ["e2"]}, "salience": {"value": 90, "because": ["e2"]}}
ISSUE = {"range": {"from": 0, "to": 100}, "status_quo": 0}
MOVES: dict[str, Any] = {
    "options": {
        "o": {"party": "a", "one_way": "take", "because": ["e1"]},
        "p": {"party": "b", "assumption": {"fr": "supposé"}},
    },
    "prefer": {
        "a": [{"statement": "o", "because": ["e1"]}, {"statement": "not p", "assumption": "seen"}],
        "b": [{"statement": "p", "because": ["e2"]}],
    },
}
JUDGED = "key,expert,lowest,highest,best,confidence,reason,date\n"


@dataclass(frozen=True)
class Case:
    """Changes to the base (path -> value, ``None`` takes out), files beside the brief, for the rule and its twin."""

    rule: str
    shows: dict[str, Any] = field(default_factory=dict)
    twin: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    twin_files: dict[str, str] | None = None


def said(sentence: str) -> dict[str, str]:
    return {"sources/doc.txt": TEXT + sentence + "\n"}


CASES = [
    Case("E007", {"stances/a/y": STANCE}, {"stances/a/y": STANCE, "issues/y": ISSUE}),
    Case("E009", {"sources/doc/file": "../outside.txt"}),
    Case("E012", {"issues": None, "stances": None}),
    Case("E012", {"issues": None, "stances": None, "moves": {}}),
    Case("E101", {"sources/doc/sha256": "00" * 32}),
    Case("E102", {"evidence/e3/quote": "Moscou accepte."}),
    Case("E103", {"evidence/e3/quote": "veut"}, {"evidence/e3/quote": "veut", "evidence/e3/prefix": "Kiev ",
         "evidence/e3/suffix": " une garantie"}),
    Case("E104", {"evidence/e3/quote": "Moscou refus"}),
    Case("E105", {"evidence/e3/quote": "La Russie […] un retrait."}),
    Case("E106", {"evidence/e3/via": ["journal"]}, {"evidence/e3/via": ["journal"], "sources/journal": LINK}),
    Case("E107", {"evidence/e3/via": ["j", "j"], "sources/j": LINK}, {"evidence/e3/via": ["j"], "sources/j": LINK}),
    Case("E201", {"stances/b/x/salience/because": None}, {"stances/b/x/salience/because": None,
         "stances/b/x/salience/assumption": "a guess"}),
    Case("E202", {"stances/b/x/salience/because": ["e3", "e9"]}),
    Case(
        "E203",
        {"calendar": {"deadline": [
            {"days": 1, "from": "2024-09-01", "because": ["e3"], "superseded": True},
            {"days": 90, "from": "2025-01-10", "because": ["e2"]},
        ]}},
        {"calendar": {"deadline": [
            {"days": 1, "from": "2024-09-01", "because": ["e3"], "superseded": True},
            {"days": 90, "from": "2025-01-10", "because": ["e2", "e3"]},
        ]}},
    ),
    Case(
        "E204",
        {"evidence/e3/credibility": 1},
        {"evidence/e3/credibility": 1, "sources/second": SECOND, "stances/b/x/salience/because": ["e3", "e4"],
         "evidence/e4": {"source": "second", "quote": "Moscou refuse.", "credibility": 2}},
        files={"sources/second.txt": TEXT},
    ),
    Case("E205", {"sources/doc/published": None}),
    Case("E206", {"stances/a/x/position/mode": 10}),
    Case("E206", {"half_life": 0}, {"half_life": 0.5}),
    Case("E206", {"half_life": -3}, {"half_life": 365}),
    Case("E206", {"stale_after": -1}, {"stale_after": 6}),
    Case("E207", {"yardstick": "canada-fr", "evidence/e3/hedges": [{"term": "risqué", "class": "likelihood"}]},
         {"yardstick": "canada-fr", "evidence/e3/hedges": [{"term": "probable", "class": "likelihood"}]}),
    Case("E208", {"evidence/e3/hedges": [{"term": "probable", "class": "likelihood"}]},
         {"sources/doc/yardstick": "canada-fr", "evidence/e3/hedges": [{"term": "probable", "class": "likelihood"}]}),
    Case("E210", {"evidence/e3/state": "draft"}),
    Case("W009", {"notes": "notes.fr.md"}, {"notes": "notes.fr.md"}, twin_files={"notes.fr.md": "…"}),
    Case("W012", {"parties/b": None, "stances/b": None}),
    Case("W013", {"stances/a/x/salience": None}),
    Case("W014", {"issues/y": ISSUE, "stances/a/y": {"note": "to be written"}},
         {"issues/y": ISSUE, "stances/a/y": STANCE}),
    Case("W201", {"evidence/e3/via": ["h"], "sources/h": HIDDEN}, {"evidence/e3/via": ["j"], "sources/j": LINK}),
    Case("W202", {"evidence/e1/role": "headline", "evidence/e2/hedges": [COULD]},
         {"evidence/e1/role": "headline", "evidence/e1/hedges": [COULD], "evidence/e2/hedges": [COULD]}),
    Case("W203", {"evidence/e3/quote": "Selon les experts, tout est perdu."},
         {"evidence/e3/quote": "Selon deux experts, tout est perdu."},
         said("Selon les experts, tout est perdu."), said("Selon deux experts, tout est perdu.")),
    Case("W204", {"evidence/e3/quote": "réduire son aide"}, {"evidence/e3/quote": "Paris pourrait réduire son aide."},
         said("Paris pourrait réduire son aide.")),
    Case("W205", {"evidence/e3/via": ["k"], "sources/k": {**HIDDEN, "side": "a"}},
         {"evidence/e3/via": ["k"], "sources/k": {**HIDDEN, "side": "b"}}),
    Case("W206", {"evidence/e3/hedges": [{"term": "environ", "class": "approximator", "scope": "value"}]},
         {"evidence/e3/hedges": [{"term": "environ", "class": "approximator", "scope": "value"}],
          "stances/b/x/salience": {"low": 50, "high": 70, "because": ["e3"]}}),
    Case("W207", {"evidence/e3/hedges": [COULD], "evidence/e3/paraphrase": "Moscou va refuser"},
         {"evidence/e3/hedges": [COULD], "evidence/e3/paraphrase": "Moscou pourrait refuser"}),
    Case("W208", {"evidence/e3/credibility": 5}, {"evidence/e3/credibility": 4}),
    Case("W209", {"evidence/e3/event_date": "2017/2021-01-19"}, {"evidence/e3/event_date": "2024-05"}),
    Case("W210", {"issues/y": {**ISSUE, "part_of": "x"}, "stances/a/y": STANCE}, {"issues/y": ISSUE, "stances/a/y": STANCE}),
    Case("W211", {"issues/y": ISSUE, "stances/a/y": STANCE}, {"issues/y": ISSUE, "stances/a/y": OTHER}),
    Case("W212", {"yardstick": "canada-fr",
                  "evidence/e3/hedges": [{"term": "probable", "class": "likelihood", "reading": "nato:likely"}]},
         {"yardstick": "nato",
          "evidence/e3/hedges": [{"term": "probable", "class": "likelihood", "reading": "nato:likely"}]}),
    Case("W213", {"stances/b/x/salience": [
        {"low": 0, "high": 20, "from": "2025-01-01", "because": ["e2"]},
        {"low": 60, "high": 90, "from": "2025-01-01", "because": ["e3"]},
    ]}, {"stances/b/x/salience": [
        {"low": 0, "high": 20, "from": "2024-12-01", "because": ["e2"]},
        {"low": 60, "high": 90, "from": "2025-01-01", "because": ["e3"]},
    ]}),
    Case("W214", {"sources/j": LINK, "sources/second": SECOND, "evidence/e1/via": ["j"], "evidence/e3/via": ["j"],
                  "evidence/e3/source": "second"},
         {"sources/j": LINK, "sources/second": SECOND, "evidence/e3/via": ["j"], "evidence/e3/source": "second"},
         {"sources/second.txt": TEXT}),
    Case("W215", {"evidence/e3/quote": "Laisser un commentaire"}, {}, said("\nLaisser un commentaire")),
    Case("W216", {}, {}, {"sources/doc.txt": TEXT.replace("offre", "of\u200bfre")}, {}),
    Case("W217", {"evidence/e3/via": ["j"], "sources/j": LINK},
         {"evidence/e3/via": ["j"], "sources/j": {**LINK, "kind": "person"}}),
    Case("W218", {}, {}, {"judgements.csv": f"{JUDGED}stances/a/x/position,Ada,50,90,70,,,\n"},
         {"judgements.csv": f"{JUDGED}stances/a/x/position,Ada,50,90,70,0.8,,\n"}),
    Case("W219", {"evidence/e2/claim": "tout", "evidence/e3/claim": "une partie", "evidence/e3/same_report": "e2"},
         {"evidence/e2/claim": "tout", "evidence/e3/claim": "tout", "evidence/e3/same_report": "e2"}),
    Case("W220", {"evidence/e3/inherited": True}, {"evidence/e3/inherited": False}),
    Case("W221", {"evidence/e3/published": "2025-02"}, {"evidence/e3/published": "2025-01"}),
    Case("W222", {"evidence/e2/quote": "Moscou exige que Kiev cède."}, {"evidence/e1/quote": "Moscou exige que Kiev cède."},
         said("Moscou exige que Kiev cède.")),
    Case("W229", {"moves": {**MOVES, "prefer": {"a": ["o", "not p"], "b": [{"statement": "p", "because": ["e2"]}]}}}, {"moves": MOVES}),
    Case("W229", {"moves": {**MOVES, "options": {"o": {"party": "a"}, "p": {"party": "a"}, "q": {"party": "b", "because": ["e2"]}}}},
         {"moves": MOVES}),
    Case("W229", {"moves": {**MOVES, "impossible": ["o and p", {"o": True, "p": False}]}},
         {"moves": {**MOVES, "impossible": [{"statement": "o and p", "assumption": "seen"}, {"o": True, "p": False, "because": ["e1"]}]}}),
    Case("W229", {"moves": {**MOVES, "blocked_moves": [{"party": "a", "from": 0, "to": 1}]}},
         {"moves": {**MOVES, "blocked_moves": [{"party": "a", "from": 0, "to": 1, "because": ["e1"]}]}}),
    Case("E206", {}, {}, {"judgements.csv": f"{JUDGED}stances/a/x/position,Ada,50,190,70,0.8,,\n"},
         {"judgements.csv": f"{JUDGED}stances/a/x/position,Ada,50,90,70,0.8,,\n"}),
    Case("E206", {"seeds": {"q": {"truth": 5, "scale": "log"}}}, {"seeds": {"q": {"truth": 5, "scale": "linear"}}},
         {"judgements.csv": f"{JUDGED}seed/q,Ada,0,9,7,0.8,,\n"}),
    Case("E007", {}, {"seeds": {"q": {"truth": 5}}}, {"judgements.csv": f"{JUDGED}seed/q,Ada,4,9,7,0.8,,\n"}),
    Case("W213", {}, {}, {"judgements.csv": f"{JUDGED}stances/a/x/position,Ada,0,20,10,0.8,,\n"},
         {"judgements.csv": f"{JUDGED}stances/a/x/position,Ada,40,90,70,0.8,,\n"}),
    Case("W238", {"pool": {"evidence": 0.5, "judgements": 0.5}}, {"pool": {"evidence": 1, "judgements": 0}}),
    Case("W238", {"pool": {"rule": "cooke"}}, {"pool": {"rule": "linear"}}),
    Case("N301", {"parties/c": {"at_table": False}},
         {"parties/c": {"at_table": False}, "evidence/e3/about": ["c"]}),
    Case("N301", {"parties/c": {"influence": {"value": 50, "because": ["e1"], "assumption": "a guess"}}},
         {"parties/c": {"influence": {"value": 50, "because": ["e1"]}}}),
    Case("N302", {"parties/a/influence": {"value": 50, "assumption": "a guess"}},
         {"parties/a/influence": {"value": 50, "because": ["e1"]}}),
    Case("N303", {"issues/y": ISSUE, "stances/a/y": STANCE, "stances/b/y": OTHER},
         {"issues/y": ISSUE, "stances/a/y": STANCE, "stances/b/y": STANCE}),
    Case("N304", {"evidence/e3/hedges": [COULD]}, {"evidence/e3/hedges": [{**COULD, "scope": "value"}]}),
    Case("N305", {"evidence/e3/quote": "L'Ukraine attend."}, {"evidence/e3/quote": "L’Ukraine attend."},
         said("L’Ukraine attend.")),
    Case("N306", {}, {}, {"sources/doc.txt": TEXT.removeprefix(REPLY)}, {}),
    Case("N307", {"evidence/e3/credibility": None}),
    Case("N309", {"yardstick": "ipcc-fr"}, {"yardstick": "canada-fr"}),
    Case("N310", {f"stances/{key}/assumption": "a guess" for key in ("a/x/position", "a/x/salience", "b/x/salience")},
         {f"stances/{key}/assumption": "a guess" for key in ("a/x/position", "a/x/salience")}),
    Case("N311", {"evidence/e4": {"source": "doc", "quote": "Moscou refuse.", "credibility": 2}},
         {"evidence/e4": {"source": "doc", "quote": "Moscou refuse.", "credibility": 2, "unused": "background"}}),
    Case("N313", {"schema": None}),
    Case("N314", {"as_of": None}),
    Case("N315", {"issues/x/range/step": 20, "issues/x/status_quo": 30}, {"issues/x/range/step": 10, "issues/x/status_quo": 30}),
]  # fmt: skip


def changed(changes: dict[str, Any]) -> dict[str, Any]:
    data = deepcopy(BASE)
    for path, value in changes.items():
        *above, last = path.split("/")
        here = data
        for step in above:
            here = here.setdefault(step, {})
        if value is None:
            del here[last]
        else:
            here[last] = deepcopy(value)
    return data


def written(folder, changes, files):
    for name, text in {"sources/doc.txt": TEXT, **files}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "brief.yaml").write_text(
        json.dumps(changed(changes), ensure_ascii=False, indent=1), encoding="utf-8"
    )
    return read_brief(folder)


def rules(findings):
    return [finding.rule for finding in findings]
