"""The disputed switches of the challenge model in words, beside what one writes to set them."""

from collections.abc import Mapping

from pourparler.language import Lang, Message, msg, render

_MOVING = {"moves": msg("moves the party"), "stays": msg("moves nobody")}

SWITCH_WORDS: Mapping[str, Message] = {
    "denominator": msg("divisor of the odds"),
    "status_quo": msg("if nobody challenges"),
    "viewpoint": msg("whose risk counts"),
    "confrontation": msg("confrontation"),
    "choice": msg("offer taken"),
    "range": msg("width of the scale"),
    "capitulation": msg("capitulation"),
    "risk": msg("attitude to risk"),
}

OPTION_WORDS: Mapping[str, Mapping[str, Message]] = {
    "denominator": {"global": msg("votes on all pairs"), "pair": msg("votes on the pair")},
    "status_quo": {"certain": msg("all stay, for sure"), "even": msg("all stay, one chance in two")},
    "viewpoint": {"receiver": msg("that of who judges"), "each": msg("that of each party")},
    "confrontation": _MOVING,
    "choice": {
        "category": msg("by kind of offer"),
        "least-move": msg("the smallest move"),
        "strongest": msg("that of the strongest"),
    },
    "range": {"initial": msg("positions at the start"), "current": msg("positions held now")},
    "capitulation": _MOVING,
    "risk": {"on": msg("counted"), "off": msg("not counted")},
}


def switch_name(switch: str, lang: Lang) -> str:
    """A switch in words, then as it is written in settings.

    >>> switch_name("choice", "en"), switch_name("capitulation", "en")
    ('offer taken (choice)', 'capitulation')
    """
    return _beside(render(SWITCH_WORDS[switch], lang), switch)


def option_name(switch: str, option: str, lang: Lang) -> str:
    """An option of a switch in words, then as it is written in settings.

    >>> option_name("denominator", "pair", "en")
    'votes on the pair (pair)'
    """
    return _beside(render(OPTION_WORDS[switch][option], lang), option)


def _beside(words: str, written: str) -> str:
    return words if words == written else f"{words} ({written})"
