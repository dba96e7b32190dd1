"""Chains, roots, and which items are independent of one another."""

import pytest

from pourparler.brief.chains import Chains
from pourparler.brief.lint import lint
from pourparler.brief.reading import brief_from_data


def seen(evidence, sources=None):
    items = {name: {"source": chain[0], "quote": "…", "via": chain[1:]} for name, chain in evidence.items()}
    return Chains(brief_from_data({"sources": sources or {}, "evidence": items}))


def test_a_list_in_a_chain_gives_parallel_roots():
    found = seen({"e": ["site", "ft", ["kremlin", "trump"]]})
    assert found.of("e") == (("site", "ft", "kremlin"), ("site", "ft", "trump"))
    assert [root.source for root in found.roots("e")] == ["kremlin", "trump"]


def test_without_a_chain_the_author_is_the_root():
    found = seen(
        {"a": ["one"], "b": ["two"], "c": ["three"]},
        {"one": {"author": "Ada  B."}, "two": {"author": "ada b."}},
    )
    assert found.roots("a")[0].key == found.roots("b")[0].key
    assert not found.independent("a", "b")
    assert found.independent("a", "c")


def test_ten_sites_that_rewrite_one_newspaper_are_one_root():
    found = seen({f"e{i}": [f"site{i}", "ft"] for i in range(10)})
    assert {root.key for i in range(10) for root in found.roots(f"e{i}")} == {"ft"}
    assert not any(found.independent("e0", f"e{i}") for i in range(1, 10))


def test_a_root_behind_another_root_is_not_independent_of_it():
    found = seen({"a": ["x", "ft"], "b": ["y", "ft", "kremlin"], "c": ["z", "kremlin"], "d": ["w", "times"]})
    assert "kremlin" in found.ancestors["ft"]
    assert not found.independent("a", "c")
    assert not found.independent("c", "a")
    assert found.independent("a", "d")


def test_one_common_parallel_root_is_enough_to_be_dependent():
    found = seen({"a": ["x", ["k", "t"]], "b": ["y", "t"], "c": ["z", "u"]})
    assert not found.independent("a", "b")
    assert found.independent("a", "c")


@pytest.mark.parametrize(
    ("outlets", "titles", "same"),
    [(("ft", "ft"), ("a source", "A  source"), True), (("ft", "ft"), ("a source", "an aide"), False),
     (("ft", "times"), ("a source", "a source"), False)],
)  # fmt: skip
def test_anonymous_roots_are_one_where_outlet_and_description_are(outlets, titles, same):
    hidden = {f"h{i}": {"kind": "anonymous", "title": title} for i, title in enumerate(titles)}
    found = seen({"a": ["x", outlets[0], "h0"], "b": ["y", outlets[1], "h1"]}, hidden)
    assert (found.roots("a")[0].key == found.roots("b")[0].key) is same


def test_a_document_stands_for_its_outlet_before_an_anonymous_root():
    hidden = {f"h{i}": {"kind": "anonymous", "title": "a source"} for i in range(2)}
    documents = {
        "ft": {"kind": "outlet", "title": "Financial Times"},
        "x": {"file": "x.txt", "outlet": "Financial Times"},
    }
    found = seen({"a": ["x", "h0"], "b": ["y", "ft", "h1"]}, {**hidden, **documents})
    assert not found.independent("a", "b")


def test_two_roots_of_one_document_count_once():
    found = seen({"a": ["x", "k"], "b": ["x", "t"], "c": ["y", "t"]})
    assert found.independent("a", "b")
    assert not found.counts_twice("a", "b")
    assert found.counts_twice("a", "c")


def test_a_chain_that_goes_in_a_circle_is_cut():
    assert seen({"e": ["x", "a", "b", "a"]}).of("e") == (("x", "a", "b"),)


def test_an_empty_list_of_links_is_passed_over():
    assert seen({"e": ["x", "a", []]}).of("e") == (("x", "a"),)


def test_chains_that_branch_without_end_are_not_all_followed():
    found = seen({"e": ["x", *[["a", "b"]] * 60]})
    assert len(found.of("e")) == 256
    assert [finding.rule for finding in lint(found.brief) if "branches" in str(finding.message)] == ["E107"]


def test_an_unknown_item_is_a_key_error():
    with pytest.raises(KeyError):
        seen({}).roots("e")


def test_one_declared_anonymous_source_is_one_root_wherever_it_is_cited() -> None:
    data = {
        "sources": {
            "one": {"file": "one.txt"},
            "two": {"file": "two.txt"},
            "ft": {"kind": "outlet"},
            "aide": {"kind": "anonymous", "title": "an aide"},
            "same": {"kind": "anonymous", "title": "An  aide"},
            "other": {"kind": "anonymous", "title": "a driver"},
        },
        "evidence": {
            "a": {"source": "one", "quote": "x", "via": ["aide"]},
            "b": {"source": "two", "quote": "x", "via": ["ft", "aide"]},
            "c": {"source": "two", "quote": "x", "via": ["ft", "same"]},
            "d": {"source": "two", "quote": "x", "via": ["ft", "other"]},
        },
    }
    chains = Chains(brief_from_data(data))
    keys = {name: {root.key for root in chains.roots(name)} for name in "abcd"}
    assert keys["a"] == keys["b"] == keys["c"]
    assert not chains.counts_twice("a", "b")
    assert not keys["a"] & keys["d"]
    assert chains.counts_twice("a", "d")
