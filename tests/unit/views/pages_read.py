"""A brief with all that a report shows, its report by the main job, and a reader of pages."""

import re
from html.parser import HTMLParser
from typing import Any

from pourparler.brief.brief import Brief
from pourparler.brief.findings import Finding
from pourparler.uncertainty.run import Plan, run
from pourparler.views.report import Report, report


def data(**more: Any) -> dict[str, Any]:
    """Two parties, two issues, a range on every number."""
    ranged = {"low": 40, "mode": 60, "high": 90}
    found = {
        "title": {"en": "A river", "fr": "Un fleuve"},
        "as_of": "2025-02-01",
        "parties": {
            "a": {"name": "Amont", "influence": {**ranged, "assumption": "as one does"}},
            "b": {"name": "Aval", "influence": {"value": 50, "assumption": "as one does"}},
            "c": {"name": "Côté", "at_table": False, "influence": {"value": 5, "assumption": "small"}},
        },
        "issues": {
            "water": {"levels": {"none": 0, "half": 50, "all": 100}, "status_quo": "none"},
            "years": {"range": {"from": 0, "to": 10, "step": 2, "unit": "years"}, "status_quo": 0},
        },
        "stances": {
            "a": {
                "water": {
                    "position": "none",
                    "salience": ranged,
                    "assumption": "said so",
                    "red_line": "at most half",
                },
                "years": {"position": [2, 8], "salience": 70, "assumption": "said so"},
            },
            "b": {
                "water": {"position": "all", "salience": 80, "assumption": "said so"},
                "years": {"position": 10, "salience": 30, "assumption": "said so"},
            },
            "c": {"water": {"position": "half", "salience": 20, "assumption": "said so"}},
        },
    }
    return {**found, **more}


def made(brief: Brief, findings: tuple[Finding, ...] = ()) -> Report:
    """The report of the main job."""
    found = run(brief, findings, Plan(draws=32))
    return report(brief, (*found.results, *found.sweeps), findings=findings, skipped=found.skipped)


class Reader(HTMLParser):
    """Collects what the tests look at."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.headings: list[int] = []
        self.named: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if str(found.get("href", "")).startswith("#"):
            self.targets.append(str(found["href"])[1:])
        for name in ("aria-labelledby", "aria-describedby"):
            self.named += str(found.get(name) or "").split()
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))


def parsed(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader
