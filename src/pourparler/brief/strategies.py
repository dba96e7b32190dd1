"""Strategies as something that can be traced: they are no numbers, but rest on grounds as numbers do."""

import json

from pourparler.brief.laws import Scale
from pourparler.brief.numbers import Number
from pourparler.brief.quantities import Quantity
from pourparler.brief.schema import Content


def strategies(content: Content) -> dict[str, Number]:
    """How each party is taken to play, by key; what is written stands where a number has its value.

    Parameters: `content` of a brief.

    >>> content = Content.model_validate({"calendar": {"strategies": {"a": {"conceder": {"e": 0.4}}}}})
    >>> [(key, known.entry.value) for key, known in strategies(content).items()]
    [('calendar/strategies/a', 'conceder {"e": 0.4}')]
    """
    found = {}
    for party, playing in content.calendar.strategies.items():
        settings = json.dumps(playing.settings, ensure_ascii=False) if playing.settings else ""
        quantity = Quantity.model_validate(f"{playing.name} {settings}".strip())
        key = f"calendar/strategies/{party}"
        found[key] = Number(
            key, "strategy", quantity, quantity.entries[0], Scale(),
            because=playing.because, assumption=playing.assumption, party=party, note=playing.note,
        )  # fmt: skip
    return found
