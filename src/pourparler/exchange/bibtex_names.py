"""Names of people in BibTeX: parted by ``and``, with particles and suffixes, in braces where they are one name."""

import re
from collections.abc import Callable, Mapping
from typing import Any

_JOINT = re.compile(r"(?i)\band\b|,")
# BibTeX writes "et al." as a person of this name.
_OTHERS = "others"


def people(text: str) -> list[dict[str, str]]:
    """The names of a field, without its LaTeX, as those of CSL-JSON. Needs the library bibtexparser.

    ``von`` parts become particles that stay with the name, ``jr`` parts suffixes; a name in braces is one whole.
    """
    from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

    found = []
    for name in split_multiple_persons_names(" ".join(text.split())):
        if _is_whole(name):
            found.append({"literal": _bare([name])})
            continue
        parts = parse_single_name_into_parts(name, strict=False)
        person = {
            "family": _bare(parts.last),
            "given": _bare(parts.first),
            "non-dropping-particle": _bare(parts.von),
            "suffix": _bare(parts.jr),
        }
        person = {key: value for key, value in person.items() if value}
        # One word alone is as often an agency as a person.
        found.append({"literal": person["family"]} if person.keys() == {"family"} else person)
    return [person for person in found if any(person.values())]


def _bare(words: list[str]) -> str:
    return " ".join(words).replace("{", "").replace("}", "").strip()


def _is_whole(name: str) -> bool:
    """Whether one pair of braces encloses the name.

    >>> _is_whole("{World Bank}"), _is_whole("{World} {Bank}")
    (True, False)
    """
    depth = 0
    for at, letter in enumerate(name):
        depth += (letter == "{") - (letter == "}")
        if depth == 0:
            return at == len(name) - 1 and letter == "}"
    return False


def written(people: Any, escaped: Callable[[str], str]) -> str:
    """A field for names of CSL-JSON; ``escaped`` turns text into LaTeX.

    >>> written([{"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"}], str)
    'de Gaulle, Charles'
    """
    persons = [person for person in people if isinstance(person, Mapping)] if isinstance(people, list) else []
    return " and ".join(filter(None, (_one(person, escaped) for person in persons)))


def _one(person: Mapping[str, Any], escaped: Callable[[str], str]) -> str:
    def told(key: str) -> str:
        return " ".join(str(person.get(key) or "").split())

    literal = told("literal")
    if literal:
        whole = escaped(literal)
        return (
            whole
            if (" " not in literal and not _JOINT.search(literal)) or literal == _OTHERS
            else f"{{{whole}}}"
        )
    family, given, suffix = told("family"), told("given"), told("suffix")
    particle = " ".join(filter(None, (told("dropping-particle"), told("non-dropping-particle"))))
    if not family:
        family, given = given, ""
    # A family name that begins small, or holds what parts names, would be taken apart.
    last = f"{{{escaped(family)}}}" if family[:1].islower() or _JOINT.search(family) else escaped(family)
    last = f"{escaped(particle)} {last}" if particle else last
    return ", ".join(filter(None, (last, escaped(suffix), escaped(given))))
