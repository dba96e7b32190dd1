"""Importing: read a scenario, check the brief that it gives, write both into an empty folder."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pourparler.brief.brief import MAIN
from pourparler.brief.document import read_yaml
from pourparler.brief.files import MAX_BYTES
from pourparler.brief.reading import brief_from_data
from pourparler.errors import UnreadableInput
from pourparler.exchange.brief_of import Named, data_of, head, named, text_of
from pourparler.exchange.faults import unreadable
from pourparler.exchange.files import require_empty, write_files
from pourparler.exchange.record import FILE, record_text
from pourparler.exchange.registry import game_format
from pourparler.exchange.scenario import MAX_NAME, Choices, Given, Scenario
from pourparler.language import Lang, Message, msg
from pourparler.model.check import check


@dataclass(frozen=True)
class Imported:
    """What an import gave: the game with its ids, the files written, what a reader should know."""

    game: Named
    files: tuple[str, ...]
    notes: tuple[Message, ...]


def import_game(
    form: str, given: Given, folder: Path, *, choices: Choices | None = None, lang: Lang = "en"
) -> Imported:
    """Read a scenario in the format ``form`` and write its brief into ``folder``, which must be empty or absent.

    ``choices``: normalisation and reserve (by default those of the format). The brief passes `check`. Raises
    ``UnreadableInput`` for a faulty file and ``UsageError`` for a wrong call; nothing is written then.
    """
    known = game_format(form)
    require_empty(folder)
    scenario = known.read(given)
    chosen = choices or Choices(known.normalise)
    _require_names(scenario)
    game = named(scenario, chosen, form=form)
    files = {MAIN: _text(game, lang), FILE: record_text(game)}
    require_small(files)
    return Imported(game, write_files(folder, files), (*head(game), *scenario.notes, *_remarks(game)))


def _text(game: Named, lang: Lang) -> str:
    """The brief's text, read back and checked before anything is written."""
    text = text_of(game, data_of(game, lang), lang)
    require_small({MAIN: text})
    brief = brief_from_data(read_yaml(text, MAIN).data)
    wrong = next((finding for finding in check(brief) if finding.level == "error"), None)
    if wrong is not None:
        raise unreadable(
            "X003",
            game.scenario.origins[0].file,
            msg("the scenario makes no valid brief ({key}: {reason})", key=wrong.key, reason=wrong.message),
            advice=wrong.advice,
        )
    return text


def _require_names(scenario: Scenario) -> None:
    """Names that a text file can hold; a scenario that speaks of somebody and something."""
    where = scenario.origins[0].file if scenario.origins else scenario.title
    if not scenario.profiles or not scenario.subjects:
        raise unreadable(
            "X002",
            where,
            msg("there is no party or no issue in these files"),
            advice=msg("Name a scenario with at least one of each."),
        )
    names = [scenario.title, *(profile.name for profile in scenario.profiles)]
    for subject in scenario.subjects:
        names += [subject.name, *subject.values]
    require_usable(names, where)


def require_usable(names: Iterable[str], where: str) -> None:
    """Raise ``UnreadableInput`` for a name that is too long or that UTF-8 cannot hold."""
    for name in names:
        if len(name) > MAX_NAME or any("\ud800" <= letter <= "\udfff" for letter in name):
            raise unreadable(
                "X002",
                where,
                msg("a name is not usable ({name})", name=ascii(name[:40])),
                advice=msg("Use names of at most {limit} letters that UTF-8 can hold.", limit=MAX_NAME),
            )


def require_small(files: Mapping[str, str]) -> None:
    """Raise ``UnreadableInput`` for a file that would be too large to be read again."""
    for name, text in files.items():
        if len(text.encode("utf-8")) > MAX_BYTES:
            raise _too_large(name)


def _too_large(name: str) -> UnreadableInput:
    return unreadable(
        "X001",
        name,
        msg(
            "the scenario is too large: {name} would hold more than {limit} bytes", name=name, limit=MAX_BYTES
        ),
        advice=msg("Import fewer parties, or cut real issues into fewer values."),
    )


def _remarks(game: Named) -> tuple[Message, ...]:
    """What the choices mean for these files."""
    declared = any(profile.reserve for profile in game.scenario.profiles)
    if (
        game.format == "genius"
        and game.choices.normalise == "none"
        and declared
        and game.choices.reserve == "keep"
    ):
        return (
            msg(
                "The reserves are written for normalised utilities and were kept as they are; the points are not normalised."
            ),
        )
    return ()
