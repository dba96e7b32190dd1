"""What a table of actors leaves open: cells without a position, a salience or an influence, names nearly alike."""

from collections.abc import Iterator

from pourparler.exchange.actors.table import Actor, ActorTable, Figure
from pourparler.language import Message, msg

_MANY = 12


def overall(actor: Actor) -> Figure | None:
    """The influence of an actor on every issue, where all that is written of it is one number."""
    found = [stand.influence for stand in actor.stands if stand.influence is not None]
    return found[0] if len({figure.value for figure in found}) == 1 else None


def gaps_told(table: ActorTable) -> Iterator[Message]:
    """One sentence per kind of gap, with its cells or places."""
    cells = [
        (f"{actor.name}/{dimension.name}", actor, stand)
        for actor in table.actors
        for dimension, stand in zip(table.dimensions, actor.stands, strict=True)
    ]
    without = [name for name, _, stand in cells if stand.position is None]
    if without:
        yield msg("Without a position: {cells}.", cells=_few(without))
    idle = [
        stand.salience.where for _, _, stand in cells if stand.position is None and stand.salience is not None
    ]
    if idle:
        yield msg("A salience without a position was recorded and counts for nothing: {places}.", places=_few(idle))  # fmt: skip
    held = [(actor, stand, stand.position) for _, actor, stand in cells if stand.position is not None]
    open_salience = [position.where for _, stand, position in held if stand.salience is None]
    if open_salience and len(open_salience) < len(held):
        yield msg("Without a salience: {places}.", places=_few(open_salience))
    unweighted = [(actor, position.where) for actor, stand, position in held if stand.influence is None]
    filled = [where for actor, where in unweighted if overall(actor) is not None]
    if filled:
        yield msg("The influence that is written elsewhere for the same actor was taken here too: {places}.", places=_few(filled))  # fmt: skip
    unknown = [where for actor, where in unweighted if overall(actor) is None]
    if len(unknown) == len(held):
        yield msg("No influence is written: forecasts need --set weights=salience or weights=equal.")
    elif unknown:
        yield msg("Without an influence: {places}.", places=_few(unknown))
    yield from _alike(table)


def _alike(table: ActorTable) -> Iterator[Message]:
    """Actors whose names differ in small and capital letters or spaces only may be one."""
    seen: dict[str, str] = {}
    for actor in table.actors:
        key = "".join(actor.name.casefold().split())
        if key in seen:
            yield msg("{first} and {second} were kept as two actors.", first=seen[key], second=actor.name)
        seen.setdefault(key, actor.name)


def _few(names: list[str]) -> list[str]:
    return names if len(names) <= _MANY else [*names[: _MANY - 1], "…"]
