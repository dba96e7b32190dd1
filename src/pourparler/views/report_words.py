"""Words of the report that no result carries: errors of shares, certificates."""

from pourparler.analyses.bargaining.results import Certificate
from pourparler.language import Lang, Message, msg, number
from pourparler.uncertainty.draws.columns import Share


def points_of(share: Share, lang: Lang) -> str:
    """The standard error of a share in whole percentage points, never less than one where it is not nought."""
    if share.standard_error == 0:
        return "–"
    return number(max(1, round(share.standard_error * 100)), lang, 0)


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
