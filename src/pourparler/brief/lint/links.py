"""Rules on names and files: sources, chains, evidence, parties, issues, options, numbers."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pourparler.brief.chains import MAX_CHAINS, branches, chains_of
from pourparler.brief.files import inside
from pourparler.brief.findings import Finding
from pourparler.brief.lint.citations import Reference, references
from pourparler.brief.lint.context import Context, is_number
from pourparler.brief.numbers import levels_of
from pourparler.errors import UnreadableInput
from pourparler.language import Message, did_you_mean, msg

_WHAT: Mapping[str, Message] = {
    "parties": msg("{name} is not a party"),
    "issues": msg("{name} is not an issue"),
    "options": msg("{name} is neither an option nor an issue of the moves"),
    "numbers": msg("there is no number {name} in this brief"),
}
_SHOWN = 12


def unknown_source(seen: Context) -> Iterator[Finding]:
    """E106: an item's source, or a link of its chain, is not declared."""
    for name, item in seen.brief.evidence.items():
        for position, link in enumerate(dict.fromkeys(item.links())):
            if link in seen.brief.sources or seen.is_gone("sources", link):
                continue
            key = f"evidence/{name}/{'via' if position else 'source'}"
            advice = did_you_mean(link, seen.brief.sources, msg("Declare it under `sources`."))
            yield seen.finding(
                "E106", key, says=msg("{id} is not a source", id=link), advice=advice, found=link
            )


def circular_chain(seen: Context) -> Iterator[Finding]:
    """E107: a chain comes back to a link that it already passed."""
    for name, item in seen.brief.evidence.items():
        if any(len(set(chain)) < len(chain) for chain in chains_of(item)):
            message = msg("the chain of {id} goes in a circle", id=name)
            yield seen.finding(
                "E107", f"evidence/{name}/via", says=message, advice=msg("End it at the root.")
            )


def branching_chain(seen: Context) -> Iterator[Finding]:
    """E107: a chain has so many parallel links that not all of them are followed."""
    for name, item in seen.brief.evidence.items():
        if branches(item) > MAX_CHAINS:
            message = msg("the chain of {id} branches into more than {limit}", id=name, limit=MAX_CHAINS)
            yield seen.finding(
                "E107", f"evidence/{name}/via", says=message, advice=msg("Make several evidence items.")
            )


def unknown_evidence(seen: Context) -> Iterator[Finding]:
    """E202: what is cited is not an evidence item."""
    uses = [(f"{cited.key}/because", name) for cited in seen.citations for name in cited.because]
    uses += [(use.key, use.name) for use in references(seen.brief.content) if use.section == "evidence"]
    for key, name in uses:
        if name not in seen.brief.evidence and not seen.is_gone("evidence", name):
            advice = did_you_mean(
                name, seen.brief.evidence, msg("Add it under `evidence`, or cite another item.")
            )
            yield seen.finding(
                "E202", key, says=msg("{id} is not an evidence item", id=name), advice=advice, found=name
            )


def unknown_name(seen: Context) -> Iterator[Finding]:
    """E007: a party, an issue, an option, a level or a number that the brief does not have."""
    known = _known(seen)
    for use in references(seen.brief.content):
        if use.section != "evidence" and use.name not in known[use.section] and not _is_gone(seen, use):
            yield _unknown(seen, use.key, _WHAT[use.section], (use.name, known[use.section]))
    for name, item in seen.brief.evidence.items():
        for about in item.about:
            if about not in known["about"] and not seen.is_gone("parties", about):
                message = msg("{name} is neither a party nor an issue")
                yield _unknown(seen, f"evidence/{name}/about", message, (about, known["about"]))
    yield from _unknown_levels(seen)


def _known(seen: Context) -> Mapping[str, frozenset[str]]:
    content = seen.brief.content
    moves = content.moves
    return {
        "parties": frozenset(content.parties),
        "issues": frozenset(content.issues),
        "options": frozenset((*moves.options, *moves.issues)) if moves else frozenset(),
        "numbers": frozenset(seen.brief.numbers),
        "about": frozenset((*content.parties, *content.issues)),
    }


def _is_gone(seen: Context, use: Reference) -> bool:
    match use.section:
        case "numbers":
            return seen.is_removed(use.name)
        case "options":
            return seen.is_gone("moves/options", use.name) or seen.is_gone("moves", "options")
    return seen.is_gone(use.section, use.name)


