"""A small brief with its rubrics, and how it is sealed and resolved: what the tests of ``pourparler ledger`` share."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from pourparler.app.commands.schema import schema

SMALL = """\
schema: pourparler/brief/1
title: {fr: "Un essai", en: "A trial"}
language: en
as_of: 2024-01-10
parties: {a: {influence: 50}, b: {influence: 50}, c: {influence: 20}}
issues:
  x: {levels: {none: 0, some: 50, all: 100}, status_quo: none}
  y: {range: {from: -0.5, to: 0.5, step: 0.25}, status_quo: 0}
stances:
  a: {x: {position: all, salience: 60}, y: {position: -0.5, salience: 30}}
  b: {x: {position: none, salience: 30}, y: {position: 0.5, salience: 70}}
  c: {x: {position: some, salience: 90}, y: {position: 0, salience: 20}}
"""
TODAY = datetime.now(tz=UTC).date()
LATER = (TODAY + timedelta(days=400)).isoformat()
X = f"""\
x:
  anchors: {{none: "nobody joins", 50: "half of them join", all: "all join"}}
  source: "The communiqué of the summit « de l’été »"
  resolves: {LATER}
  void: "The summit is cancelled."
  score: crps
"""
Y = f"""\
y:
  anchors: {{-0.5: "half less", 0.5: "half more"}}
  source: the budget
  resolves: {LATER}
  void: no budget
  score: absolute-error
"""

Call = Callable[..., tuple[int, str, str]]


def document(call: Call, *arguments: object) -> dict[str, Any]:
    code, out, err = call("ledger", *arguments, "--json")
    assert code in (0, 1), err
    data: dict[str, Any] = json.loads(out)
    Draft202012Validator(schema("ledger")).validate(data)
    return data


SEAL = ("seal", "a trial", "compromise", "--rubric", "rubric.yaml")
RESOLVE = ("--source", "s", "--quote", "« q »", "--coder", "A. B.")


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
