"""Exporting: a brief's scores as another program's files. What the format cannot say is told, never dropped silently."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from pourparler.brief.brief import Brief
from pourparler.exchange.faults import impossible
from pourparler.exchange.files import repeated, write_files
from pourparler.exchange.naming import shown
from pourparler.exchange.record import damaged, recorded, scenario_of
from pourparler.exchange.registry import GameFormat, game_format
from pourparler.exchange.scenario import Profile, Scenario, Subject, Worth
from pourparler.language import Message, msg, pick
from pourparler.model.bargain import Bargain
from pourparler.model.cells import decimal


@dataclass(frozen=True)
class Exported:
    """What an export gave: the files written, what a reader should know."""

    files: tuple[str, ...]
    notes: tuple[Message, ...]


def export_game(form: str, brief: Brief, folder: Path) -> Exported:
    """Write the scores of ``brief`` in the format ``form`` into ``folder``, which must be empty or absent.

    Numbers of an unchanged import are written as they were found; any other brief at its central values.
    Raises ``UsageError`` for what the format cannot hold, ``InvalidBrief`` and ``ModelError`` as models do.
    """
    scenario, notes = outgoing(game_format(form), brief)
    with trusted_as_found(scenario):
        files = game_format(form).write(scenario)
    return Exported(write_files(folder, files), notes)


@contextmanager
def trusted_as_found(scenario: Scenario) -> Iterator[None]:
    """Tell a record that lacks what a writer needs as damaged: it may have been changed by hand."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        if scenario.origins:
            raise damaged() from error
        raise


def outgoing(form: GameFormat, brief: Brief) -> tuple[Scenario, tuple[Message, ...]]:
    """The scenario that an export writes, and what it leaves out."""
    known = recorded(brief)
    deal = Bargain.from_brief(brief)
    notes = tuple(_left_out(brief, deal))
    if known is not None and known["format"] == form.name and not deal.bystanders:
        scenario = _apart(scenario_of(known), form)
        again = f"--normalise {known['normalise']} --reserve {known['reserve']}"
        return scenario, (
            msg(
                "The numbers were written as they were found; import them again with {options}.",
                options=again,
            ),
            *notes,
        )
    scenario = _from_deal(form, brief, deal)
    if known is not None:
        discounts = {profile.name: profile.discount for profile in _by_id(known)}
        profiles = tuple(
            replace(profile, discount=discounts.get(party, Fraction(1)))
            for party, profile in zip(deal.parties, scenario.profiles, strict=True)
        )
        scenario = replace(scenario, profiles=profiles)
    return scenario, notes


def _by_id(known: Mapping[str, object]) -> Iterator[Profile]:
    parties = known["parties"]
    assert isinstance(parties, list)
    for party, profile in zip(parties, scenario_of(known).profiles, strict=True):
        yield replace(profile, name=party["id"])


def _apart(scenario: Scenario, form: GameFormat) -> Scenario:
    """The scenario with a file of its own for every party."""
    files = [scenario.domain_file(""), *(profile.file for profile in scenario.profiles)]
    if not _same_file(files) and all(files[1:]):
        return scenario
    names = _file_names([profile.name for profile in scenario.profiles], form)
    pairs = zip(scenario.profiles, names, strict=True)
    return replace(
        scenario, origins=(), profiles=tuple(replace(profile, file=name) for profile, name in pairs)
    )


def _same_file(names: Sequence[str]) -> str:
    """A name that two files would share where small and capital letters are one."""
    return repeated(name.casefold() for name in names)


def _file_names(names: Sequence[str], form: GameFormat) -> list[str]:
    """One file per party, so that their names sort in the order of the parties."""
    plain = [f"{name}{form.suffix}" for name in names]
    if (
        plain == sorted(plain)
        and not _same_file(plain)
        and not any(name.casefold().startswith("domain.") for name in plain)
    ):
        return plain
    width = len(str(len(names)))
    return [f"{i:0{width}}-{name}" for i, name in enumerate(plain, start=1)]


def _from_deal(form: GameFormat, brief: Brief, deal: Bargain) -> Scenario:
    if deal.mean is not None:
        raise impossible(
            "X007",
            "preferences",
            msg("{format} holds sums of points, and a package is worth a mean", format=form.name),
            advice=msg("Send the brief itself: `pourparler pack`."),
        )
    lang = brief.language
    issues = [axis.name for axis in deal.space.axes]
    called = _all_different(
        [shown(pick(brief.issues[name].name, lang, name)) or name for name in issues], issues
    )
    subjects = []
    for axis, title in zip(deal.space.axes, called, strict=True):
        levels = [str(value) for value in axis.values]
        names = brief.issues[axis.name].level_names
        values = _all_different(
            [shown(pick(names.get(level), lang, level)) or level for level in levels], levels
        )
        subjects.append(Subject(title, tuple(values)))
    files = _file_names(deal.parties, form)
    profiles = tuple(
        Profile(
            party,
            tuple(_worth(form, party, row) for row in _entries(brief, deal, party)),
            _reserve(brief, deal, party),
            file=file,
        )
        for party, file in zip(deal.parties, files, strict=True)
    )
    return Scenario(pick(brief.title, lang, "brief") or "brief", tuple(subjects), profiles)


def _all_different(names: Sequence[str], otherwise: Sequence[str]) -> list[str]:
    return list(otherwise) if repeated(names) else list(names)


def _entries(brief: Brief, deal: Bargain, party: str) -> Iterator[tuple[Fraction, ...]]:
    """Per issue, the party's points: as written where they are, else the model's entries."""
    row = deal.parties.index(party)
    numbers = brief.numbers
    for axis, table in zip(deal.space.axes, deal.tables, strict=True):
        found = [Fraction(int(entry), deal.scale) for entry in table[row]]
        if brief.content.preferences.form == "points":
            for i, value in enumerate(axis.values):
                number = numbers.get(f"stances/{party}/{axis.name}/values/{value}")
                if number is not None:
                    found[i] = decimal(number.law.central)
        yield tuple(found)


def _reserve(brief: Brief, deal: Bargain, party: str) -> Fraction:
    for key in (f"parties/{party}/reserve", f"rules/no_deal/{party}"):
        if key in brief.numbers:
            return decimal(brief.numbers[key].law.central)
    return Fraction(int(deal.reserve[deal.parties.index(party)]), deal.scale)


def _worth(form: GameFormat, party: str, row: tuple[Fraction, ...]) -> Worth:
    if form.shape == "points":
        return Worth(Fraction(1), row)
    if min(row) < 0:
        raise impossible(
            "X007",
            f"stances/{party}",
            msg("{format} cannot hold negative numbers", format=form.name),
            advice=msg("Export it as negmas or table, or add a constant to the issue and to the reserve."),
        )
    top = max(row)
    return Worth(top, tuple(number / top if top else top for number in row))


def _left_out(brief: Brief, deal: Bargain) -> Iterator[Message]:
    """What the brief says and a table of scores does not."""
    if any(
        not number.law.is_point
        for key, number in brief.numbers.items()
        if key.startswith(("stances/", "parties/"))
    ):
        yield msg("Ranges are written at their central values.")
    if deal.excluded:
        yield msg("Excluded combinations cannot be written and are left out.")
    if any(deal.red_lines):
        yield msg("Red lines cannot be written and are left out.")
    if not deal.rule.is_unanimity:
        yield msg("The decision rule cannot be written: all parties would have to agree.")
    if deal.bystanders:
        yield msg("Parties that are not at the table are left out: {names}.", names=deal.bystanders)
