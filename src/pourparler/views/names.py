"""What parties, issues, levels, concepts and quantities are called, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pourparler.brief.brief import Brief
from pourparler.brief.numbers import KINDS
from pourparler.language import Lang, Message, msg, number, pick, render

CONCEPTS: Mapping[str, Message] = {
    "agreements": msg("Possible agreements"),
    "frontier": msg("Efficient frontier"),
    "nash": msg("Nash solution"),
    "kalai-smorodinsky": msg("Kalai–Smorodinsky solution"),
    "egalitarian": msg("Egalitarian solution"),
    "utilitarian": msg("Utilitarian solution"),
    "compromise": msg("Compromise (weighted mean)"),
    "weighted-median": msg("Weighted median"),
}

STATUS: Mapping[str, Message] = {
    "ok": msg("answered"),
    "no-agreement": msg("no agreement possible"),
    "approximate": msg("approximate"),
    "limit": msg("limit reached"),
    "undefined": msg("undefined here"),
}


@dataclass(frozen=True)
class Names:
    """Names for display, from a brief, else from the labels that results carry, else the ids themselves."""

    lang: Lang
    brief: Brief | None = None
    labels: Mapping[str, Any] = field(default_factory=dict)

    def party(self, party: str) -> str:
        """A party's name."""
        return self.brief.party_name(party, self.lang) if self.brief else self._label(f"party/{party}", party)

    def issue(self, issue: str) -> str:
        """An issue's name."""
        return self.brief.issue_name(issue, self.lang) if self.brief else self._label(f"issue/{issue}", issue)

    def level(self, issue: str, value: object) -> str:
        """A level's name, or a number in the language's own way."""
        if isinstance(value, int | float):
            return number(float(value), self.lang)
        if self.brief:
            return self.brief.level_name(issue, value, lang=self.lang)
        return self._label(f"level/{issue}/{value}", str(value))

    def _label(self, key: str, default: str) -> str:
        return pick(self.labels.get(key), self.lang, default)

    def outcome(self, outcome: Mapping[str, Any]) -> str:
        """An outcome on one line: issue and level, separated by semicolons."""
        terms = [
            msg("{issue}: {level}", issue=self.issue(issue), level=self.level(issue, value))
            for issue, value in outcome.items()
        ]
        return render(Message("{deal:terms}", {"deal": terms}), self.lang)

    def concept(self, name: str) -> str:
        """A concept's name."""
        return render(CONCEPTS[name], self.lang) if name in CONCEPTS else name

    def status(self, code: str) -> str:
        """A status in a word or two."""
        return render(STATUS.get(code, Message(code)), self.lang)

    def quantity(self, name: str) -> str:
        """The name of a sweep's quantity (``utility/PARTY``, ``issue/ISSUE``, ``objective``)."""
        head, _, rest = name.partition("/")
        if head == "utility":
            return render(msg("utility of {party}", party=self.party(rest)), self.lang)
        return self.issue(rest) if head == "issue" else render(msg("objective"), self.lang)

    def number(self, key: str) -> str:
        """What a number is, from its key: ``position of Russia on NATO presence``."""
        known = self.brief.numbers.get(key) if self.brief else None
        if known is None:
            return key
        kind = KINDS[known.kind]
        if known.party and known.issue:
            text = msg(
                "{kind} of {party} on {issue}",
                kind=kind,
                party=self.party(known.party),
                issue=self.issue(known.issue),
            )
        elif known.party:
            text = msg("{kind} of {party}", kind=kind, party=self.party(known.party))
        elif known.issue:
            text = msg("{kind} of the issue {issue}", kind=kind, issue=self.issue(known.issue))
        else:
            text = kind
        return render(text, self.lang)
