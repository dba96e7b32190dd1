"""What became of sealed forecasts: outcomes on the scale that was sealed, and forecasts that are void."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pourparler.brief.fields import decimal_point
from pourparler.errors import UnreadableInput, UsageError
from pourparler.language import msg
from pourparler.trackrecord.ledger import Entry, writing
from pourparler.trackrecord.records import Scale
from pourparler.trackrecord.rubrics import place_on
from pourparler.trackrecord.sealing import Sealed, check_day


@dataclass(frozen=True)
class Outcome:
    """What happened: a level's name or a number on the sealed scale; who says so, in which words, coded by whom."""

    value: str
    source: str
    quote: str
    coder: str


def resolve(path: Path, name: str, *, outcome: Outcome, day: date, today: date) -> Sealed:
    """Write the outcome of the forecast with this id or digest into the ledger.

    Raises ``UsageError`` for an unknown forecast, one that is void or resolved, an outcome that is not on
    the sealed scale, a day before the seal or after ``today``, an empty source, quote or coder;
    ``UnreadableInput`` where there is no sound ledger at ``path`` or it cannot be written.
    """
    check_day(day, today)
    for option in ("source", "quote", "coder"):
        _said(getattr(outcome, option), option)
    _standing(path)
    with writing(path) as ledger:
        entry = ledger.ledger.entry(name)
        record = {
            "kind": "resolution",
            "of": entry.forecast.digest,
            "date": day.isoformat(),
            "outcome": _placed(outcome.value, entry.forecast.scale),
            "source": outcome.source,
            "quote": outcome.quote,
            "coder": outcome.coder,
        }
        digests = ledger.add([record])
    return Sealed((entry.forecast.id,), digests, ledger.told)


def void(path: Path, name: str, *, reason: str, day: date, today: date) -> Sealed:
    """Take a forecast (its id or digest) or a resolution (its digest) back, for a reason that is kept.

    A forecast whose resolution was taken back is open again. Raises as :func:`resolve` does.
    """
    check_day(day, today)
    _said(reason, "reason")
    _standing(path)
    with writing(path) as ledger:
        entries = ledger.ledger.entries.values()
        mistaken = next((e for e in entries if e.resolution and e.resolution.digest == name), None)
        entry: Entry = mistaken or ledger.ledger.entry(name)
        of = name if mistaken else entry.forecast.digest
        record = {"kind": "void", "of": of, "date": day.isoformat(), "reason": reason}
        digests = ledger.add([record])
    return Sealed((entry.forecast.id,), digests, ledger.told)


def _standing(path: Path) -> None:
    """Refuse a path where nothing is: to write there would make an empty ledger."""
    if not path.exists() and not path.is_symlink():
        raise UnreadableInput(
            msg("there is no file {name}", name=path.name), where=str(path), advice=msg("Check the path.")
        )


def _said(text: str, option: str) -> None:
    if not text.strip():
        raise UsageError(
            msg("{name} is missing or empty", name=option),
            where=f"--{option}",
            advice=msg("Write it down while it is known."),
        )


def _placed(text: str, scale: Scale) -> float:
    """The place of an outcome on the sealed scale."""
    found = place_on(text.strip(), scale.levels)
    # Not found on purpose for nan: it compares false with everything.
    if found is None or not scale.holds(found):
        levels = tuple(scale.levels)
        # As they are typed: with a point, without groups.
        low, high = (f"{end:.12g}" for end in (scale.low, scale.high))
        otherwise = (
            msg("Write a number from {low} to {high}, or one of {levels:or}.", low=low, high=high, levels=levels)
            if levels
            else msg("Write a number from {low} to {high}.", low=low, high=high)
        )  # fmt: skip
        raise UsageError(
            msg("{found} is not on the scale that was sealed", found=text[:60]),
            where="--outcome",
            advice=decimal_point(text) or otherwise,
        )
    return min(max(found, scale.low), scale.high)
