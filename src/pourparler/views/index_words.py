"""What groups of inputs are called, and what their indices say, in sentences."""

from collections.abc import Iterator

from pourparler.brief.numbers import KINDS
from pourparler.language import Message, msg, msg_n, render
from pourparler.uncertainty.drivers.explained import OUTCOME, Index, Indices
from pourparler.uncertainty.drivers.groups import Group, Grouping
from pourparler.views.names import Names

TITLES: dict[Grouping, Message] = {
    "key": msg("Which numbers carry the answer"),
    "source": msg("Which sources carry the answer"),
    "party": msg("Whose numbers carry the answer"),
    "issue": msg("Numbers on which issues carry the answer"),
    "kind": msg("Which kinds of numbers carry the answer"),
}

HALF = 0.5
"""Part of the variance from which on an answer is said to rest on a source, beyond two standard errors."""
NOTHING = 0.01
"""Part of the variance below which a group is said to have no hand in an answer."""
ACTING = 3
"""Groups named as acting with others."""


def output_name(output: str, names: Names) -> str:
    """What is explained: a quantity of the sweep, or whether the most frequent outcome comes about."""
    if output == OUTCOME:
        return render(msg("most frequent outcome or another"), names.lang)
    return names.quantity(output)


def group_name(group: Group, by: Grouping, names: Names) -> str:
    """What a group of inputs is called."""
    return render(_group(group, by, names), names.lang)


def _group(group: Group, by: Grouping, names: Names) -> Message:
    match group.kind:
        case "assumed":
            return msg("assumptions and judgements, on no source")
        case "general":
            return (
                msg("what belongs to no single party")
                if by == "party"
                else msg("what belongs to no single issue")
            )
        case "correlated":
            return msg(
                "{numbers:terms}, tied to each other", numbers=[names.number(key) for key in group.members]
            )
        case "shared":
            return _shared(group, by, names)
    return Message("{name}", {"name": _member(group.members[0], by, names)})


def _shared(group: Group, by: Grouping, names: Names) -> Message:
    if by == "key":
        # Uniforms of several numbers that rest on no source say whether experts count, and which of them.
        if group.members == ("pool",):
            return msg("whether the experts’ answers count")
        if group.members == ("expert",):
            return msg("which expert is followed")
        sources = [source for source in group.members if names.brief is None or source in names.brief.sources]
        if not sources:
            return msg("the choice between judgements")
        return msg("what several numbers owe to {sources:list}", sources=list(map(names.source, sources)))
    members = [_member(member, by, names) for member in group.members]
    if by == "source":
        return msg("what rests on {sources:list} together", sources=members)
    if len(members) == 1:
        return msg("what {member} shares with others", member=members[0])
    return msg("what {members:list} share", members=members)


def _member(member: str, by: Grouping, names: Names) -> str:
    match by:
        case "key":
            return names.number(member)
        case "source":
            return names.source(member)
        case "party":
            return names.party(member)
        case "issue":
            return names.issue(member)
    kinds: dict[str, Message] = {
        "calendar": msg("calendar"),
        **{str(kind): text for kind, text in KINDS.items()},
    }
    return render(kinds[member], names.lang) if member in kinds else member


def error_points(index: Index) -> int:
    """The standard error in whole points of percent, never less than one."""
    return max(1, round(100 * (index.standard_error or 0.0)))


def index_sentences(indices: Indices, names: Names, *, output: str = "") -> tuple[str, ...]:
    """What carries an answer, what acts with others, what has no hand in it; ``output``: the main one by default."""
    told = [*_sentences(indices, names, output or indices.main)]
    if indices.explained and indices.status.code == "approximate":
        told.append(indices.status.message)
    return tuple(render(sentence, names.lang) for sentence in told)


def index_messages(indices: Indices, names: Names) -> tuple[Message, ...]:
    """What carries the main output, and at what cost that was found out."""
    if not indices.main:
        return indices.sentences()
    return (*_sentences(indices, names, indices.main), *indices.sentences())


def _sentences(indices: Indices, names: Names, output: str) -> Iterator[Message]:
    if not output or not indices.explained[output].varies:
        yield indices.status.message if not output else msg("Nothing varies.")
        return
    rows = indices.of(output)
    group, index = rows[0]
    told = output_name(output, names)
    lead = _leading(indices.by, group, index=index, names=names)
    # The outcome and the objective are the answer; of a forecast each issue is one.
    yield (
        lead if output in (OUTCOME, "objective") else msg("{output}. {sentence}", output=told, sentence=lead)
    )
    yield _measured(index)
    acting = [group_name(other, indices.by, names) for other, its in rows if its.interacts]
    if acting:
        yield _acting(acting)
    idle = sum((its.total or 0.0) < NOTHING for _, its in rows)
    if idle:
        yield msg_n(
            "{n} group of {total} has no hand in it: less than 1% of the variance.",
            "{n} groups of {total} have no hand in it: less than 1% of the variance each.",
            n=idle, total=len(rows),
        )  # fmt: skip


def _leading(by: Grouping, group: Group, *, index: Index, names: Names) -> Message:
    """Which group comes first; for sources, whether it carries the answer by itself."""
    name = group_name(group, by, names)
    if by != "source":
        return msg("What matters most: {group}.", group=name)
    alone = (index.first_order or 0.0) - 2 * (index.standard_error or 0.0) >= HALF
    if alone and group.kind == "assumed":
        return msg("This answer rests on assumptions and judgements more than on any source.")
    if not alone or group.kind != "source":
        return msg("No source alone carries this answer; what matters most: {group}.", group=name)
    source = group.members[0]
    known = names.brief.sources.get(source) if names.brief else None
    if known is not None and known.is_anonymous:
        title = names.text(known.title, source)
        return msg("This answer rests on one anonymous source: {source}.", source=title)
    return msg("This answer rests on one source: {source}.", source=name)


def _measured(index: Index) -> Message:
    points = error_points(index)
    if (index.first_order or 0.0) <= 2 * (index.first_order_error or 0.0):
        return msg(
            "Known exactly, it would by itself take away next to nothing of the variance, but it has a hand in {total:percent} (± at most about {points} points).",
            total=index.total, points=points,
        )  # fmt: skip
    if (index.first_order or 0.0) >= (index.total or 0.0):
        return msg(
            "Known exactly, it would take away about {total:percent} of the variance (± at most about {points} points).",
            total=index.total, points=points,
        )  # fmt: skip
    return msg(
        "Known exactly, it would by itself take away {first:percent} of the variance; it has a hand in {total:percent} (± at most about {points} points).",
        first=index.first_order, total=index.total, points=points,
    )  # fmt: skip


def _acting(names: list[str]) -> Message:
    more = len(names) - ACTING
    if more <= 0:
        return msg("Much of what these do, they do only together with others: {groups:terms}.", groups=names)
    return msg(
        "Much of what these do, they do only together with others: {groups:terms} and {n} more.",
        groups=names[:ACTING], n=more,
    )  # fmt: skip
