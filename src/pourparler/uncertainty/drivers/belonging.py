"""What a number is about, read off its key: its kind, its party, its issue."""

from dataclasses import dataclass

# Parts of keys that hold one number for each of several things.
_SINGULAR = {"values": "value", "scores": "score"}


@dataclass(frozen=True)
class Belonging:
    """Kind, party and issue of a number; empty where it has none.

    Deadlines, rounds and patience are of the kind ``calendar``; what no deal is worth to a party is a ``reserve``.
    """

    kind: str
    party: str = ""
    issue: str = ""


def belonging(key: str) -> Belonging:
    """What the number under ``key`` is about. Keys of other shapes are of the kind that their first part names.

    >>> belonging("stances/russia/membership/red_line/at_most")
    Belonging(kind='red_line', party='russia', issue='membership')
    """
    match key.split("/"):
        case ["stances", party, issue, kind, *_]:
            return Belonging(_SINGULAR.get(kind, kind), party, issue)
        case ["parties", party, "influence", issue]:
            return Belonging("influence", party, issue)
        case ["parties", party, kind, *_]:
            return Belonging(kind, party)
        case ["issues", issue, kind, *_]:
            return Belonging(kind, issue=issue)
        case ["rules", "no_deal", party, *_]:
            return Belonging("reserve", party)
        case ["calendar", "patience", party, *_]:
            return Belonging("calendar", party)
        case ["preferences", "at_least", _score, party, *_]:
            return Belonging("threshold", party)
        case ["moves", "prefer", party, *_]:
            return Belonging("statement", party)
        case ["moves", "options", _option, "chance"]:
            return Belonging("chance")
        case [first, *_]:
            return Belonging(first)
    return Belonging("")
