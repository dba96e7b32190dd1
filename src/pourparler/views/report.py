"""The report: one self-contained page that can be read, printed and checked, number by number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pourparler.brief.brief import Brief
from pourparler.brief.files import save
from pourparler.brief.findings import Finding
from pourparler.language import Lang, Message, asked_language, day, msg, msg_n, render


@dataclass(frozen=True)
class Report:
    """A brief with its results, ready to be written as a page. Made by :func:`report`."""

    brief: Brief
    results: tuple[Any, ...]
    findings: tuple[Finding, ...] = ()
    sources: tuple[Path, ...] = ()
    skipped: tuple[Any, ...] = ()

    def html(self, lang: str | None = None) -> str:
        """The page as HTML, in ``lang`` or the brief's language; the same input gives the same text."""
        language = asked_language(lang, self.brief.language)
        return _page(self, language)

    def save(self, path: str | Path, lang: str | None = None) -> None:
        """Write the page to ``path``; a kill at any moment leaves the old file or the new one."""
        save(Path(path), self.html(lang))


def report(
    brief: Brief, results: Sequence[Any], *, findings: Sequence[Finding] = (),
    sources: Sequence[str | Path] = (), skipped: Sequence[Any] = (),
) -> Report:  # fmt: skip
    """The report of ``brief`` from its results and spreads.

    When not to use: for a single result in a notebook (it shows itself).

    Parameters: ``results`` of :func:`solve` and spreads of :func:`sweep`, in any order, and what the main job found
    by leaving sources out; ``findings`` of
    :func:`check`; ``sources``: folders where detached documents may lie, so that quotes are shown in
    context; ``skipped``: analyses that could not run (with ``concept`` and ``message``). Nothing is
    computed until the page is asked for, and nothing is fetched from anywhere.

    >>> from pourparler.brief.reading import brief_from_data
    >>> "<html lang=\\"fr\\"" in report(brief_from_data({"language": "fr"}), []).html()
    True
    """
    return Report(
        brief, tuple(results), tuple(findings), tuple(Path(item) for item in sources), tuple(skipped)
    )


def _page(report: Report, lang: Lang) -> str:
    from pourparler.views.names import Names
    from pourparler.views.number_notes import NumberNotes
    from pourparler.views.report_page import References, environment

    names = Names(lang, report.brief)
    notes = NumberNotes(names, report.sources)
    references = References(notes)
    template = environment(lang, references).get_template("report.html.j2")
    return template.render(**_content(report, notes)) + "\n"


def _content(report: Report, notes: Any) -> Mapping[str, Any]:
    from pourparler.views.front_page import front_page
    from pourparler.views.report_cited import grade_words
    from pourparler.views.report_collective import collective_parts
    from pourparler.views.report_evidence import evidence
    from pourparler.views.report_findings import finding_groups
    from pourparler.views.report_judgements import judgements_part
    from pourparler.views.report_method import method
    from pourparler.views.report_setting import setting
    from pourparler.views.report_solutions import bargaining, forecast_part
    from pourparler.views.report_stability import stability_parts
    from pourparler.views.report_talks import talks_parts
    from pourparler.views.report_turns import turn_parts
    from pourparler.views.report_uncertainty import uncertainty
    from pourparler.views.skipped import skipped_together

    brief, names = report.brief, notes.names
    lang = names.lang
    return {
        "lang": lang,
        "title": names.text(brief.title) or render(msg("A negotiation"), lang),
        "as_of": day(brief.as_of, lang) if brief.as_of else "",
        "scenario": brief.scenario,
        "front": front_page(names, report.results, report.findings),
        "setting": setting(brief, names),
        "bargaining": bargaining(brief, report.results, names),
        "forecasts": forecast_part(report.results, names),
        "collective": collective_parts(report.results, names),
        "turns": turn_parts(report.results, names),
        "stability": stability_parts(report.results, notes),
        "talks": talks_parts(brief, report.results, names),
        "spreads": uncertainty(report.results, names),
        "experts": judgements_part(brief, names),
        "evidence": evidence(brief, report.findings, notes),
        "findings": finding_groups(report.findings, names),
        "skipped": tuple(
            (render(Message("{concepts:list}", {"concepts": concepts}), lang), reason)
            for concepts, reason in skipped_together(report.skipped, names)
        ),
        "notes": notes.notes,
        "first": notes.first,
        "weights": grade_words(names),
        "method": method(brief, report.results, names),
        "counts": tuple(render(told, lang) for told in _counts(brief)),
    }


def _counts(brief: Brief) -> Iterator[Message]:
    """How much a brief holds, of what it holds at all."""
    moves = brief.content.moves
    yield msg_n("{n} party", "{n} parties", n=len(brief.parties))
    if brief.issues or moves is None:
        yield msg_n("{n} issue", "{n} issues", n=len(brief.issues))
    if moves is not None and moves.options:
        yield msg_n("{n} option", "{n} options", n=len(moves.options))
    if brief.numbers or moves is None:
        yield msg_n("{n} number", "{n} numbers", n=len(brief.numbers))
