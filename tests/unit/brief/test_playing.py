"""How a party is taken to play: forms in which it is written, what it rests on, how it is traced."""

import pytest

from pourparler.brief.brief import Brief
from pourparler.brief.documents import Documents
from pourparler.brief.lint.citations import citations
from pourparler.brief.playing import Playing
from pourparler.brief.reading import brief_from_data
from pourparler.brief.tracing import trace, traceable


@pytest.mark.parametrize(
    ("data", "name", "settings"),
    [
        ("boulware", "boulware", {}),
        ({"conceder": {"e": 0.4}}, "conceder", {"e": 0.4}),
        ({"strategy": "micro", "assumption": "a guess"}, "micro", {}),
        ({"strategy": {"conceder": {"e": 1}}, "because": "x"}, "conceder", {"e": 1}),
        ({"linear": {}, "assumption": "a guess"}, "linear", {}),
    ],
)
def test_forms(data: object, name: str, settings: dict[str, object]) -> None:
    found = Playing.model_validate(data)
    assert (found.name, found.settings) == (name, settings)
    assert Playing.model_validate(found) == found


@pytest.mark.parametrize(
    "data", ["", [], [1], {}, {"a": 1}, {"a": {}, "b": {}}, {"assumption": "a guess"}, None]
)
def test_what_is_none(data: object) -> None:
    with pytest.raises(ValueError, match="is not a strategy"):
        Playing.model_validate(data)


def _brief(strategy: object) -> Brief:
    return brief_from_data(
        {
            "sources": {"s": {"title": "S", "kind": "document"}},
            "evidence": {"e": {"source": "s", "quote": "we wait"}},
            "parties": {"a": {}},
            "calendar": {"strategies": {"a": strategy}},
        }
    )


def test_it_is_traced_with_its_evidence_and_its_assumption() -> None:
    brief = _brief({"strategy": {"boulware": {"e": 6}}, "because": ["e"], "assumption": "no haste"})
    assert [(c.key, c.because, c.is_assumption) for c in citations(brief.content)] == [
        ("calendar/strategies/a", ("e",), True)
    ]
    found = trace(brief, "calendar/strategies/a", documents=Documents(brief))
    assert (found.written, found.kind, found.central) == ('boulware {"e": 6}', "strategy", None)
    assert (found.assumption, [item.id for item in found.evidence]) == ("no haste", ["e"])
    assert found.to_dict()["law"] is None


def test_a_plain_name_is_traced_too() -> None:
    brief = _brief("micro")
    assert list(traceable(brief)) == ["calendar/strategies/a"]
    found = trace(brief, "calendar/strategies/a", documents=Documents(brief))
    assert (found.written, found.assumption, found.evidence) == ("micro", None, ())
