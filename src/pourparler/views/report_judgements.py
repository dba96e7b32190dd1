"""The report's part on experts: what they say, how far they disagree, and that they are not evidence."""

from pourparler.brief.brief import Brief
from pourparler.language import msg as _
from pourparler.language import render
from pourparler.uncertainty.inputs.judgements import judgements
from pourparler.views.charts.judgements import judgements as side_by_side
from pourparler.views.judgements import judgement_sentences
from pourparler.views.names import Names
from pourparler.views.report_part import Part


def judgements_part(brief: Brief, names: Names) -> Part | None:
    """Experts side by side, with what the reader must know first; ``None`` where the brief has no judgements."""
    found = judgements(brief)
    if not found.numbers and not found.left_out:
        return None
    lead, use, *rest = judgement_sentences(found, names)
    first = (_("Experts are heard beside the evidence; they are not evidence."), lead, use)
    return Part(
        title=render(_("What experts say"), names.lang),
        lead=tuple(render(line, names.lang) for line in first),
        sentences=tuple(render(line, names.lang) for line in rest),
        figure=side_by_side(found, names),
    )
