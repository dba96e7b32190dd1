"""The example briefs read without faults; what they say rests on a sentence or admits that it does not."""

import hashlib
import itertools
import json
import os
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from pourparler.app.cli import run
from pourparler.brief.document import read_yaml
from pourparler.brief.documents import Documents
from pourparler.brief.lint.citations import citations
from pourparler.brief.lock import outcomes
from pourparler.brief.reading import read_brief, scenarios
from pourparler.model.bargain import Bargain
from pourparler.model.check import check
from pourparler.model.conflict import Conflict
from tests.examples.folders import BOTH, EXAMPLES, OTAN, RIVIERE

ARTICLE = "ccb138dd7ebb86a2cbee5f506459b3cafabc02f5dc07a25196ff6666110e768d"
EVERY = [
    pytest.param(folder, name, id=f"{folder.name}-{name or 'base'}")
    for folder in (OTAN, RIVIERE)
    for name in ("", *scenarios(folder))
]


@pytest.fixture
def seed() -> Path:
    folder = os.environ.get("POURPARLER_SEED")
    if not folder:
        pytest.skip("POURPARLER_SEED does not name the folder in which the article lies.")
    return Path(folder)


@pytest.mark.parametrize(("folder", "scenario"), EVERY)
def test_reads_without_faults(folder: Path, scenario: str) -> None:
    brief = read_brief(folder, scenario=scenario)
    assert brief.faults == ()
    assert brief.language == "fr"


@pytest.mark.parametrize("folder", BOTH)
def test_has_at_least_one_scenario(folder: Path) -> None:
    assert scenarios(folder)


@pytest.mark.parametrize("folder", BOTH)
def test_every_evidence_item_is_cited_or_says_why_not(folder: Path) -> None:
    brief = read_brief(folder)
    cited = {name for citation in citations(brief.content) for name in citation.because}
    unused = {name for name, item in brief.evidence.items() if item.unused is not None}
    assert set(brief.evidence) == cited | unused
    assert not cited & unused


@pytest.mark.parametrize(("folder", "scenario"), EVERY)
def test_every_number_has_a_ground(folder: Path, scenario: str) -> None:
    brief = read_brief(folder, scenario=scenario)
    bare = [key for key, number in brief.numbers.items() if not number.because and number.assumption is None]
    assert bare == []


@pytest.mark.parametrize("folder", BOTH)
def test_names_and_notes_are_in_french_and_english(folder: Path) -> None:
    brief = read_brief(folder)
    texts = {
        "title": brief.content.title,
        "notes": brief.content.notes,
        **{f"parties/{name}": party.name for name, party in brief.parties.items()},
        **{f"issues/{name}": issue.name for name, issue in brief.issues.items()},
        **{f"evidence/{name}/claim": item.claim for name, item in brief.evidence.items()},
        **{
            f"issues/{name}/{level}": issue.level_names.get(level)
            for name, issue in brief.issues.items()
            for level in issue.levels or ()
        },
    }
    alone = [key for key, text in texts.items() if not isinstance(text, dict) or set(text) != {"fr", "en"}]
    assert alone == []
    assert isinstance(brief.content.notes, dict)
    assert all((folder / name).is_file() for name in brief.content.notes.values())


@pytest.mark.parametrize("folder", BOTH)
def test_prose_is_set_with_typographic_apostrophes_and_spaces(folder: Path) -> None:
    straight = re.compile(r"\w'\w")
    loose = re.compile(r"« | »| [;?!](?=\s|$)")
    for file in ("notes.fr.md", "notes.en.md"):
        text = (folder / file).read_text(encoding="utf-8")
        assert not straight.search(text), file
        assert file.endswith("en.md") or not loose.search(text), file


@pytest.mark.parametrize("folder", BOTH)
def test_lock_agrees_with_the_brief(folder: Path) -> None:
    brief = read_brief(folder)
    if not (folder / "evidence.lock").exists():
        pytest.skip("evidence.lock has not been written yet.")
    assert [o.evidence for o in outcomes(brief, Documents(brief)).values() if not o.is_verified] == []


