"""Red lines that are written as conditions: they are no numbers, but rest on grounds as numbers do."""

from collections.abc import Iterator

from pourparler.brief.laws import Scale
from pourparler.brief.numbers import Number
from pourparler.brief.quantities import Quantity
from pourparler.brief.schema import Content, Party, RedLine, Stance


def red_lines(content: Content) -> dict[str, Number]:
    """Every red line written as a condition, by key; the condition stands where a number has its value.

    Parameters: `content` of a brief. A red line without a ground of its own has that of its stance or party.

    >>> data = {"parties": {"a": {"red_line": "x < 3", "assumption": "a guess"}}}
    >>> [(key, line.entry.value, line.assumption) for key, line in red_lines(Content.model_validate(data)).items()]
    [('parties/a/red_line', 'x < 3', 'a guess')]
    """
    return {line.key: line for line in _lines(content)}


def _lines(content: Content) -> Iterator[Number]:
    for party, details in content.parties.items():
        if details.red_line is not None:
            yield from _line(f"parties/{party}/red_line", details.red_line, details, of=(party, ""))
    for party, stances in content.stances.items():
        for issue, stance in stances.items():
            if stance.red_line is not None and issue in content.issues:
                yield from _line(
                    f"stances/{party}/{issue}/red_line", stance.red_line, stance, of=(party, issue)
                )


def _line(key: str, line: RedLine, above: Party | Stance, *, of: tuple[str, str]) -> Iterator[Number]:
    if line.condition is None:
        return
    quantity = Quantity.model_validate(line.condition)
    own = bool(line.because) or line.assumption is not None
    ground = line if own else above
    yield Number(
        key, "red_line", quantity, quantity.entries[0], Scale(),
        because=ground.because, assumption=ground.assumption, party=of[0], issue=of[1], note=line.note,
    )  # fmt: skip
