"""The report's part on what the decision rule lets be changed at all: which status quos, with a warning before."""

from pourparler.analyses.collective.procedures.result import CoreResult
from pourparler.language import Message, msg, msg_n, render
from pourparler.views.charts.changeable import changeable
from pourparler.views.names import Names
from pourparler.views.procedures import BARELY
from pourparler.views.report_part import Part


def changeable_part(result: CoreResult, names: Names) -> Part | None:
    """The strips with their warning; sentences alone where nothing can be changed or no status quo is known.

    ``None`` where nobody votes on any issue.
    """
    found = {issue: f.details for issue, f in result.forecasts.items() if f.details and f.details["pivots"]}
    if not found:
        return None
    compared = {issue: details for issue, details in found.items() if details["reference"] is not None}
    moved = [issue for issue, details in compared.items() if not details["in_core"]]
    told = _counted(len(compared), len(moved))
    warned = [msg("The status quo is taken literally, as the brief states it."), BARELY] if moved else []
    return Part(
        title=render(msg("What can be changed at all"), names.lang),
        lead=tuple(render(line, names.lang) for line in warned),
        sentences=(render(told, names.lang),),
        figure=changeable(result, names) if moved else None,
    )


def _counted(compared: int, moved: int) -> Message:
    """On how many issues the status quo can be changed, of those on which it is known."""
    if not compared:
        return msg(
            "No status quo is known here: there is nothing of which the rule could say whether it can be changed."
        )
    if not moved:
        return msg_n(
            "Nothing: on the one issue on which the status quo is known it lies in the core, and nothing that enough parties prefer can replace it.",
            "Nothing: on all {n} issues on which the status quo is known it lies in the core, and nothing that enough parties prefer can replace it.",
            n=compared,
        )  # fmt: skip
    return msg(
        "The status quo can be replaced on {n} of {of} issues on which it is known; the rule does not say by what within the band.",
        n=moved, of=compared,
    )  # fmt: skip
