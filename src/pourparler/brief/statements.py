"""Conditions and option statements: one grammar for red lines, exclusions and preferences (syntax trees only).

    statement := cond [ "iff" cond ]
    cond      := disj [ "if" disj ]                  A if B: true where B is false
    disj      := conj { "or" conj }
    conj      := neg { "and" neg }
    neg       := "not" neg | atom
    atom      := OPTION | ISSUE rel LEVEL | ISSUE ["is"] "at least"|"at most" LEVEL
               | ISSUE "in" "{" LEVEL { "," LEVEL } "}" | "(" statement ")"
    rel       := "=" | "!=" | "<" | "<=" | ">" | ">="

Inside a condition on one issue the issue's name is left out: ``at least moratorium``, ``< 20``, ``never``.
"""

import re
from dataclasses import dataclass
from typing import Literal

from pourparler.language import Message, msg, nearest

Relation = Literal["=", "!=", "<", "<=", ">", ">="]
RESERVED = frozenset(["not", "and", "or", "if", "iff", "in", "is", "at", "least", "most"])

_TOKEN = re.compile(r"\s*(?:(<=|>=|!=|[=<>(){},])|\"([^\"]*)\"|([\w.\-]+))")


@dataclass(frozen=True)
class Atom:
    """``name relation one of levels``; an option alone has no levels."""

    name: str
    relation: Relation = "="
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Not:
    """True where ``part`` is false."""

    part: "Statement"


@dataclass(frozen=True)
class Combination:
    """``left and/or/if/iff right``."""

    word: Literal["and", "or", "if", "iff"]
    left: "Statement"
    right: "Statement"


Statement = Atom | Not | Combination


class StatementError(ValueError):
    """A statement that does not parse: column (from 1), what was expected, the nearest known name."""

    def __init__(self, column: int, found: str, expected: Message, near: str = "") -> None:
        super().__init__(f"column {column}: expected {expected}, found {found!r}")
        self.text = ""
        self.column = column
        self.found = found
        self.expected = expected
        self.near = near

    def message(self) -> Message:
        """The sentence for a finding; it carries the ``statement``, so that views can point into it."""
        found: object = self.found or msg("the end")
        return msg("column {column}: {expected} was expected, found {found}", column=self.column,
                   expected=self.expected, found=found, statement=self.text)  # fmt: skip

    def advice(self) -> Message:
        """What to do next."""
        if hint := french_words(self.text):
            return hint
        return msg("Did you mean {near}?", near=self.near) if self.near else msg("Correct the statement.")


def parse(
    text: str, names: frozenset[str] = frozenset(), *, issue: str = "", options: frozenset[str] = frozenset()
) -> Statement:
    """The syntax tree of ``text``.

    ``names``: the issue ids, ``options``: the option ids that may stand alone; with ``issue``, a bare level
    or bound speaks of that issue. Raises ``StatementError``. Source: option statements of Peng, Hipel,
    Kilgour and Fang 1997, with the relations of ordered levels added.

    >>> parse("not withdraw if spend", options=frozenset(("withdraw", "spend"))).word
    'if'
    """
    try:
        parser = _Parser(text, names, options, issue)
        tree = parser.statement()
        parser.end()
    except StatementError as error:
        error.text = text
        raise
    return tree


# French words that people write in conditions, and the words of the grammar.
_FRENCH = {
    "au moins": "at least", "au plus": "at most", "moins de": "<", "plus de": ">", "et": "and", "ou": "or",
    "pas": "not", "non": "not", "jamais": "not …", "sauf": "not", "si": "if", "ssi": "iff",
    "parmi": "in", "dans": "in", "est": "is",
}  # fmt: skip


def french_words(text: str) -> Message | None:
    """Advice for a condition in French words: which words to write instead; ``None`` where there are none.

    >>> str(french_words("au moins 30 et x = 2"))
    'Conditions are written in English words: at least (au moins), and (et).'
    """
    found = [
        f"{word} ({french})"
        for french, word in _FRENCH.items()
        if re.search(rf"(?<![\w\"]){french}(?![\w\"])", text.casefold())
    ]
    return msg("Conditions are written in English words: {words}.", words=", ".join(found)) if found else None


def show(tree: Statement) -> str:
    """The statement in the grammar's own words; parsing it again gives the same tree."""
    match tree:
        case Atom(name, _, ()):
            return _word(name)
        case Atom(name, relation, (level,)):
            return f"{_word(name)} {relation} {_word(level)}"
        case Atom(name, _, levels):
            return f"{_word(name)} in {{{', '.join(map(_word, levels))}}}"
        case Not(part):
            return f"not ({show(part)})"
        case Combination(word, left, right):
            return f"({show(left)}) {word} ({show(right)})"


