"""Rules on time and talks: strategies that nobody knows or plays, patience and deadlines that say nothing."""

from collections.abc import Iterator, Sequence

from pourparler.brief.brief import Brief
from pourparler.brief.fields import Bilingual
from pourparler.brief.findings import Finding
from pourparler.brief.playing import Playing
from pourparler.language import Message, did_you_mean, msg
from pourparler.model.negotiation import DEADLINE, MOST, PACE
from pourparler.model.strategies import SETTINGS, known_strategies


def calendar_findings(brief: Brief) -> Iterator[Finding]:
    """Findings on `calendar`: unknown strategies and settings (E007), a pace that is none (E206), strategies and
    patience without effect (W230), patience 0 (W231), a deadline of less than a round or of too many (W232), parties without a
    strategy (N320) and a pace without a deadline (N321).

    Parameters: `brief`, without faults of the format and with usable numbers.
    """  # fmt: skip
    for party, playing in brief.content.calendar.strategies.items():
        yield from _unknown(brief, f"calendar/strategies/{party}", playing)
    yield from _without_effect(brief)
    yield from _patience(brief)
    yield from _deadline(brief)


def _told(
    brief: Brief, rule: str, key: str, *, says: Message, advice: Message | None = None, found: str = ""
) -> Finding:
    return Finding(rule, brief.place(key), key, says, advice or Message(""), found)


def _unknown(brief: Brief, key: str, playing: Playing) -> Iterator[Finding]:
    """A strategy that is not known, or settings that it does not have; those of other packages are not looked at."""
    known = known_strategies()
    name = playing.name
    if name not in known:
        advice = did_you_mean(name, known, msg("Known here: {known}.", known=known))
        says = msg("there is no strategy {name}", name=name)
        yield _told(brief, "E007", key, says=says, advice=advice, found=name)
        return
    for setting in playing.settings if name in SETTINGS else ():
        if setting not in SETTINGS[name]:
            settings = SETTINGS[name]
            otherwise = (
                msg("Known here: {known}.", known=settings) if settings else msg("It has no settings.")
            )
            says = msg("{concept} has no setting {name}", concept=name, name=setting)
            advice = did_you_mean(setting, settings, otherwise)
            yield _told(brief, "E007", key, says=says, advice=advice, found=setting)


def _seated(brief: Brief) -> Sequence[str]:
    """Who bargains: the parties at the table with a stance, or all there if none has."""
    table = [name for name, party in brief.parties.items() if party.at_table]
    return [name for name in table if brief.content.stances.get(name)] or table


def _without_effect(brief: Brief) -> Iterator[Finding]:
    """W230: a strategy or patience of a party that has no seat; N320: a seat without a strategy where others have one."""
    calendar, seated = brief.content.calendar, _seated(brief)
    for section, names in (("strategies", calendar.strategies), ("patience", calendar.patience)):
        for name in names:
            if name in brief.parties and name not in seated:
                says = msg("{party} has no seat at the table", party=_party(brief, name))
                advice = msg("What is said of it here changes nothing.")
                yield _told(brief, "W230", f"calendar/{section}/{name}", says=says, advice=advice)
    lacking = [name for name in seated if name not in calendar.strategies]
    if any(name in calendar.strategies for name in seated) and lacking:
        says = msg(
            "no strategy is given for {parties:list}", parties=[_party(brief, name) for name in lacking]
        )
        advice = msg("Talks are played only where every party at the table has one.")
        yield _told(brief, "N320", "calendar/strategies", says=says, advice=advice)


def _patience(brief: Brief) -> Iterator[Finding]:
    for name in brief.content.calendar.patience:
        key = f"calendar/patience/{name}"
        if key in brief.numbers and brief.numbers[key].law.central <= 0:
            says = msg("with patience 0 nothing that is agreed later is worth anything to {party}",
                       party=_party(brief, name))  # fmt: skip
            advice = msg(
                "Patience is what a utility is worth one round later, as a share: 0.95 loses a twentieth."
            )
            yield _told(brief, "W231", key, says=says, advice=advice)


def _deadline(brief: Brief) -> Iterator[Finding]:
    known = brief.numbers.get(PACE)
    pace = None if known is None else float(known.law.central)
    deadline = brief.numbers.get(DEADLINE)
    if pace is not None and pace <= 0:
        says = msg("{found} is not a number of rounds a day", found=f"{pace:g}")
        yield _told(brief, "E206", PACE, says=says, advice=msg("Write a number above 0."), found=f"{pace:g}")
    elif pace is not None and deadline is None:
        says = msg("rounds a day say nothing without a deadline in days")
        yield _told(brief, "N321", PACE, says=says, advice=msg("Write calendar.deadline."))
    elif deadline is not None:
        yield from _rounds(brief, float(deadline.law.central) * (1.0 if pace is None else pace))


def _rounds(brief: Brief, rounds: float) -> Iterator[Finding]:
    if rounds > MOST:
        says = msg("the deadline holds more than {n} rounds of talks", n=MOST)
        yield _told(
            brief, "W232", DEADLINE, says=says, advice=msg("Talks are not played. Lower rounds_per_day.")
        )
    elif rounds < 0.5:
        says = msg("the deadline leaves less than one round of talks")
        advice = msg("One round is played. Raise rounds_per_day, or the deadline.")
        yield _told(brief, "W232", DEADLINE, says=says, advice=advice)


def _party(brief: Brief, name: str) -> Bilingual:
    return brief.parties[name].name or name
