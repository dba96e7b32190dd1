"""Conflicts for tests of views: a strait with names, evidence and every kind of finding; one with many states."""

from typing import Any

from pourparler.analyses.stability.result import StabilityResult
from pourparler.analyses.stability.stability import Stability
from pourparler.brief.brief import Brief
from pourparler.brief.reading import brief_from_data
from pourparler.model.conflict import Conflict

STRAIT: dict[str, Any] = {
    "title": "A strait",
    "as_of": "2025-02-01",
    "sources": {"doc": {"kind": "outlet", "title": "Gazette", "reliability": "C", "sha256": "00ff"}},
    "evidence": {
        "threat": {"source": "doc", "quote": "we shall close the strait", "credibility": 3},
        "want": {"source": "doc", "quote": "an open strait matters most", "credibility": 2},
    },
    "parties": {
        "north": {"name": {"en": "North", "fr": "Nord"}},
        "south": {"name": {"en": "South", "fr": "Sud"}},
        "guard": {"name": {"en": "Guard", "fr": "Garde"}},
    },
    "moves": {
        "options": {
            "close": {
                "party": "north",
                "name": {"en": "close the strait", "fr": "fermer le détroit"},
                "because": ["threat"],
            },
            "strike": {
                "party": "south",
                "name": {"en": "strike the port", "fr": "frapper le port"},
                "one_way": True,
                "assumption": "it cannot be undone",
            },
            "escort": {"party": "guard", "name": {"en": "escort ships", "fr": "escorter les navires"}},
        },
        "impossible": [
            {"close": "yes", "escort": "yes", "strike": "yes"},
            {"escort": "yes", "strike": "yes", "close": "yes"},
        ],
        "prefer": {
            "north": ["not strike", {"statement": "close", "because": ["want"]}, "not escort"],
            "south": [{"statement": "not close", "assumption": "it trades"}, "not strike", "escort"],
            "guard": ["not strike", "escort iff close"],
        },
        "ranking": {"guard": [[4], [0, 5], [1], [2, 6], [3]]},
        "status_quo": 0,
    },
}

GRAPH: dict[str, Any] = {
    "states": ["now", "talks", "war"],
    "arcs": {"p": [["now", "talks"], ["talks", "now"]], "q": [["now", "war"], ["talks", "war"]]},
    "ranking": {"p": [["talks"], ["now"], ["war"]], "q": [["talks"], ["now"], ["war"]]},
    "status_quo": "now",
}


def strait() -> Brief:
    return brief_from_data(STRAIT)


def judged(brief: Brief, **settings: Any) -> StabilityResult:
    return Stability(**settings).run(Conflict.from_brief(brief), None)


def wide(options: int) -> Conflict:
    """Three parties that take turns in owning options; each wants its own first and the next party's last."""
    owners = "abc"
    names = [f"o{i}" for i in range(options)]
    owned = {name: {"party": owners[i % 3]} for i, name in enumerate(names)}
    prefer = {
        party: [name if (i + k) % 2 else f"not {name}" for i, name in enumerate(names[k:] + names[:k])]
        for k, party in enumerate(owners)
    }
    return Conflict.from_moves({"options": owned, "prefer": prefer, "status_quo": 0})