@pytest.mark.parametrize(("folder", "scenario"), EVERY)
def test_the_bargain_is_worth_having(folder: Path, scenario: str) -> None:
    """Several efficient deals both accept, neither party gets all it wants, and talks can fail."""
    deal = Bargain.from_brief(read_brief(folder, scenario=scenario))
    choices = np.array(list(itertools.product(*(range(n) for n in deal.space.shape))), dtype=np.int64)
    worth = deal.utilities(choices)
    lines = (*deal.excluded, *itertools.chain.from_iterable(deal.red_lines))
    allowed = np.ones(len(choices), dtype=np.bool_)
    for line in lines:
        allowed &= line.allowed[tuple(choices[:, axis] for axis in line.axes)]
    accepted = worth[allowed & (worth >= deal.reserve).all(axis=1)]
    order = accepted[np.lexsort((-accepted[:, 1], -accepted[:, 0]))]
    best = np.maximum.accumulate(np.concatenate(([-1], order[:-1, 1])))
    efficient = order[order[:, 1] > best]
    assert len(deal.parties) == 2
    assert len(efficient) >= 5
    assert not (efficient == worth.max(axis=0)).all(axis=1).any()
    assert len(accepted) < len(choices)


def test_otan_covers_the_article() -> None:
    brief = read_brief(OTAN)
    assert len(brief.parties) >= 5
    assert len(brief.issues) >= 6
    assert {name for name, party in brief.parties.items() if party.at_table} == {"russia", "usa"}
    assert len(brief.evidence) >= 13
    assert {item.role for item in brief.evidence.values()} == {"headline", "lead", "body"}


