"""Experts' answers for tests."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pourparler.brief.brief import Brief
from pourparler.brief.findings import Place
from pourparler.brief.judgements import Judgement
from pourparler.brief.reading import brief_from_data


def told(
    key: str,
    expert: str,
    lowest: float,
    best: float,
    highest: float,
    confidence: float | None = 0.8,
    round_: int = 1,
) -> Judgement:
    """One answer on one number, with a reason."""
    return Judgement(
        key, expert, lowest, highest, best, confidence, "a reason", "", Place("judgements.csv", 2), round_
    )


def with_answers(data: Mapping[str, Any], answers: tuple[Judgement, ...], **more: Any) -> Brief:
    """The brief of ``data`` and ``more`` with these answers."""
    return replace(brief_from_data({**data, **more}), judgements=answers)
