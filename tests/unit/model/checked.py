"""Sound briefs, and what `check` finds in them once they are changed."""

from copy import deepcopy

from pourparler.brief.reading import brief_from_data
from pourparler.model.check import check

BASE = {
    "parties": {"a": {}, "b": {}},
    "issues": {
        "x": {"levels": {"low": 0, "middle": 50, "high": 100}, "status_quo": "low"},
        "y": {"range": {"from": 0, "to": 100, "step": 10}, "status_quo": 0},
    },
    "stances": {
        "a": {"x": {"position": "high", "salience": 60}, "y": {"position": 80, "salience": 40}},
        "b": {"x": {"position": "low", "salience": 70}, "y": {"position": 10, "salience": 30}},
    },
}
OPTIONS = {
    "parties": {"a": {}, "b": {}},
    "moves": {
        "options": {"stop": {"party": "a"}, "pay": {"party": "b"}},
        "prefer": {"a": ["pay", "not stop"], "b": ["stop", "not pay"]},
    },
}
GRAPH = {
    "parties": {"a": {}, "b": {}},
    "moves": {
        "states": ["s", "t"],
        "arcs": {"a": [["s", "t"]], "b": [["t", "s"]]},
        "ranking": {"a": ["t", "s"], "b": ["s", "t"]},
    },
}


def changed(base, changes):
    data = deepcopy(base)
    for path, value in changes.items():
        *above, last = path.split("/")
        here = data
        for step in above:
            here = here.setdefault(step, {})
        here[last] = value
    return data


def found(base, changes=None):
    return [(finding.rule, finding.key) for finding in check(brief_from_data(changed(base, changes or {})))]
