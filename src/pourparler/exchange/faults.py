"""What is wrong with somebody else's file: where, which rule, what was found, what to do.

X001 cannot be read as this format · X002 a part is missing or stands twice · X003 not a usable number ·
X004 the parts do not belong together · X005 a kind that is not supported · X006 the target is taken ·
X007 cannot be said in that format · X008 numbers that can be read in two ways.
"""

from pourparler.errors import UnreadableInput, UsageError
from pourparler.language import Message


def place(file: str, line: int = 0) -> str:
    """``file:line``, or the file alone where the line is not known.

    >>> place("a.xml", 3)
    'a.xml:3'
    """
    return f"{file}:{line}" if line else file


def unreadable(rule: str, where: str, found: Message, *, advice: Message) -> UnreadableInput:
    """A file that cannot be taken in."""
    return UnreadableInput(found, where=where, rule=rule, advice=advice)


def impossible(rule: str, where: str, found: Message, *, advice: Message) -> UsageError:
    """A call that cannot be answered: a target that is taken, a brief that a format cannot hold."""
    return UsageError(found, where=where, rule=rule, advice=advice)
