"""Sentences of the report that no result carries: shares with their error, flips, certificates, rules."""

from collections.abc import Mapping
from typing import Any

from pourparler.analyses.bargaining.results import Certificate
from pourparler.language import Lang, Message, msg, number
from pourparler.uncertainty.draws.columns import Share
from pourparler.uncertainty.flips.flips import Flip
from pourparler.views.names import Names


def points_of(share: Share, lang: Lang) -> str:
    """The standard error of a share in whole percentage points, never less than one where it is not nought."""
    if share.standard_error == 0:
        return "–"
    return number(max(1, round(share.standard_error * 100)), lang, 0)


def share_words(share: Share, what: str) -> Message:
    """A share of draws in words, with the rule of three where every draw or none agrees."""
    if share.share == 1:
        return msg(
            "in all {n} draws (fewer than 3 in {n} otherwise, at 95%): {what}", n=share.draws, what=what
        )
    points = max(1, round(share.standard_error * 100))
    return msg("in {share:percent} of {n} draws (± {points} points): {what}",
               share=share.share, n=share.draws, points=points, what=what)  # fmt: skip


def flip_words(flip: Flip, names: Names, shown: Mapping[str, str]) -> Message:
    """What smallest change of one number changes the outcome; ``shown``: its values ``from`` and ``to`` in words."""
    changes = [
        msg(
            "{issue}: {before} → {after}",
            issue=names.issue(issue),
            before=_level(names, issue, before),
            after=_level(names, issue, after),
        )
        for issue, before, after in flip.changes
    ]
    bound = (
        msg("from {to} up (now {origin})", to=shown["to"], origin=shown["from"])
        if flip.to > flip.origin
        else msg("from {to} down (now {origin})", to=shown["to"], origin=shown["from"])
    )
    if not changes:
        return msg("{number}: {bound} there is no agreement.", number=names.number(flip.key), bound=bound)
    return msg(
        "{number}: {bound} the outcome changes, {changes}.",
        number=names.number(flip.key),
        bound=bound,
        changes=tuple(changes),
    )


def _level(names: Names, issue: str, value: Any) -> str:
    return "–" if value is None else names.value(issue, value)


def certificate_words(certificate: Certificate | None) -> Message:
    """What proves a solution."""
    if certificate is None:
        return Message("")
    if certificate.kind == "exact" and certificate.dominated is False:
        return msg("No acceptable outcome is better for one party and no worse for the others.")
    if certificate.kind == "exact":
        proof = msg("Every acceptable outcome was compared, directly or by a proved bound.")
    elif certificate.gap is None:
        proof = msg("The best found; no bound on what was missed is known.")
    else:
        proof = msg("Within {gap:percent1} of a proved bound.", gap=certificate.gap)
    if certificate.dominated is None:
        return proof
    if certificate.dominated:
        return msg(
            "{proof} Another acceptable outcome is at least as good for all and better for one.", proof=proof
        )
    return msg(
        "{proof} No acceptable outcome is better for one party and no worse for the others.", proof=proof
    )
