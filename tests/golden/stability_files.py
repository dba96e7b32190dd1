"""The case files of the graph model as conflicts. They are not part of the project: ``POURPARLER_CASES`` names their folder."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

import pourparler as pp
from pourparler.brief.reading import brief_from_data

FOLDER = Path(os.environ.get("POURPARLER_CASES", "")) / "stability"
NAMES = sorted(file.stem for file in FOLDER.glob("*.json")) if FOLDER.is_dir() else []
outside = pytest.mark.skipif(
    not NAMES, reason="these conflicts are not part of the project; name their folder in POURPARLER_CASES"
)


def case(name: str) -> dict[str, Any]:
    """A case file as it is."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def moves(known: dict[str, Any]) -> dict[str, Any]:
    """The section ``moves`` of a brief that says what a case file says."""
    told: dict[str, Any] = {"status_quo": known["status_quo"]}
    if known["form"] == "graph":
        told |= {"states": [state["code"] for state in known["states"]], "arcs": known["arcs"]}
    elif known["form"] == "options":
        told["options"] = {
            option["id"]: {"party": option["party"]}
            | ({"one_way": option["one_way"]} if option["one_way"] else {})
            for option in known["options"]
        }
        if "prefer" in known:
            return {**told, "impossible": known["impossible"], "prefer": known["prefer"]}
        told["feasible"] = [state["values"] for state in known["states"]]
    else:
        told["issues"] = {issue["id"]: issue["party"] for issue in known["issues"]}
        told["transitions"] = {issue["id"]: issue["one_way"] for issue in known["issues"] if issue["one_way"]}
        told["feasible"] = [
            {issue["id"]: f"l{level}" for issue, level in zip(known["issues"], state["values"], strict=True)}
            for state in known["states"]
        ]
    return {**told, "ranking": known["ranking"]}


def conflict(known: dict[str, Any], **more: Any) -> pp.Conflict:
    """A case file as a conflict; ``more``: further entries of ``moves``."""
    data = {"parties": {party: {} for party in known["parties"]}, "moves": {**moves(known), **more}}
    if known["form"] == "issues":
        data["issues"] = {
            issue["id"]: {"levels": [f"l{k}" for k in range(issue["levels"])]} for issue in known["issues"]
        }
    return pp.Conflict.from_brief(brief_from_data(data))