def names_in(tree: Statement) -> tuple[str, ...]:
    """The issues and options a statement speaks of, each once, in order."""
    match tree:
        case Atom(name):
            return (name,)
        case Not(part):
            return names_in(part)
        case Combination(_, left, right):
            return tuple(dict.fromkeys((*names_in(left), *names_in(right))))


def _word(name: str) -> str:
    return name if re.fullmatch(r"[\w.\-]+", name) and name not in RESERVED else f'"{name}"'


class _Parser:
    """Recursive descent over the tokens of one statement."""

    MAX_DEPTH = 60
    MAX_TOKENS = 400

    def __init__(self, text: str, names: frozenset[str], options: frozenset[str], issue: str) -> None:
        self.text, self.names, self.options, self.issue = text, names, options, issue
        self.tokens: list[tuple[str, int, bool]] = []
        self.at = 0
        self.depth = 0
        position = 0
        while text[position:].strip():
            found = _TOKEN.match(text, position)
            if not found:
                column = position + len(text[position:]) - len(text[position:].lstrip()) + 1
                raise StatementError(column, text[column - 1], msg("a name, a relation or a bracket"))
            sign, quoted, word = found.groups()
            value = sign or (quoted if quoted is not None else word)
            self.tokens.append((value, found.end() - len(found.group().lstrip()) + 1, quoted is not None))
            position = found.end()
            if len(self.tokens) > self.MAX_TOKENS:
                raise StatementError(position, value, msg("a shorter statement"))

    def peek(self, offset: int = 0) -> str:
        index = self.at + offset
        return self.tokens[index][0] if index < len(self.tokens) else ""

    def take(self, word: str) -> bool:
        if self.at < len(self.tokens) and self.peek() == word and not self.tokens[self.at][2]:
            self.at += 1
            return True
        return False

    def fail(self, expected: Message, near: str = "") -> StatementError:
        column = self.tokens[self.at][1] if self.at < len(self.tokens) else len(self.text) + 1
        return StatementError(column, self.peek(), expected, near)

    def end(self) -> None:
        if self.at < len(self.tokens):
            raise self.fail(msg("and, or, if, iff or the end"))

    def statement(self) -> Statement:
        self.depth += 1
        if self.depth > self.MAX_DEPTH:
            raise self.fail(msg("a statement with fewer brackets"))
        left = self.condition()
        result: Statement = Combination("iff", left, self.condition()) if self.take("iff") else left
        self.depth -= 1
        return result

    def condition(self) -> Statement:
        left = self.disjunction()
        return Combination("if", left, self.disjunction()) if self.take("if") else left

    def disjunction(self) -> Statement:
        left = self.conjunction()
        while self.take("or"):
            left = Combination("or", left, self.conjunction())
        return left

    def conjunction(self) -> Statement:
        left = self.negation()
        while self.take("and"):
            left = Combination("and", left, self.negation())
        return left

    def negation(self) -> Statement:
        count = 0
        while self.take("not"):
            count += 1
        tree = self.atom()
        for _ in range(count):
            tree = Not(tree)
        return tree

    def atom(self) -> Statement:
        if self.take("("):
            tree = self.statement()
            if not self.take(")"):
                raise self.fail(msg("a closing bracket"))
            return tree
        if self.issue and self.peek() not in self.names | self.options:
            return self.relation(self.issue, bare=True)
        name = self.peek()
        if not name or (name in RESERVED and not self.tokens[self.at][2]) or name in "=<>!=(){},":
            raise self.fail(msg("an option or an issue"))
        known = self.names | self.options
        if known and name not in known:
            raise self.fail(msg("an option or an issue"), nearest(name, known))
        self.at += 1
        if name in self.options and name not in self.names:
            return Atom(name)
        return self.relation(name, bare=not known)

    def relation(self, name: str, *, bare: bool) -> Atom:
        self.take("is")
        if self.take("at"):
            if self.take("least"):
                return Atom(name, ">=", (self.level(),))
            if self.take("most"):
                return Atom(name, "<=", (self.level(),))
            raise self.fail(msg("least or most"))
        if self.take("in"):
            return Atom(name, "=", self.levels())
        for sign in ("=", "!=", "<", "<=", ">", ">="):
            if self.take(sign):
                return Atom(name, sign, (self.level(),))
        if bare and self.issue:
            return Atom(name, "=", (self.level(),))
        if bare:
            return Atom(name)
        raise self.fail(msg("a relation such as = or at least"))

    def levels(self) -> tuple[str, ...]:
        if not self.take("{"):
            raise self.fail(msg("an opening brace"))
        found = [self.level()]
        while self.take(","):
            found.append(self.level())
        if not self.take("}"):
            raise self.fail(msg("a closing brace"))
        return tuple(found)

    def level(self) -> str:
        word = self.peek()
        if self.at >= len(self.tokens) or (word in "=<>!=(){}," and not self.tokens[self.at][2]):
            raise self.fail(msg("a level or a number"))
        self.at += 1
        return word
