"""What to verify next, in words and as a table: what knowing a number or a source exactly would be worth at most."""

from collections.abc import Iterator, Sequence

from pourparler.language import Message, msg, msg_n, number, percent, render
from pourparler.uncertainty.information.information import Information, Worth
from pourparler.uncertainty.spread import Spread
from pourparler.views.charts.figure import Cell, Table
from pourparler.views.marked_names import marked_number, marked_source
from pourparler.views.names import Names

TOLD = 5
"""Numbers and sources told of in sentences."""

SEEN = 5e-4
"""Utility below this is printed as 0."""

LITTLE = msg("less than one point")
CEILING = msg("These are ceilings: no search finds everything, and no cost is assumed.")


def leading(found: Information) -> tuple[Worth, ...]:
    """Numbers and sources that are worth more than their standard error, largest first."""
    least = 1e-9 if found.decisions.payoff == "mediator" else SEEN
    return tuple(one for one in found.ranked if one.estimate > one.standard_error and one.value >= least)


def verify_sentences(found: Information, names: Names, *, most: int = TOLD) -> tuple[Message, ...]:
    """The list as sentences, of numbers and sources at most so many; why there is none where there is none."""
    return tuple(_told(found, names, most))


def worth_told(spread: Spread, names: Names, *, most: int) -> tuple[Message, ...]:
    """What would be worth knowing in a sweep, in short; nothing where proposals have no worth in it."""
    found = spread.information() if spread.answers else None
    return () if found is None or found.best is None else verify_sentences(found, names, most=most)


def verify_table(found: Information, names: Names) -> Table | None:
    """All numbers and sources with what they are worth, with keys that lead to their notes; ``None`` without any."""
    shown = [one for one in found.ranked if one.value > 0]
    if not shown:
        return None
    rows = tuple(
        (
            _name_cell(one, names),
            Cell(_kind(one, names)),
            Cell(worth_text(one.value, found.decisions.payoff, names)),
            Cell(worth_text(one.standard_error, found.decisions.payoff, names)),
            Cell(", ".join(one.because)),
        )
        for one in shown
    )
    heads = (msg("To verify"), msg("What it is"), msg("Worth at most"), msg("± standard error"), msg("Evidence"))  # fmt: skip
    return Table(tuple(render(head, names.lang) for head in heads), rows, frozenset((2, 3)))


def worth_text(value: float, payoff: str, names: Names) -> str:
    """A worth in its unit: points of a share for the mediator, else utility."""
    if payoff == "mediator":
        return number(value * 100, names.lang, 1)
    return number(value, names.lang, 3)


def raised(payoff: str, names: Names) -> Message:
    """What a payoff measures."""
    if payoff == "mediator":
        return msg("the share of draws with an acceptable package")
    if payoff == "welfare":
        return msg("the smallest gain over no deal to be expected")
    return msg("what {party} can expect", party=names.party(payoff.removeprefix("party:")))


def _told(found: Information, names: Names, most: int) -> Iterator[Message]:
    best = found.best
    if best is None:
        yield found.status.message
        return
    payoff, base = found.decisions.payoff, found.means[best]
    shown = percent(base, names.lang) if payoff == "mediator" else number(base, names.lang, 3)
    # One proposal may be named twice in two ways of writing; equal worth in every draw is what counts.
    if found.perfect <= 1e-12:
        yield msg(
            "One proposal is best in every draw ({what}: {value}): nothing that could be learned would change it.",
            what=raised(payoff, names), value=shown,
        )  # fmt: skip
        return
    best_of_all = base + found.perfect
    if payoff == "mediator":
        yield msg(
            "The proposal that suits most draws is acceptable in {value} of them; knowing everything would raise that to {most}.",
            value=shown, most=percent(best_of_all, names.lang),
        )  # fmt: skip
    else:
        yield msg(
            "The best proposal gives {value} ({what}); knowing everything would raise that to {most}.",
            what=raised(payoff, names), value=shown, most=number(best_of_all, names.lang, 3),
        )  # fmt: skip
    worthwhile = [one for one in leading(found) if _amount(one.value, payoff, names) != LITTLE]
    if not worthwhile:
        yield msg("No single number or source is worth more than the error of its estimate, or a point.")
        return
    for one in worthwhile[:most]:
        yield _sentence(one, payoff, names)
    yield CEILING


def _sentence(one: Worth, payoff: str, names: Names) -> Message:
    if one.kind == "root":
        source = marked_source(one.name, names)
        knowing = msg("Knowing exactly how far {source} can be relied on", source=source)
    else:
        knowing = msg("Knowing the {number} exactly", number=marked_number(one.name, names))
    return msg(
        "{knowing} would add up to {amount}.", knowing=knowing, amount=_amount(one.value, payoff, names)
    )


def _amount(value: float, payoff: str, names: Names) -> Message | str:
    if payoff != "mediator":
        return number(value, names.lang, 3)
    points = round(value * 100)
    return msg_n("{n} point", "{n} points", n=points) if points else LITTLE


def _name_cell(one: Worth, names: Names) -> Cell:
    if one.kind == "root":
        return Cell(names.source(one.name))
    known = names.brief.numbers.get(one.name) if names.brief is not None else None
    return Cell(names.number(one.name), one.name, assumed=bool(known and known.is_assumption))


def _kind(one: Worth, names: Names) -> str:
    return render(msg("source") if one.kind == "root" else msg("number"), names.lang)


def bars(found: Information) -> Sequence[Worth]:
    """What a chart shows: the ten largest."""
    return [one for one in found.ranked if one.value > 0][:10]