def _unknown_levels(seen: Context) -> Iterator[Finding]:
    for name, issue in seen.brief.issues.items():
        if isinstance(issue.status_quo, str) and not _on_scale(seen, name, issue.status_quo):
            message = msg("{issue} has no value {name}", issue=name)
            yield _unknown(seen, f"issues/{name}/status_quo", message, (issue.status_quo, levels_of(issue)))
    for party, stances in seen.brief.content.stances.items():
        for name, stance in stances.items():
            for level in stance.values or ():
                if name in seen.brief.issues and not _on_scale(seen, name, level):
                    message = msg("{issue} has no value {name}", issue=name)
                    key = f"stances/{party}/{name}/values/{level}"
                    yield _unknown(seen, key, message, (level, levels_of(seen.brief.issues[name])))


def _on_scale(seen: Context, issue: str, written: str) -> bool:
    """Whether ``written`` is a level, or a number where the issue is numeric (its size is E206's affair)."""
    return written in seen.brief.levels(issue) or is_number(written)


def unknown_law_name(seen: Context) -> Iterator[Finding]:
    """E007: a number is written as a word that its scale does not have."""
    for key, fault in seen.law_faults.items():
        context = fault.context or {}
        if context.get("rule") == "E007" and seen.brief.numbers[key].kind != "chance":
            yield seen.finding(
                "E007", key, says=context["message"], advice=context["advice"] or msg("Write a number.")
            )


def _unknown(seen: Context, key: str, message: Message, name: tuple[str, Iterable[str]]) -> Finding:
    word, known = name[0], tuple(name[1])
    shown = (*known[:_SHOWN], "…") if len(known) > _SHOWN else known
    otherwise = msg("Known here: {known}.", known=shown) if known else msg("Declare it first.")
    told = msg(message.text, **{**message.params, "name": word})
    return seen.finding("E007", key, says=told, advice=did_you_mean(word, known, otherwise), found=word)


def unusable_file(seen: Context) -> Iterator[Finding]:
    """E009: a file of the brief that cannot be used: outside the folder, in a circle, too large, binary."""
    yield from seen.documents.lock.faults
    for name, located in seen.located.items():
        if located.rule == "E009":
            key = f"sources/{name}/{'text' if seen.brief.sources[name].text else 'file'}"
            yield seen.finding("E009", key, says=located.problem, advice=located.advice)
    for folder, name in _notes(seen):
        try:
            inside(folder, name)
        except (UnreadableInput, OSError):
            message = msg("{name} cannot be used as a file of the brief", name=name)
            yield seen.finding("E009", "notes", says=message, advice=msg("Name a file inside the folder."))


def missing_notes(seen: Context) -> Iterator[Finding]:
    """W009: the file that ``notes`` names is not there."""
    for folder, name in _notes(seen):
        try:
            missing = not inside(folder, name).exists()
        except (UnreadableInput, OSError):
            missing = False  # told by E009
        if missing:
            advice = msg("Add the file, or take the key out.")
            message = msg("there is no file {name}", name=name)
            yield seen.finding("W009", "notes", says=message, advice=advice)


def _notes(seen: Context) -> Iterator[tuple[Path, str]]:
    """The files that ``notes`` names; a text of another form is the notes themselves."""
    notes, folder = seen.brief.content.notes, seen.brief.folder
    names = [notes] if isinstance(notes, str) else list((notes or {}).values())
    for name in names:
        if folder is not None and name.endswith((".md", ".txt")) and "\n" not in name:
            yield folder, name


def nothing_to_analyse(seen: Context) -> Iterator[Finding]:
    """E012: no parties, or nothing that they could decide or do."""
    content = seen.brief.content
    advice = msg("See `pourparler new DIR` for an example.")
    if not content.parties and not seen.is_removed("parties"):
        yield seen.finding("E012", "parties", says=msg("there are no parties to analyse"), advice=advice)
    # A decision rule by itself has an answer: the voting power of the parties.
    ruled = "agreement" in content.rules.model_fields_set
    removed = any(seen.is_removed(key) for key in ("issues", "moves", "rules/agreement"))
    moves = content.moves
    moving = moves is not None and (moves.options or moves.issues or moves.states)
    if not (content.issues or moving or ruled or removed):
        says = msg("there are neither issues, nor moves, nor a decision rule to analyse")
        yield seen.finding("E012", "issues", says=says, advice=advice)


def lone_party(seen: Context) -> Iterator[Finding]:
    """W012: one party alone cannot negotiate."""
    if len(seen.brief.parties) == 1 and not seen.is_removed("parties"):
        (name,) = seen.brief.parties
        message = msg("{party} is alone: bargaining needs two parties", party=name)
        yield seen.finding("W012", f"parties/{name}", says=message, advice=msg("Add the others."))
