"""Rules on what the analyses need: stances with position and salience, influence, the format and the day."""

from collections.abc import Iterator

from pourparler.brief.findings import Finding
from pourparler.brief.lint.context import Context
from pourparler.brief.schema import Stance
from pourparler.language import Message, msg

_FORMAT = "pourparler/brief/1"
_BARGAINING, _FORECASTS = msg("bargaining"), msg("forecasts")


def missing_input(seen: Context) -> Iterator[Finding]:
    """W013: a stance or a party lacks what the others have, so that an analysis is skipped or leaves it out.

    An input that nobody gives is no finding: the brief is then not made for the analyses that need it.
    """
    for party, issue, stance in _stances(seen):
        yield from _without_salience(seen, (party, issue), stance)
        yield from _without_position(seen, (party, issue), stance)
    yield from _without_influence(seen)
    yield from _nobody_at_table(seen)


def empty_stance(seen: Context) -> Iterator[Finding]:
    """W014: a stance says nothing but its ground."""
    for party, issue, stance in _stances(seen):
        key = f"stances/{party}/{issue}"
        if not _says_something(stance) and not seen.is_removed(key):
            message = msg(
                "the stance of {party} on {issue} says nothing",
                party=seen.party(party), issue=seen.issue(issue),
            )  # fmt: skip
            advice = msg("Write a position and a salience, or take the stance out.")
            yield seen.finding("W014", key, says=message, advice=advice)


def unnamed_format(seen: Context) -> Iterator[Finding]:
    """N313: a brief in a folder does not say in which format it is written."""
    if seen.brief.folder is not None and "schema" not in seen.brief.data and not seen.is_removed("schema"):
        message = msg("{key} is missing: the brief is read as {found}", key="schema", found=_FORMAT)
        yield seen.finding(
            "N313", "schema", says=message, advice=msg("Write `schema: {form}`.", form=_FORMAT)
        )


def unnamed_day(seen: Context) -> Iterator[Finding]:
    """N314: a brief in a folder, with evidence or with dated values, does not say from which day it is seen."""
    brief = seen.brief
    dated = seen.needs_evidence or any(len(number.quantity.entries) > 1 for number in brief.numbers.values())
    if brief.folder is not None and dated and brief.content.as_of is None and not seen.is_removed("as_of"):
        message = msg(
            "{key} is missing: the last of all dated values holds, and evidence does not age", key="as_of"
        )
        yield seen.finding(
            "N314", "as_of", says=message, advice=msg("Write `as_of: {form}`.", form="2025-01-31")
        )


def _stances(seen: Context) -> Iterator[tuple[str, str, Stance]]:
    for party, stances in seen.brief.content.stances.items():
        for issue, stance in stances.items():
            if party in seen.brief.parties and issue in seen.brief.issues:
                yield party, issue, stance


def _says_something(stance: Stance) -> bool:
    parts = (stance.position, stance.salience, stance.weight, stance.values, stance.score, stance.red_line)
    return any(part is not None for part in parts) or bool(stance.scores)


def _without_salience(seen: Context, of: tuple[str, str], stance: Stance) -> Iterator[Finding]:
    key = f"stances/{of[0]}/{of[1]}"
    known = seen.brief.numbers
    stands = f"{key}/position" in known
    has_salience, has_weight = f"{key}/salience" in known, f"{key}/weight" in known
    skipped: list[Message] = []
    # What needs a look at every party comes last: this is asked once per stance.
    if not has_salience and not has_weight and (stands or stance.values) and _bargains(seen):
        skipped.append(_BARGAINING)
    if stands and not has_salience and _forecasts(seen):
        skipped.append(_FORECASTS)
    if skipped and not seen.is_removed(key):
        message = msg(
            "{party} has no salience on {issue}; skipped without it: {analyses}",
            party=seen.party(of[0]), issue=seen.issue(of[1]), analyses=skipped,
        )  # fmt: skip
        yield seen.finding("W013", key, says=message, advice=msg("Write `salience` (0–100) in this stance."))


def _without_position(seen: Context, of: tuple[str, str], stance: Stance) -> Iterator[Finding]:
    key = f"stances/{of[0]}/{of[1]}"
    known = seen.brief.numbers
    given = next((name for name in ("salience", "weight") if f"{key}/{name}" in known), "")
    held = f"{key}/position" in known or stance.values or stance.score is not None
    if given and not held and not seen.is_removed(key):
        message = msg(
            "{party} has a salience on {issue} but no position: every analysis leaves it out there",
            party=seen.party(of[0]), issue=seen.issue(of[1]),
        )  # fmt: skip
        advice = msg("Write `position` in this stance, or take the stance out.")
        yield seen.finding("W013", f"{key}/{given}", says=message, advice=advice)


def _without_influence(seen: Context) -> Iterator[Finding]:
    """Parties with a position whose influence is not known, where that of others is."""
    held = [(n.party, n.issue) for n in seen.brief.numbers.values() if n.kind == "position"]
    lacking = dict.fromkeys(
        party
        for party, issue in held
        if party in seen.brief.parties
        and not {f"parties/{party}/influence", f"parties/{party}/influence/{issue}"}
        & seen.brief.numbers.keys()
        and not seen.is_removed(f"parties/{party}/influence")
    )
    if lacking and _weighs(seen):
        message = msg(
            "the influence of {parties} is not known; skipped without it: forecasts",
            parties=[seen.party(name) for name in lacking],
        )
        advice = msg("Write `influence` for every party with a position.")
        yield seen.finding("W013", f"parties/{next(iter(lacking))}", says=message, advice=advice)


def _nobody_at_table(seen: Context) -> Iterator[Finding]:
    content, parties = seen.brief.content, seen.brief.parties
    holders = [name for name, stances in content.stances.items() if stances and name in parties]
    if seen.is_removed("stances") or (not holders and content.moves is not None):
        return
    advice = msg("Write the stances of those at the table, or bring a party to it.")
    if not holders and content.issues and parties:
        message = msg("no party has a stance; skipped without it: bargaining and forecasts")
        yield seen.finding("W013", "stances", says=message, advice=advice)
    elif _bargains(seen) and holders and not any(parties[name].at_table for name in holders):
        message = msg("no party at the table has a stance; skipped without it: bargaining")
        yield seen.finding("W013", "stances", says=message, advice=advice)


def _weighs(seen: Context) -> bool:
    """Whether the brief says anything about influence."""
    return any(number.kind == "influence" for number in seen.brief.numbers.values())


def _worth_of_no_deal(seen: Context) -> bool:
    """Whether the brief says anything about the worth of no deal."""
    content = seen.brief.content
    return (
        any(issue.status_quo is not None for issue in content.issues.values())
        or any(party.reserve is not None for party in content.parties.values())
        or isinstance(content.rules.no_deal, dict)
    )


def _bargains(seen: Context) -> bool:
    """Whether the brief is made for bargaining over weighted issues (or shows no other purpose)."""
    additive = seen.brief.content.preferences.form == "additive"
    return additive and (_worth_of_no_deal(seen) or not _weighs(seen))


def _forecasts(seen: Context) -> bool:
    """Whether the brief is made for forecasts (or shows no other purpose)."""
    return _weighs(seen) or not _worth_of_no_deal(seen)
