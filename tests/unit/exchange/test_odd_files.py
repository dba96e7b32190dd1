"""Scenario files as they circulate: odd, half right, or wrong. Never another number than the file's, silently."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from exchange_fixtures import (
    FILES,
    GENIUS_A,
    GENIUS_B,
    GENIUS_DOMAIN,
    NEGMAS_A,
    NEGMAS_B,
    NEGMAS_DOMAIN,
    WEB_A,
    WEB_DOMAIN,
    written,
)

import pourparler as pp
from pourparler.errors import UnreadableInput
from pourparler.exchange.exporting import export_game
from pourparler.exchange.importing import import_game
from pourparler.exchange.scenario import Given
from pourparler.model.bargain import Bargain

XML = '<?xml version="1.0"?>'
BOMB = '<!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;&b;&b;&b;">]><utility_space>&d;</utility_space>'


def scenario(form: str, changed: dict[str, str | bytes], folder: Path) -> Path:
    """The fixture's files, some of them changed."""
    path = written(form, folder)
    for name, text in changed.items():
        (path / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def worths(folder: Path) -> dict[str, list[list[float]]]:
    deal = Bargain.from_brief(pp.read_brief(folder))
    return {
        party: [[float(Fraction(int(x), deal.scale)) for x in table[i]] for table in deal.tables]
        + [[float(Fraction(int(deal.reserve[i]), deal.scale))]]
        for i, party in enumerate(deal.parties)
    }


def recorded(folder: Path) -> dict[str, object]:
    data = json.loads((folder / "imported.json").read_text(encoding="utf-8"))
    return {**data, "files": None, "notes": None}


def renamed(text: str, encoding: str) -> bytes:
    """A profile or domain that says small otherwise, in another encoding, and says so."""
    return (
        text.replace(XML, f'<?xml version="1.0" encoding="{encoding}"?>')
        .replace("small", "né")
        .encode(encoding)
    )


def prefixed(text: str) -> str:
    head, _, body = text.partition("?>")
    body = body.replace("</", "</g:").replace("<", "<g:").replace("<g:/g:", "</g:").replace("<g:!--", "<!--")
    return f"{head}?>{body}".replace("<g:utility_space>", '<g:utility_space xmlns:g="urn:x">')


SAME = [
    ("genius", {"p1.xml": "\ufeff" + GENIUS_A}),
    ("genius", {"p1.xml": GENIUS_A.replace(XML, '<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16")}),
    ("genius", {"p1.xml": GENIUS_A.replace("\n", "\r\n")}),
    ("genius", {"p1.xml": prefixed(GENIUS_A)}),
    ("genius", {"p1.xml": GENIUS_A.replace("<utility_space>", '<utility_space xmlns="urn:x">')}),
    ("genius", {"p1.xml": GENIUS_A.replace("<reservation", "<!-- <reservation value='9'/> --><![CDATA[<reservation value='8'/>]]><reservation")}),
    ("genius", {"p1.xml": GENIUS_A.replace('  <reservation value="0.25"/>\n', "").replace("  <discount", '  <reservation value="0.25"/>\n  <discount')}),
    ("genius", {"p1.xml": GENIUS_A.replace('evaluation="8"', 'evaluation=" 8.0E0 "')}),
    ("genius", {"p9.xml": b"", "._p1.xml": b"\0\1", "readme.xml": "<html/>"}),
    ("geniusweb", {"p1.json": "\ufeff" + WEB_A}),
    ("geniusweb", {"p1.json": WEB_A.replace("0.40", '"4.0E-1"')}),
    ("geniusweb", {"domain.json": WEB_DOMAIN.replace('["0", "1.0", "0.5"]', '{"low": 0, "high": 1, "step": 0.50}')}),
    ("negmas", {"p2.yml": "\ufeff" + NEGMAS_B.replace("\n", "\r\n")}),
    ("negmas", {"p2.yml": NEGMAS_B.replace("-.inf", "'-Infinity'")}),
    ("negmas", {"p2.yml": NEGMAS_B.replace("reserved_value: -.inf\n", "")}),
    ("negmas", {"p2.yml": NEGMAS_B.replace("[0.4, 0.6]", "{number: 0.6, size: 0.4}")}),
    ("negmas", {"p2.yml": NEGMAS_B.replace("{s: 0, l: 1}", "&a {s: 0, l: 1, xl: 2}") + "bias: 0\nreserved_outcome:\n"}),
    ("negmas", {"notes.yaml": "just a text\n", "more.yml": "- 1\n"}),
]  # fmt: skip


@pytest.mark.parametrize(("form", "changed"), SAME, ids=range(len(SAME)))
def test_spelled_otherwise_it_is_the_same_game(
    form: str, changed: dict[str, str | bytes], tmp_path: Path
) -> None:
    import_game(form, Given(written(form, tmp_path / "in")), tmp_path / "a")
    import_game(form, Given(scenario(form, changed, tmp_path / "in2")), tmp_path / "b")
    assert worths(tmp_path / "a") == worths(tmp_path / "b")


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "UTF-16"])
def test_declared_encodings_of_xml(encoding: str, tmp_path: Path) -> None:
    files = {"domain.xml": GENIUS_DOMAIN, "p1.xml": GENIUS_A, "p2.xml": GENIUS_B}
    changed = {name: renamed(text, encoding) for name, text in files.items()}
    import_game("genius", Given(scenario("genius", changed, tmp_path / "in")), tmp_path / "b")
    assert "né" in list(pp.read_brief(tmp_path / "b").issues["size"].levels)


def without_type(kind: str) -> str:
    return NEGMAS_A.replace("type: AffineFun, slope: 0.5, bias: -0.5", kind)


REFUSED = [
    ("genius", {"p1.xml": GENIUS_A.replace("<reservation", '<reservation value="0.75"/><reservation')}, "X002"),
    ("genius", {"p1.xml": GENIUS_A.replace('    <issue index="4"', '    <issue index="3" name="size"/>\n    <issue index="4"')}, "X002"),
    ("genius", {"p1.xml": GENIUS_A.replace('<weight index="3"', '<weight index="3" value="0.7"/><weight index="3"')}, "X002"),
    ("genius", {"p1.xml": GENIUS_A.replace('index="3" value="large"', 'index="3" value="small"')}, "X002"),
    ("genius", {"p1.xml": GENIUS_A.replace('evaluation="8"', 'evaluation="8,0"')}, "X003"),
    ("genius", {"p1.xml": '<utility maxutility="9"><ufun type="other"/></utility>'}, "X005"),
    ("genius", {"p1.xml": "<utility_space><objective/><ufun/></utility_space>"}, "X005"),
    ("genius", {"p1.xml": GENIUS_A[:300].encode("utf-16")}, "X001"),
    ("genius", {"p1.xml": GENIUS_A.replace('index="4" type="integer" name="price"', 'index="4" type="integer" name="prices"')}, "X004"),
    ("genius", {"p1.xml": BOMB}, "X001"),
    ("genius", {"p1.xml": '<!DOCTYPE a SYSTEM "a.dtd"><utility_space/>'}, "X001"),
    ("genius", {"p1.xml": b"<a>" + b"x" * 50_000_000}, ""),
    ("geniusweb", {"p1.json": WEB_A.replace('"lowValue": 0', '"lowValue": 0.5')}, "X004"),
    ("geniusweb", {"p1.json": WEB_A.replace('"highValue": 1', '"highValue": 2')}, "X004"),
    ("geniusweb", {"p1.json": WEB_A.replace('"price": "0.5"', '"price": "0.5", "pride": "x"')}, "X004"),
    ("geniusweb", {"p1.json": '{"DefaultPartialOrdering": {"domain": {}, "better": []}}'}, "X005"),
    ("geniusweb", {"p1.json": '{"SumOfGroupsUtilitySpace": {"partUtilities": {}}}'}, "X005"),
    ("geniusweb", {"domain.json": WEB_DOMAIN.replace('"0.5"]', '"0.00000001"]')}, "X003"),
    ("geniusweb", {"domain.json": WEB_DOMAIN.replace('"0.5"]', '"0"]')}, "X003"),
    ("negmas", {"p2.yml": NEGMAS_B + "bias: 0.5\n"}, "X005"),
    ("negmas", {"p2.yml": NEGMAS_B + "reserved_outcome: [s, 2]\n"}, "X005"),
    ("negmas", {"p2.yml": "type: MappingUtilityFunction\nmapping: {a: 1}\n"}, "X005"),
    ("negmas", {"p2.yml": "type: negmas.preferences.LinearUtilityFunction\nweights: [1, 2]\n"}, "X005"),
    ("negmas", {"p2.yml": NEGMAS_B.replace("-.inf", ".inf")}, "X003"),
    ("negmas", {"p1.yml": without_type("type: LinearFun, slope: 0.5, bias: 3")}, "X005"),
    ("negmas", {"p1.yml": without_type("type: IdentityFun, slope: 0.5")}, "X005"),
    ("negmas", {"p1.yml": without_type("type: AffineFun, bias: 1")}, "X002"),
    ("negmas", {"p1.yml": without_type("type: ConstFun")}, "X002"),
    ("negmas", {"p1.yml": without_type("type: QuadraticFun, a2: 1, a1: 0")}, "X005"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "changed", "rule"), REFUSED, ids=range(len(REFUSED)))
def test_what_would_change_a_number_silently_is_refused(
    form: str, changed: dict[str, str | bytes], rule: str, tmp_path: Path
) -> None:
    path = scenario(form, changed, tmp_path / "in")
    with pytest.raises(UnreadableInput) as caught:
        import_game(form, Given(path), tmp_path / "b")
    assert caught.value.rule == rule
    assert caught.value.where.startswith(next(iter(changed)))
    assert str(caught.value.advice)
    assert not (tmp_path / "b").exists()


def test_a_domain_that_looks_like_a_profile_may_be_named(tmp_path: Path) -> None:
    weighted = GENIUS_DOMAIN.replace(
        'lowerbound="1" upperbound="3"/>', 'lowerbound="1" upperbound="3"/><weight index="4" value="0"/>'
    )
    path = scenario("genius", {"domain.xml": weighted}, tmp_path / "in")
    with pytest.raises(UnreadableInput, match="holds no GENIUS domain"):
        import_game("genius", Given(path), tmp_path / "b")
    import_game("genius", Given(path / "domain.xml", (path / "p1.xml", path / "p2.xml")), tmp_path / "b")
    import_game("genius", Given(written("genius", tmp_path / "in2")), tmp_path / "c")
    assert worths(tmp_path / "b") == worths(tmp_path / "c")


def test_a_reservation_bid_may_leave_issues_open(tmp_path: Path) -> None:
    partial = WEB_A.replace(', "price": "0.5"', "")
    import_game(
        "geniusweb", Given(scenario("geniusweb", {"p1.json": partial}, tmp_path / "in")), tmp_path / "b"
    )
    assert worths(tmp_path / "b")["p1"][-1] == [0.12]  # .4 x .3; price adds nothing
    export_game("geniusweb", pp.read_brief(tmp_path / "b"), tmp_path / "out")
    import_game("geniusweb", Given(tmp_path / "out"), tmp_path / "c")
    assert recorded(tmp_path / "b") == recorded(tmp_path / "c")


LOST = [
    ("geniusweb", {"domain.json": WEB_DOMAIN.replace('"0.5"]', '"0.333333333333333333"]'), "p1.json": WEB_A.replace('"price": "0.5"', '"price": "0"')}),
    ("geniusweb", {"domain.json": WEB_DOMAIN.replace('"0.5"]', '"2"]'), "p1.json": WEB_A.replace('"price": "0.5"', '"price": "0"')}),
    ("negmas", {"domain.yml": NEGMAS_DOMAIN.replace("[1, 3]", "[1, 3, 2]")}),
    ("negmas", {"p1.yml": NEGMAS_A.replace("ExpDiscountedUFun\ndiscount: 0.5", "LinDiscountedUFun\ncost: 0.10\nfactor: current_step\npower: 1.0\ndynamic_reservation: true")}),
    ("negmas", {"p1.yml": "type: ExpDiscountedUFun\ndiscount: 0.9\nfactor: step\nufun:\n" + "".join(f"  {line}\n" for line in NEGMAS_A.splitlines())}),
    ("negmas", {"p1.yml": without_type("type: LinearFun, slope: 0.50")}),
    ("negmas", {"p1.yml": without_type("type: IdentityFun")}),
    ("negmas", {"domain.yml": NEGMAS_DOMAIN.replace("[s, l]", "[true, false]"),
                "p1.yml": NEGMAS_A.replace("{l: 0.25, s: 1.0}", "{false: 0.25, true: 1.0}"),
                "p2.yml": NEGMAS_B.replace("{s: 0, l: 1}", "{true: 0, false: 1}")}),
]  # fmt: skip


@pytest.mark.parametrize(("form", "changed"), LOST, ids=range(len(LOST)))
def test_a_round_trip_keeps_steps_wrappers_and_kinds(
    form: str, changed: dict[str, str], tmp_path: Path
) -> None:
    import_game(form, Given(scenario(form, changed, tmp_path / "in")), tmp_path / "b")
    export_game(form, pp.read_brief(tmp_path / "b"), tmp_path / "out")
    import_game(form, Given(tmp_path / "out"), tmp_path / "c")
    assert recorded(tmp_path / "b") == recorded(tmp_path / "c")


def test_every_setting_of_a_wrapper_is_recorded(tmp_path: Path) -> None:
    text = NEGMAS_A.replace(
        "discount: 0.5",
        "discount: 0.5\nfactor: relative_time\ndynamic_reservation: false\nreserved_value: 0.7",
    )
    import_game("negmas", Given(scenario("negmas", {"p1.yml": text}, tmp_path / "in")), tmp_path / "b")
    assert worths(tmp_path / "b")["p1"][-1] == [0.7]
    export_game("negmas", pp.read_brief(tmp_path / "b"), tmp_path / "out")
    again = json.loads((tmp_path / "out" / "p1.yml").read_text(encoding="utf-8"))
    assert (again["factor"], again["dynamic_reservation"], again["ufun"]["reserved_value"]) == (
        "relative_time",
        False,
        0.7,
    )


def test_minus_infinity_in_json_is_json_as_negmas_writes_it(tmp_path: Path) -> None:
    path = written("negmas", tmp_path / "in")
    (path / "p2.yml").unlink()
    table = (
        '"values": [{"type": "TableFun", "mapping": {"s": 0, "l": 1}}, {"type": "AffineFun", "slope": -1}]'
    )
    (path / "p2.json").write_text(
        f'{{"type": "LinearAdditiveUtilityFunction", "reserved_value": -Infinity, {table}}}'
    )
    import_game("negmas", Given(path), tmp_path / "b")
    assert worths(tmp_path / "b")["p2"] == [[0, 1], [-1, -2, -3], [-3]]  # without weights each counts once
    export_game("negmas", pp.read_brief(tmp_path / "b"), tmp_path / "out")
    assert json.loads((tmp_path / "out" / "p2.json").read_text())["reserved_value"] == float("-inf")
    import_game("negmas", Given(tmp_path / "out"), tmp_path / "c")
    assert worths(tmp_path / "b") == worths(tmp_path / "c")


@pytest.mark.parametrize("form", [form for form in FILES if form != "table"])
def test_what_was_added_to_an_import_is_told_when_it_cannot_be_written(form: str, tmp_path: Path) -> None:
    import_game(form, Given(written(form, tmp_path / "in")), tmp_path / "b")
    file = tmp_path / "b" / "brief.yaml"
    added = "rules: {agreement: {at_least: 1}}\n"
    file.write_text(file.read_text(encoding="utf-8") + added, encoding="utf-8")
    brief = pp.read_brief(tmp_path / "b")
    assert [str(f) for f in pp.check(brief) if f.level == "error"] == []
    done = export_game(form, brief, tmp_path / "out")
    assert any("decision rule" in str(note) for note in done.notes)


def test_a_name_that_was_changed_is_exported(tmp_path: Path) -> None:
    import_game("genius", Given(written("genius", tmp_path / "in")), tmp_path / "b")
    file = tmp_path / "b" / "brief.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("light red", "crimson"), encoding="utf-8")
    export_game("genius", pp.read_brief(tmp_path / "b"), tmp_path / "out")
    assert "crimson" in (tmp_path / "out" / "p1.xml").read_text(encoding="utf-8")
    import_game("genius", Given(tmp_path / "out"), tmp_path / "c")
    before, after = worths(tmp_path / "b"), worths(tmp_path / "c")
    assert before == after


def test_parties_that_differ_by_a_capital_get_files_that_do_not(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("issue,level,A,a\nx,lo,1,2\nx,hi,2,1\n", encoding="utf-8")
    import_game("table", Given(tmp_path / "t.csv"), tmp_path / "b")
    done = export_game("negolog", pp.read_brief(tmp_path / "b"), tmp_path / "out")
    assert len({name.casefold() for name in done.files}) == len(done.files) == 2
