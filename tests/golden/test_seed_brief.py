"""The brief made from the labelled seed article shows the findings that its cross-check asks for."""

import json
import os
import shutil
from pathlib import Path

import pytest

from pourparler.brief.reading import brief_from_data, read_brief
from pourparler.model.check import check

EXPECTED = ("W201", "W202", "W203", "W205", "W209", "W210", "W217", "N302", "N303", "N306")
UMBRELLA = "security_accords"
PARTS = ("nato_posture", "nato_infrastructure", "ukraine_nato")
ASSUMED = "a judgement of the labels, for this test"


@pytest.fixture(scope="module")
def gold():
    folder = os.environ.get("POURPARLER_SEED")
    if not folder or not Path(folder).is_dir():
        pytest.skip("POURPARLER_SEED does not name the folder of the seed article")
    return json.loads(Path(folder, "gold.json").read_text(encoding="utf-8")), Path(folder)


def sources(gold):
    """Links with their grades and sides; the cross-check disputes one and gives another a side."""
    document = gold["document"]
    bounds = document["date_bounds"]
    found = {
        "site": {
            "file": "sources/article.txt",
            "sha256": document["sha256"],
            "published": f"{bounds['not_before']}/{bounds['not_after']}",
            "author": document["byline"],
            "reliability": "F",
        }
    }
    kinds = {"FT": "outlet", "US": "person", "RU": "person"}
    for name, link in gold["sources"].items():
        if name != "site":
            kind = "anonymous" if link.get("anonymous") else kinds[name]
            found[name] = {"title": link["name"], "kind": kind, "reliability": link["reliability"]}
            if link.get("side"):
                found[name]["side"] = link["side"]
    found["src_trump"]["disputed"] = "other retellings name two sources on the Kremlin's side only"
    found["src_ft_s12"] = {**found["src_ft"], "side": "RU", "title": "the FT's source on the Kremlin's side"}
    return found


def evidence(gold):
    items = {}
    for sentence in gold["sentences"]:
        name = sentence["id"]
        links = [
            "src_ft_s12" if name == "S12" and link == "src_ft" else link for link in sentence["attributed_to"]
        ]
        named = [
            link for link in links[1:] if not gold["sources"].get(link, {"anonymous": True}).get("anonymous")
        ]
        hidden = [link for link in links[1:] if link not in named]
        roots = [hidden] if len(hidden) > 1 else hidden
        credibility = gold["credibility"][name]
        items[name] = {
            "source": links[0],
            "quote": sentence["selector"]["exact"],
            "role": sentence["role"] if sentence["role"] in ("headline", "lead") else "body",
            "via": [*named, *roots],
            "hedges": [{key: mark[key] for key in ("term", "class", "scope")} for mark in sentence["hedges"]],
            **({"credibility": int(credibility)} if credibility else {}),
        }
    items["S10"]["event_date"] = "2017-01-20/2021-01-20"
    return items


def stances(gold):
    """Every position, salience and priority that the labels suggest, resting on its sentences."""
    found = {}
    names = {
        "position": "position",
        "position_range": "position",
        "salience": "salience",
        "priority": "salience",
    }
    for sentence in gold["sentences"]:
        for implied in sentence["implies"]:
            kind, party, issue = names.get(implied["kind"]), implied.get("party"), implied.get("issue")
            if kind is None or party is None or issue not in gold["issues"]:
                continue
            values = {key: implied["suggested"][key] for key in ("low", "mode", "high")}
            cell = found.setdefault(party, {}).setdefault(issue, {})
            cell.setdefault(kind, {**values, "because": []})["because"].append(sentence["id"])
    found["RU"]["nato_posture"]["position"].update(low=20, mode=70)  # retellings disagree: widened
    found["US"]["ukraine_nato"] = {
        "position": {"low": 30, "mode": 60, "high": 80, "assumption": "a delay, as retold"}
    }
    for cells in found.values():
        for cell in cells.values():
            cell.setdefault("position", {"low": 0, "high": 100, "assumption": ASSUMED})
            cell.setdefault("salience", {"low": 0, "high": 100, "assumption": ASSUMED})
    return found


def seed_brief(gold):
    issues = {
        name: {"name": title, "range": {"from": 0, "to": 100}, "status_quo": 0}
        for name, title in gold["issues"].items()
    }
    for part in PARTS:
        issues[part]["part_of"] = UMBRELLA
    parties = {name: {"aliases": aliases} for name, aliases in gold["parties"].items()}
    for name in ("RU", "US"):
        parties[name]["influence"] = {"low": 40, "mode": 60, "high": 80, "assumption": ASSUMED}
    for name in ("NATO", "UA", "EU"):
        parties[name]["at_table"] = False
    return {
        "language": "fr",
        "as_of": "2025-01-12",
        "yardstick": "capphrase",
        "sources": sources(gold),
        "evidence": evidence(gold),
        "parties": parties,
        "issues": issues,
        "stances": stances(gold),
    }


@pytest.fixture(scope="module")
def findings(gold, tmp_path_factory):
    labels, folder = gold
    target = tmp_path_factory.mktemp("seed")
    (target / "sources").mkdir()
    shutil.copy(folder / labels["document"]["file"], target / "sources" / "article.txt")
    (target / "brief.yaml").write_text(json.dumps(seed_brief(labels), ensure_ascii=False), encoding="utf-8")
    return check(read_brief(target))


def test_there_is_no_error(findings):
    assert [str(finding) for finding in findings if finding.level == "error"] == []


@pytest.mark.parametrize("rule", EXPECTED)
def test_the_finding_is_shown(findings, rule):
    assert rule in {finding.rule for finding in findings}


def test_nothing_is_known_of_three_parties(findings):
    known = {finding.key for finding in findings if finding.rule == "N301"}
    assert known == {"parties/NATO", "parties/UA", "parties/EU"}


def test_the_reduction_is_told_only_by_the_other_side(findings):
    assert "stances/US/us_commitment/position" in {f.key for f in findings if f.rule == "W205"}


def test_whole_sentences_leave_nothing_out_and_the_interval_is_a_date(findings):
    assert not {"W204", "E205"} & {finding.rule for finding in findings}


def test_without_its_document_the_brief_says_so_once(gold):
    found = check(brief_from_data(seed_brief(gold[0])))
    assert [f.rule for f in found if f.level == "error"] == ["E101"]
