"""What the notes say of moves and of strategies: options, directions, statements, rankings, with what each rests on."""

from collections.abc import Iterator
from dataclasses import dataclass

from pourparler.brief.brief import Brief
from pourparler.brief.fields import Bilingual, Grounded
from pourparler.brief.moves import Moves, Option
from pourparler.brief.strategies import strategies
from pourparler.language import Message, msg, render
from pourparler.views.names import Names
from pourparler.views.talks import strategy_words


@dataclass(frozen=True)
class Stated:
    """One thing that a brief states of its moves: its key, what it is and says, how it was written, its ground."""

    key: str
    kind: str
    text: str
    written: str
    because: tuple[str, ...] = ()
    assumption: Bilingual | None = None
    note: Bilingual | None = None

    @property
    def is_assumption(self) -> bool:
        """An assumption wins over evidence that is cited as well."""
        return self.assumption is not None


def stated(brief: Brief, names: Names) -> Iterator[Stated]:
    """Everything that stability rests on and that is no number, in the brief's order."""
    moves = brief.content.moves
    if moves is None:
        return
    for name, option in moves.options.items():
        yield from _option(name, option, names)
    for name, direction in moves.one_way.items():
        text = DIRECTIONS.get(str(direction), msg("in one direction only"))
        yield _plain(f"moves/one_way/{name}", _KIND_MOVES, text, written=str(direction), names=names)
    for name, ways in moves.transitions.items():
        listed = isinstance(ways, tuple)
        told = ", ".join(f"{a} → {b}" for a, b in ways) if isinstance(ways, tuple) else str(ways)
        text = Message(told) if listed else DIRECTIONS.get(told, Message(told))
        yield _plain(f"moves/transitions/{name}", _KIND_MOVES, text, written=told, names=names)
    yield from _preferences(moves, names)


DIRECTIONS = {
    "take": msg("cannot be taken back"),
    "drop": msg("cannot be taken up again"),
    "up": msg("can only rise"),
    "down": msg("can only fall"),
    "free": msg("can move either way"),
}
_KIND_MOVES = msg("direction of moves")


def _option(name: str, option: Option, names: Names) -> Iterator[Stated]:
    base = f"moves/options/{name}"
    owner = names.party(option.party)
    if option.because or option.assumption is not None or option.one_way or option.chance is not None:
        yield _grounded(
            f"{base}/party", msg("who can take it"), owner, option.party, ground=option, names=names
        )
    if option.one_way:
        written = "drop" if option.one_way == "drop" else "take"
        text = render(DIRECTIONS[written], names.lang)
        yield _grounded(f"{base}/one_way", _KIND_MOVES, text, written, ground=option, names=names)


def _preferences(moves: Moves, names: Names) -> Iterator[Stated]:
    for party, statements in moves.prefer.items():
        for i, item in enumerate(statements):
            kind = msg("statement {n}", n=i + 1)
            yield _grounded(
                f"moves/prefer/{party}/{i}", kind, item.statement, item.statement, ground=item, names=names
            )
    for party, classes in moves.ranking.items():
        text = " > ".join(" = ".join(ties) for ties in classes)
        kind = msg("ranking, best first")
        yield Stated(f"moves/ranking/{party}", render(kind, names.lang), text, text)


def _grounded(key: str, kind: Message, text: str, written: str, *, ground: Grounded, names: Names) -> Stated:
    told = render(kind, names.lang)
    return Stated(key, told, text, written, ground.because, ground.assumption, ground.note)


def _plain(key: str, kind: Message, text: Message, *, written: str, names: Names) -> Stated:
    return Stated(key, render(kind, names.lang), render(text, names.lang), written)


def played(brief: Brief, names: Names) -> Iterator[Stated]:
    """How each party is taken to play talks, in the brief's order."""
    for key, known in strategies(brief.content).items():
        playing = brief.content.calendar.strategies[known.party]
        text = render(strategy_words(playing.strategy, names), names.lang)
        yield _grounded(key, msg("strategy"), text, str(known.entry.value), ground=playing, names=names)


def title_of(record: str, names: Names) -> str:
    """The title of a note on moves or on a strategy.

    >>> title_of("moves/prefer/a", Names("en"))
    'What a prefers'
    """
    _moves, section, name = record.split("/")
    if section == "strategies":
        return render(msg("How {party} is taken to play", party=names.party(name)), names.lang)
    if section in ("prefer", "ranking"):
        return render(msg("What {party} prefers", party=names.party(name)), names.lang)
    option = names.option(name)
    return names.issue(name) if option == name else option