def test_otan_does_not_hold_the_article() -> None:
    files = [file for file in OTAN.rglob("*") if file.is_file()]
    assert not (OTAN / "sources" / "article.txt").exists()
    assert ARTICLE not in {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    assert max(len(item.quote) for item in read_brief(OTAN).evidence.values()) <= 160


def test_otan_quotes_stand_in_the_article(seed: Path) -> None:
    brief = read_brief(OTAN)
    found = outcomes(brief, Documents(brief, (seed,)))
    assert set(found) == set(brief.evidence)
    assert {(o.how, o.tier) for o in found.values()} == {("document", "exact")}
    located = Documents(brief, (seed,)).find("article")
    assert located.text is not None
    assert len(located.text) == brief.sources["article"].length


def test_otan_quotes_hold_no_more_of_the_article_than_they_need(seed: Path) -> None:
    """Together less than half of its characters; every labelled sentence still has its quote."""
    brief = read_brief(OTAN)
    spans = [(o.start or 0, o.end or 0) for o in outcomes(brief, Documents(brief, (seed,))).values()]
    gold = json.loads((seed / "gold.json").read_text(encoding="utf-8"))
    held = {place for start, end in spans for place in range(start, end)}
    assert len(held) < 0.5 * gold["document"]["chars"]
    for sentence in gold["sentences"]:
        begin, stop = sentence["selector"]["start"], sentence["selector"]["end"]
        assert any(begin <= start and end <= stop for start, end in spans), sentence["id"]


def test_otan_numbers_from_evidence_say_how_they_were_read() -> None:
    numbers = read_brief(OTAN).numbers.values()
    read = [
        number
        for number in numbers
        if number.because and not number.is_assumption and not number.law.is_point
    ]
    assert len(read) >= 14
    for number in read:
        assert isinstance(number.note, dict), number.key
        assert set(number.note) == {"fr", "en"}, number.key


def test_otan_quotes_leave_no_doubt_out(seed: Path) -> None:
    assert [f for f in check(read_brief(OTAN), sources=[seed]) if f.rule == "W204"] == []


def test_otan_does_not_pretend_to_know() -> None:
    brief = read_brief(OTAN)
    absent = ("ukraine", "europe", "nato")
    for key, number in brief.numbers.items():
        low, high = number.law.support
        if number.kind == "influence":
            assert number.is_assumption, key
            assert high - low >= 50, key
        elif number.party in absent:
            assert number.is_assumption, key
            assert number.scale.low is not None, key
            assert number.scale.high is not None, key
            assert high - low >= 0.8 * (number.scale.high - number.scale.low), key


def test_otan_american_positions_without_evidence_are_wide() -> None:
    brief = read_brief(OTAN)
    positions = [n for n in brief.numbers.values() if n.party == "usa" and n.kind == "position"]
    undecided = [n for n in positions if "us-undecided" in n.because]
    assert len(undecided) == 3
    for number in undecided:
        low, high = number.law.support
        assert high - low >= 60, number.key


def test_otan_red_lines_are_assumptions() -> None:
    lines = {
        (party, issue): stance.red_line
        for party, stances in read_brief(OTAN).content.stances.items()
        for issue, stance in stances.items()
        if stance.red_line is not None
    }
    assert set(lines) == {("russia", "membership")}
    assert all(line.assumption for line in lines.values())


def test_otan_deadline_has_a_history() -> None:
    days = ("2024-12-01", "2025-01-12")
    before, after = (read_brief(OTAN, as_of=day).number("calendar/deadline") for day in days)
    assert before.law.central == 1
    assert after.law.central == 182
    assert after.law.support == (120, 270)


def test_otan_told_by_one_side_alone_is_found_out() -> None:
    told = {
        name: {f.key for f in check(read_brief(OTAN, scenario=name)) if f.rule == "W205"}
        for name in ("", "kremlin-only", "us-delay")
    }
    assert told == {"": set(), "kremlin-only": {"stances/usa/us-commitment/position"}, "us-delay": set()}


def test_otan_umbrella_wish_is_no_issue() -> None:
    brief = read_brief(OTAN)
    assert brief.evidence["new-accords"].unused is not None
    assert all(issue.part_of is None for issue in brief.issues.values())


def test_riviere_says_that_it_is_invented() -> None:
    brief = read_brief(RIVIERE)
    assert isinstance(brief.title, dict)
    assert "inventé" in brief.title["fr"]
    assert "invented" in brief.title["en"]
    for name in ("depeche.txt", "gazette.html", "gazette.txt"):
        assert "fictif" in (RIVIERE / "sources" / name).read_text(encoding="utf-8"), name
    assert "Fictional" in (RIVIERE / "sources" / "communique.txt").read_text(encoding="utf-8")
    assert "inventé" in (RIVIERE / "notes.fr.md").read_text(encoding="utf-8")
    assert "invented" in (RIVIERE / "notes.en.md").read_text(encoding="utf-8")


def test_riviere_hashes_match() -> None:
    documents = {name: source for name, source in read_brief(RIVIERE).sources.items() if source.is_document}
    assert len(documents) == 3
    for name, source in documents.items():
        for file, known in ((source.file, source.sha256), (source.text, source.text_sha256)):
            if file is not None:
                assert hashlib.sha256((RIVIERE / file).read_bytes()).hexdigest() == known, (name, file)


def test_riviere_quotes_stand_in_their_documents() -> None:
    brief = read_brief(RIVIERE)
    found = outcomes(brief, Documents(brief))
    assert set(found) == set(brief.evidence)
    assert {o.how for o in found.values()} == {"document"}


def test_riviere_is_small_enough_to_read() -> None:
    brief = read_brief(RIVIERE)
    assert 5 <= len(brief.issues) <= 6
    for axis in Bargain.from_brief(brief).space.axes:
        assert 3 <= len(axis) <= 6, axis.name
    for name in ("depeche.txt", "communique.txt", "gazette.txt"):
        words = (RIVIERE / "sources" / name).read_text(encoding="utf-8").split()
        assert 250 <= len(words) <= 500, name


def test_riviere_has_a_table_judgements_and_moves() -> None:
    brief = read_brief(RIVIERE)
    assert len({judgement.expert for judgement in brief.judgements}) == 3
    assert len({judgement.key for judgement in brief.judgements}) == 3
    assert len(brief.judgements) == 9
    assert set(brief.content.stances["ondaria"]) == {"share", "data", "filling"}
    assert "ondaria" not in re.findall(r"^  (\w+):", _section("stances"), re.MULTILINE)
    assert brief.content.moves is not None
    game = Conflict.from_brief(brief)
    assert game.parties == ("karvelia", "lusmania", "bank")
    assert [game.preferences[party].source for party in game.parties] == [
        "statements",
        "utilities",
        "statements",
    ]
    assert {axis.kind for axis in game.axes} == {"option", "issue"}


def test_riviere_remembers_what_was_known_before() -> None:
    key = "stances/lusmania/compensation/position"
    before, after = (read_brief(RIVIERE, as_of=day).number(key).law for day in ("2024-06-13", "2024-06-20"))
    assert before.support == (0, 60)
    assert after.support == (10, 25)


def test_riviere_confirmed_item_has_two_roots_in_two_documents() -> None:
    brief = read_brief(RIVIERE)
    confirmed = [name for name, item in brief.evidence.items() if item.credibility == 1]
    assert confirmed == ["filling-minister"]
    number = brief.number("stances/karvelia/filling/position")
    pair = {name: brief.evidence[name] for name in ("filling-minister", "filling-schedule")}
    assert set(pair) <= set(number.because)
    assert len({item.source for item in pair.values()}) == 2
    assert len({chain[-1] for item in pair.values() for chain in item.chains()}) == 2


@pytest.mark.parametrize("folder", BOTH)
def test_check_finds_no_error(folder: Path) -> None:
    named = os.environ.get("POURPARLER_SEED")
    if folder == OTAN and not named and not (OTAN / "evidence.lock").exists():
        pytest.skip("The article is not at hand (POURPARLER_SEED), and there is no evidence.lock yet.")
    found = check(read_brief(folder), sources=[named] if named else ())
    assert [str(finding) for finding in found if finding.level == "error"] == []


def test_riviere_shows_the_findings_its_comments_announce() -> None:
    announced = _announced(RIVIERE)
    assert len(announced) >= 8
    assert announced <= {finding.rule for finding in check(read_brief(RIVIERE))}


def test_otan_shows_the_findings_its_comments_announce(seed: Path) -> None:
    assert _announced(OTAN) <= {finding.rule for finding in check(read_brief(OTAN), sources=[seed])}


def _announced(folder: Path) -> set[str]:
    """The rules that comments of the brief say are broken on purpose, or with open eyes."""
    return set(re.findall(r"# ([WN]\d{3})\b", (folder / "brief.yaml").read_text(encoding="utf-8")))


def _section(name: str) -> str:
    text = (RIVIERE / "brief.yaml").read_text(encoding="utf-8")
    return re.split(r"^(?=\S)", text.split(f"\n{name}:\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def _altered(word: str) -> str:
    """``word`` with its last letter changed."""
    return word[:-1] + ("x" if word[-1] != "x" else "y")


@pytest.mark.parametrize("with_documents", [True, False])
@pytest.mark.parametrize("name", ["otan-2025", "riviere"])
def test_one_changed_letter_of_any_quote_is_an_error(
    name: str, with_documents: bool, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = tmp_path / name
    shutil.copytree(EXAMPLES / name, folder, ignore=shutil.ignore_patterns("results"))
    sources = []
    if name == "otan-2025" and with_documents:
        if not os.environ.get("POURPARLER_SEED"):
            pytest.skip("POURPARLER_SEED does not name the folder in which the article lies.")
        sources = ["--sources", os.environ["POURPARLER_SEED"]]
    if name == "riviere" and not with_documents:
        shutil.rmtree(folder / "sources")
    text = (folder / "brief.yaml").read_text(encoding="utf-8")
    document = read_yaml(text, "brief.yaml")
    for item, evidence in list(read_brief(folder).evidence.items())[::4]:
        place = document.places["evidence", item, "quote"]
        word = max(evidence.quote.split(), key=lambda w: (w.isalpha(), len(w)))
        written = text[place.start : place.end]
        assert word in written
        changed = text[: place.start] + written.replace(word, _altered(word), 1) + text[place.end :]
        (folder / "brief.yaml").write_text(changed, encoding="utf-8")
        assert run(["check", str(folder), "--lang", "en", *sources]) == 1
        told = capsysbinary.readouterr().out.decode()
        assert f"{place}: error E102" in told
        assert _altered(word) in told
        assert ("nearest passage" in told) == with_documents
