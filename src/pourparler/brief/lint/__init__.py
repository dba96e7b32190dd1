"""The rules of a brief (evidence specification, section 7): one small function each, listed in one table."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pourparler.brief.brief import Brief
from pourparler.brief.documents import Documents
from pourparler.brief.findings import Finding, ordered
from pourparler.brief.lint import (
    coverage,
    dates,
    disagreement,
    grades,
    grounds,
    inputs,
    judged,
    links,
    priors,
    quotes,
    telling,
    words,
)
from pourparler.brief.lint.context import Context, Rule

RULES: Mapping[str, tuple[Rule, ...]] = {
    "E007": (
        links.unknown_name,
        links.unknown_law_name,
        judged.unknown_judged,
        words.unknown_yardstick,
        priors.unknown_prior,
    ),
    "E009": (links.unusable_file, quotes.wrong_witness),
    "E012": (links.nothing_to_analyse,),
    "E101": (quotes.wrong_document,),
    "E102": (quotes.quote_not_found,),
    "E103": (quotes.quote_in_several_places,),
    "E104": (quotes.quote_cut,),
    "E105": (quotes.quote_with_omission,),
    "E106": (links.unknown_source,),
    "E107": (links.circular_chain, links.branching_chain),
    "E201": (grounds.ungrounded,),
    "E202": (links.unknown_evidence,),
    "E203": (grounds.superseded,),
    "E204": (grades.unconfirmed,),
    "E205": (dates.undated,),
    "E206": (words.not_a_quantity, judged.off_the_scale, priors.not_a_prior),
    "E207": (words.off_the_yardstick,),
    "E208": (words.no_yardstick,),
    "E210": (grounds.not_accepted,),
    "W009": (links.missing_notes,),
    "W012": (links.lone_party,),
    "W013": (inputs.missing_input,),
    "W014": (inputs.empty_stance,),
    "W201": (grades.only_interested,),
    "W202": (disagreement.louder_headline,),
    "W203": (telling.vague_authority,),
    "W204": (quotes.doubt_left_out,),
    "W205": (grades.told_by_counterpart,),
    "W206": (words.too_narrow,),
    "W207": (telling.lost_doubt,),
    "W208": (grades.unusual_pair,),
    "W209": (dates.stale,),
    "W210": (coverage.counted_twice,),
    "W211": (telling.crowded_sentence,),
    "W212": (words.mixed_yardsticks,),
    "W213": (disagreement.disjoint_readings,),
    "W214": (grades.repeated_root,),
    "W215": (quotes.quote_of_furniture,),
    "W216": (quotes.invisible_characters,),
    "W217": (grades.unread_outlet,),
    "W218": (judged.no_confidence,),
    "W219": (disagreement.differing_retellings,),
    "W220": (telling.carried_over,),
    "W221": (dates.too_late, judged.given_later),
    "W222": (telling.whose_position,),
    "W229": (grounds.ungrounded_moves,),
    "W238": (judged.idle_pool, judged.too_few_seeds),
    "N301": (coverage.unknown_party,),
    "N302": (coverage.assumed_influence,),
    "N303": (disagreement.different_agendas,),
    "N304": (words.transferred,),
    "N305": (quotes.loose_match,),
    "N306": (telling.no_direct_quotation,),
    "N307": (grades.ungraded,),
    "N309": (words.unchecked_wording,),
    "N310": (grounds.mostly_assumed,),
    "N311": (grounds.unused,),
    "N313": (inputs.unnamed_format,),
    "N314": (inputs.unnamed_day,),
    "N315": (coverage.status_quo_between_values,),
}
"""Every rule of a brief, by its id; a rule that looks at different places has a function for each."""


def lint(brief: Brief, *, sources: Sequence[str | Path] = ()) -> tuple[Finding, ...]:
    """Every finding about a brief that needs no model: faults of the format and the rules of the table.

    Parameters: `brief`; `sources`, folders where detached documents may lie.
    Returns findings, errors first. Raises ``UsageError`` where one of the folders does not exist.

    >>> from pourparler.brief.reading import brief_from_data
    >>> [finding.rule for finding in lint(brief_from_data({"parties": {"a": {}, "b": {}}}))]
    ['E012']
    """
    seen = Context(brief, Documents(brief, tuple(Path(folder) for folder in sources)))
    found = [finding for rules in RULES.values() for rule in rules for finding in rule(seen)]
    return ordered([*brief.faults, *found])
