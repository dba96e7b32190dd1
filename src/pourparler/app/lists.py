"""Lists as options hold them: lines parted by commas, each a name and its settings."""

from collections.abc import Callable


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a list parted by commas; commas inside brackets belong to a setting.

    >>> split_lines("compromise, ensemble weights=[0.5,0.5] members=[\\"pce\\"]")
    ('compromise', 'ensemble weights=[0.5,0.5] members=["pce"]')
    """
    return _parted(text, lambda letter: letter == ",")


def split_settings(line: str) -> tuple[str, ...]:
    """A name and its settings, parted by blanks; blanks inside brackets belong to a setting.

    >>> split_settings('linear e=2 acceptance={"ac-time": {"after": 0.9}}')
    ('linear', 'e=2', 'acceptance={"ac-time": {"after": 0.9}}')
    """
    return _parted(line, str.isspace)


def _parted(text: str, parts: Callable[[str], bool]) -> tuple[str, ...]:
    """What lies between letters that part, outside brackets."""
    found, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter in "[{") - (letter in "]}")
        if depth == 0 and parts(letter):
            found.append(text[start:at])
            start = at + 1
    return tuple(part.strip() for part in (*found, text[start:]) if part.strip())
