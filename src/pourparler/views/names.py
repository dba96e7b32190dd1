"""What parties, issues, levels, concepts and quantities are called, in one language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal, cast

from pourparler.analyses.stability.names import IN_WORDS
from pourparler.brief.brief import Brief
from pourparler.brief.move_claims import move_claims
from pourparler.brief.numbers import KINDS, Number, NumberKind
from pourparler.brief.red_lines import red_lines
from pourparler.brief.strategies import strategies
from pourparler.language import (
    NARROW_NO_BREAK,
    NO_BREAK,
    Lang,
    Message,
    msg,
    number,
    pick,
    render,
    typography,
)

CONCEPTS: Mapping[str, Message] = {
    "agreements": msg("Possible agreements"),
    "frontier": msg("Efficient frontier"),
    "nash": msg("Nash solution"),
    "kalai-smorodinsky": msg("Kalai–Smorodinsky solution"),
    "egalitarian": msg("Egalitarian solution"),
    "utilitarian": msg("Utilitarian solution"),
    "least-spread": msg("Least spread of gains"),
    "raiffa": msg("Raiffa solution"),
    "audit": msg("Audit of a deal"),
    "zones": msg("Zones of possible agreement"),
    "compromise": msg("Compromise (weighted mean)"),
    "weighted-median": msg("Weighted median"),
    "pce": msg("Probabilistic Condorcet election"),
    "ensemble": msg("Ensemble (pool of readings)"),
    "smp": msg("Spatial model of politics"),
    "contestedness": msg("Contestedness"),
    "challenge": msg("Challenge model"),
    "challenge-readings": msg("Readings of the challenge model"),
    "nash-spatial": msg("Nash bargaining on positions"),
    "ks-spatial": msg("Kalai–Smorodinsky solution on positions"),
    "levers": msg("Levers"),
    "exchange": msg("Exchange of positions"),
    "veto-core": msg("Core and winset"),
    "agenda": msg("Agenda setting"),
    "power": msg("Voting power"),
    "stability": msg("Stability"),
    "paths": msg("Paths"),
    "inverse": msg("Inverse question"),
    "talks": msg("Talks"),
    "rubinstein": msg("Rubinstein equilibrium"),
    "backward-induction": msg("Backward induction"),
}

REACHES: Mapping[str, Message] = {
    "improvements": msg("by improvements"),
    "jump": msg("by moving together"),
    "sacrifice": msg("only with a step that is no gain"),
    "unreachable": msg("not at all"),
}
"""How a state of a conflict is reached."""

_SINGLE: Mapping[str, Message] = {
    "step": msg("rounds of talks"),
    "share": msg("share of rankings that make the state hold"),
    "holds": msg("the current ranking makes the state hold"),
    "feasible": msg("number of feasible outcomes"),
    "unanimous": msg("number of outcomes that all accept"),
    "size": msg("number of points of the frontier"),
    "acceptable": msg("number of points of the frontier that all accept"),
}

# Quantities ``HEAD/PARTY``.
_OF_PARTY: Mapping[str, Callable[[str], Message]] = {
    "utility": lambda party: msg("utility of {party}", party=party),
    "discounted": lambda party: msg("discounted utility of {party}", party=party),
    "ideal": lambda party: msg("largest utility of {party} on the frontier", party=party),
    "nadir": lambda party: msg("smallest utility of {party} on the frontier", party=party),
    "most": lambda party: msg("largest utility of {party} in an agreement", party=party),
}

# Stability concepts, by the names of the literature in every language.
# What parts thousands.
GROUPING: Mapping[Lang, str] = {"en": ",", "fr": NARROW_NO_BREAK}

# What may happen to a provision of a package.
PROVISION: Mapping[str, Message] = {"in": msg("in the package"), "out": msg("left out")}

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

    @property
    def known(self) -> Brief:
        """The brief, where there must be one."""
        assert self.brief is not None
        return self.brief

    def text(self, text: str | Mapping[str, str] | None, default: str = "") -> str:
        """What a brief says in its own words, in this language and its typography. Not for quotes."""
        return typography(pick(text, self.lang, default), self.lang)

    def party(self, party: str) -> str:
        """A party's name."""
        return self.text(
            self.brief.party_name(party, self.lang) if self.brief else self.labels.get(f"party/{party}"),
            party,
        )

    def issue(self, issue: str) -> str:
        """An issue's name."""
        return self.text(
            self.brief.issue_name(issue, self.lang) if self.brief else self.labels.get(f"issue/{issue}"),
            issue,
        )

    def option(self, option: str) -> str:
        """An option's name."""
        moves = self.brief.content.moves if self.brief else None
        known = moves.options.get(option) if moves else None
        return self.text(known.name if known else self.labels.get(f"option/{option}"), option)

    def state(self, label: str) -> str:
        """What the brief calls a state, given its code or name; empty where it says nothing."""
        moves = self.brief.content.moves if self.brief else None
        known = moves.state_names.get(label) if moves else None
        return self.text(known if known is not None else self.labels.get(f"state/{label}"), "")

    def source(self, source: str) -> str:
        """A source's title, or its id; it is said of an anonymous one that it is."""
        known = self.brief.sources.get(source) if self.brief else None
        title = self.text(known.title if known else None, source)
        anonymous = known is not None and known.is_anonymous
        return render(msg("{source} (anonymous)", source=title), self.lang) if anonymous else title

    def stance(self, party: str, issue: str) -> str:
        """A party and an issue on which it stands."""
        return render(msg("{party} on {issue}", party=self.party(party), issue=self.issue(issue)), self.lang)

    def level(self, issue: str, value: object) -> str:
        """A level's name, or a number in the language's own way; years are not grouped."""
        if isinstance(value, int | float):
            return self.at(issue, float(value))
        if value in PROVISION and self._is_provision(issue):
            return render(PROVISION[str(value)], self.lang)
        if self.brief:
            return self.text(self.brief.level_name(issue, value, lang=self.lang))
        return self.text(self.labels.get(f"level/{issue}/{value}"), str(value))

    def value(self, issue: str, value: object) -> str:
        """A level's name, or a number with the issue's unit."""
        shown = self.level(issue, value)
        return with_unit(shown, self.unit(issue), self.lang) if isinstance(value, int | float) else shown

    def at(self, issue: str, value: float | None, decimals: int | None = None) -> str:
        """A number on an issue's scale, without its unit: years are not grouped, narrow scales show three decimals."""
        if decimals is not None and self._is_narrow(issue):
            decimals = max(decimals, 3)
        shown = number(value, self.lang, decimals)
        return ungrouped(shown, self.lang) if self._counts_years(issue) else shown

    def plain(self, issue: str, value: float, decimals: int) -> str:
        """A number on an issue's scale with just so many decimals, without its unit: years are not grouped."""
        shown = number(value, self.lang, decimals)
        return ungrouped(shown, self.lang) if self._counts_years(issue) else shown

    def measured(self, issue: str, value: float, decimals: int = 1) -> str:
        """A computed number on an issue's scale, with its unit."""
        return with_unit(self.at(issue, value, decimals), self.unit(issue), self.lang)

    def unit(self, issue: str) -> str:
        """The unit of a numeric issue; empty without one."""
        known = self.brief.issues.get(issue) if self.brief else None
        return pick((known.span.unit if known.span else None) or known.unit, self.lang) if known else ""

    def _is_provision(self, issue: str) -> bool:
        known = self.brief.issues.get(issue) if self.brief else None
        kind = known.kind if known else self.labels.get(f"kind/{issue}")
        return kind == "provision"

    def _is_narrow(self, issue: str) -> bool:
        if self.brief is None or issue not in self.brief.issues:
            return False
        low, high = self.brief.scale(issue)
        return high - low < 5

    def _counts_years(self, issue: str) -> bool:
        known = self.brief.issues.get(issue) if self.brief else None
        if self.brief is None or known is None or known.span is None or self.unit(issue):
            return False
        return holds_years(*self.brief.scale(issue))

    def outcome(self, outcome: Mapping[str, Any]) -> str:
        """An outcome on one line: issue and level, separated by semicolons; of a package, what it includes."""
        if self.is_package(outcome):
            included = [self.issue(issue) for issue, value in outcome.items() if value == "in"]
            return render(msg("a package of {provisions}", provisions=included), self.lang)
        terms = [
            msg("{issue}: {level}", issue=self.issue(issue), level=self.value(issue, value))
            for issue, value in outcome.items()
        ]
        return render(Message("{deal:terms}", {"deal": terms}), self.lang)

    def is_package(self, outcome: Mapping[str, Any]) -> bool:
        """Whether an outcome is a package: a choice of provisions and nothing else."""
        return bool(outcome) and all(self._is_provision(issue) for issue in outcome)

    def named(self, message: Message) -> Message:
        """A message of a model, which knows parties and issues by their ids alone, with their names."""
        params = {key: self._named(value) for key, value in message.params.items()}
        return replace(message, params=MappingProxyType(params))

    def _named(self, value: Any) -> Any:
        match value:
            case Message():
                return self.named(value)
            case tuple() | list():
                return [self._named(item) for item in value]
            case str() if self._is_party(value):
                return self.party(value)
            case str() if self._is_issue(value):
                return self.issue(value)
        return value

    def _is_party(self, text: str) -> bool:
        return text in self.brief.parties if self.brief else f"party/{text}" in self.labels

    def _is_issue(self, text: str) -> bool:
        return text in self.brief.issues if self.brief else f"issue/{text}" in self.labels

    def concept(self, name: str) -> str:
        """A concept's name."""
        return render(CONCEPTS[name], self.lang) if name in CONCEPTS else name

    def status(self, code: str, concept: str = "") -> str:
        """A status in a word or two; talks that end without an agreement do not show that none was possible."""
        if concept == "talks" and code == "no-agreement":
            return render(msg("talks end without an agreement"), self.lang)
        return render(STATUS.get(code, Message(code)), self.lang)

    def quantity(self, name: str) -> str:
        """The name of a sweep's quantity (``utility/PARTY``, ``issue/ISSUE``, ``objective``, and of a conflict
        ``equilibria/CONCEPT``, ``CONCEPT/STATE``, ``reached/KIND``, ``KIND/STATE``, ``share``, ``holds``; of talks ``step``).
        """
        head, _, rest = name.partition("/")
        if head in _OF_PARTY:
            return render(_OF_PARTY[head](self.party(rest)), self.lang)
        if head == "open":
            told = msg("number of values of {issue} that an agreement may have", issue=self.issue(rest))
            return render(told, self.lang)
        if head == "power":
            index, _, party = rest.partition("/")
            return f"{render(msg('voting power'), self.lang)} ({index}, {self.party(party)})"
        if head == "equilibria":
            return render(msg("number of equilibria by {concept}", concept=IN_WORDS[rest]), self.lang)
        if head in IN_WORDS:
            concept = IN_WORDS[head]
            return render(
                msg("{state} is an equilibrium by {concept}", state=rest, concept=concept), self.lang
            )
        if head == "reached":
            return render(msg("number of states reached: {how}", how=REACHES[rest]), self.lang)
        if head in REACHES:
            return render(msg("{state} reached: {how}", state=rest, how=REACHES[head]), self.lang)
        if name in _SINGLE:
            return render(_SINGLE[name], self.lang)
        return self.issue(rest) if head == "issue" else render(msg("objective"), self.lang)

    def of_quantity(self, name: str, value: float | None, *, decimals: int) -> str:
        """A value of a sweep's quantity."""
        head, _, issue = name.partition("/")
        return self.at(issue if head == "issue" else "", value, decimals)

    def _claim(self, key: str) -> str:
        """What is said of moves, by its key: a statement, an option, a direction, a rule; empty for other keys."""
        claim = move_claims(self.brief.content).get(key) if self.brief else None
        if claim is None:
            return ""
        party, said = self.party(claim.party), str(claim.entry.value)
        match claim.kind:
            case "statement":
                text = msg("statement of {party}: {statement:quote}", party=party, statement=said)
            case "option":
                text = msg("option of {party}: {option}", party=party, option=self.option(said))
            case "one_way":
                option = self.option(key.removesuffix("/one_way").rpartition("/")[2])
                text = msg("direction of {option:quote}", option=option)
            case "blocked_move":
                text = msg("blocked move of {party}: {move}", party=party, move=said)
            case _:
                text = msg("combination that cannot be: {combination}", combination=said)
        return render(text, self.lang)

    def stated(self, key: str) -> Number | None:
        """A number, a red line, a strategy of the brief or what it says of moves, by its key."""
        known = self._written(key)
        return move_claims(self.brief.content).get(key) if known is None and self.brief else known

    def _written(self, key: str) -> Number | None:
        """A number, a red line or a strategy of the brief by its key."""
        if self.brief is None:
            return None
        others = {**red_lines(self.brief.content), **strategies(self.brief.content)}
        return self.brief.numbers.get(key) or others.get(key)

    def number(self, key: str) -> str:
        """What a number is, from its key: ``position of Russia on NATO presence``."""
        known = self._written(key)
        kind, party, issue = _told_by(key) if known is None else (known.kind, known.party, known.issue)
        if not kind:
            return self._claim(key) or key
        what = KINDS[kind]
        if party and issue:
            text = msg(
                "{kind} of {party} on {issue}", kind=what, party=self.party(party), issue=self.issue(issue)
            )
        elif party:
            text = msg("{kind} of {party}", kind=what, party=self.party(party))
        elif issue:
            text = msg("{kind} of the issue {issue}", kind=what, issue=self.issue(issue))
        else:
            text = what
        return render(text, self.lang)


def _told_by(key: str) -> tuple[NumberKind | Literal[""], str, str]:
    """Kind, party and issue of a party's number as its key alone tells them; empty for other keys."""
    match key.split("/"):
        case ["stances", party, issue, kind, *_] if kind in KINDS:
            return cast(NumberKind, kind), party, issue
        case ["parties", party, kind, *issue] if kind in KINDS:
            return cast(NumberKind, kind), party, "".join(issue)
    return "", "", ""


def holds_years(low: float, high: float) -> bool:
    """Whether a scale without unit between these ends is one of calendar years."""
    return 1000 <= low < high <= 2999


def ungrouped(shown: str, lang: Lang) -> str:
    """A number as it is shown, without marks between its thousands.

    >>> ungrouped("2,028.5", "en")
    '2028.5'
    """
    return shown.replace(GROUPING[lang], "")


def with_unit(value: str, unit: str, lang: Lang) -> str:
    """A number with its unit: never parted at the end of a line, per cent in the language's own way.

    >>> with_unit("80", "% of the presence", "en")
    '80% of the presence'
    """
    if not unit:
        return value
    if unit.startswith("%"):
        return value + (NARROW_NO_BREAK if lang == "fr" else "") + unit
    return value + NO_BREAK + typography(unit, lang)
