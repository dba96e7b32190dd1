"""A brief that may be analysed: read, checked, and refused with all its errors where it has any."""

from pathlib import Path

from pourparler.brief.brief import Brief
from pourparler.brief.findings import Finding
from pourparler.brief.reading import read_brief
from pourparler.errors import InvalidBrief
from pourparler.language import msg, msg_n
from pourparler.model.check import check


def checked(brief: Brief, sources: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """The findings about ``brief``. Raises ``InvalidBrief`` with its error findings where there are some."""
    findings = check(brief, sources=tuple(Path(item) for item in sources))
    errors = tuple(finding for finding in findings if finding.level == "error")
    if errors:
        raise InvalidBrief(
            msg_n("the brief has {n} error", "the brief has {n} errors", n=len(errors)),
            findings=errors,
            where=errors[0].place.file,
            advice=msg("`pourparler check` says what to do about each."),
        )
    return findings


def checked_brief(path: str, *, scenario: str = "", as_of: str = "") -> Brief:
    """Read and check a brief that is to be analysed."""
    brief = read_brief(path, scenario=scenario, as_of=as_of)
    checked(brief)
    return brief
