"""What a brief states of moves and what it rests on: options, statements, combinations that cannot be, blocked moves."""

from collections.abc import Iterator, Mapping
from typing import Any

from pourparler.brief.fields import Bilingual, Grounded, written
from pourparler.brief.laws import Scale
from pourparler.brief.moves import Moves
from pourparler.brief.numbers import Number, NumberKind
from pourparler.brief.quantities import Quantity
from pourparler.brief.rules import GROUND_KEYS
from pourparler.brief.schema import Content
from pourparler.language import as_written


def move_claims(content: Content) -> dict[str, Number]:
    """Everything that is stated of moves, by key; the words stand where a number has its value.

    A mark that an option moves one way only rests on what its option rests on. Rankings have no ground: they are
    not among these.

    Parameters: `content` of a brief. Returns claims in the order of the format.

    >>> moves = {"options": {"pay": {"party": "a", "because": ["e"]}}, "prefer": {"a": ["not pay"]}}
    >>> found = move_claims(Content.model_validate({"moves": moves}))
    >>> [(key, claim.kind, claim.entry.value, claim.because) for key, claim in found.items()]
    [('moves/options/pay', 'option', 'pay', ('e',)), ('moves/prefer/a/0', 'statement', 'not pay', ())]
    """
    moves = content.moves
    return {} if moves is None else {claim.key: claim for claim in _claims(moves)}


def flip_chances(content: Content) -> dict[str, float]:
    """How likely each option statement is to be the other way round, by key: its own chance, else that of all.

    Statements for which the brief tells none are left out.

    >>> moves = {"options": {"pay": {"party": "a"}}, "prefer": {"a": ["pay"]}, "flip_chance": 0.1}
    >>> flip_chances(Content.model_validate({"moves": moves}))
    {'moves/prefer/a/0': 0.1}
    """
    moves = content.moves
    if moves is None:
        return {}
    found = {
        f"moves/prefer/{party}/{i}": moves.flip_chance if item.flip_chance is None else item.flip_chance
        for party, stated in moves.prefer.items()
        for i, item in enumerate(stated)
    }
    return {key: float(chance) for key, chance in found.items() if chance is not None}


def _claims(moves: Moves) -> Iterator[Number]:
    for name, option in moves.options.items():
        base = f"moves/options/{name}"
        yield _claim(base, "option", name, ground=option, party=option.party)
        if option.one_way:
            way = "drop" if option.one_way == "drop" else "take"
            yield _claim(f"{base}/one_way", "one_way", way, ground=option, party=option.party)
    for i, item in enumerate(moves.impossible):
        yield _combination(f"moves/impossible/{i}", item)
    for party, stated in moves.prefer.items():
        for i, preference in enumerate(stated):
            key = f"moves/prefer/{party}/{i}"
            yield _claim(key, "statement", preference.statement, ground=preference, party=party)
    for name, direction in moves.one_way.items():
        if name in moves.options:
            owner = moves.options[name]
            yield _claim(f"moves/one_way/{name}", "one_way", direction, ground=owner, party=owner.party)
    for i, move in enumerate(moves.blocked_moves):
        words = f"{_words(move.origin)} → {_words(move.target)}"
        yield _claim(f"moves/blocked_moves/{i}", "blocked_move", words, ground=move, party=move.party)


def _claim(key: str, kind: NumberKind, words: str, *, ground: Grounded, party: str = "") -> Number:
    said = Quantity.model_validate({"value": words})
    return Number(
        key, kind, said, said.entries[0], Scale(),
        because=ground.because, assumption=ground.assumption, party=party, note=ground.note,
    )  # fmt: skip


def _combination(key: str, item: Any) -> Number:
    """A combination that cannot be, which the format leaves as it is written."""
    said = Quantity.model_validate({"value": _words(item)})
    told: Mapping[Any, Any] = item if isinstance(item, dict) else {}
    return Number(
        key, "combination", said, said.entries[0], Scale(),
        because=_ids(told.get("because")), assumption=_text(told.get("assumption")),
        note=_text(told.get("why", told.get("note"))),
    )  # fmt: skip


def _words(item: Any) -> str:
    """A condition as one would write it, without its ground."""
    value = written(item)
    if not isinstance(value, dict):
        return as_written(value)
    if isinstance(value.get("statement"), str):
        return str(value["statement"])
    parts = (f"{name}: {_level(level)}" for name, level in value.items() if name not in GROUND_KEYS)
    return f"{{{', '.join(parts)}}}"


def _level(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _words(value)


def _ids(item: Any) -> tuple[str, ...]:
    value = written(item)
    if value is None:
        return ()
    return tuple(str(written(one)) for one in value) if isinstance(value, list | tuple) else (str(value),)


def _text(item: Any) -> Bilingual | None:
    """A text, or one per language; anything else as it is written."""
    if isinstance(item, dict):
        texts = {str(lang): str(written(text)) for lang, text in item.items()}
        return texts if texts.keys() <= {"fr", "en"} else _words(item)
    return None if item is None else str(written(item))
