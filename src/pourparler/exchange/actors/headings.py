"""What a heading of a table says: its role, in English or French, the issue that it names, and the unit behind it.

``Policy salience``, ``Salience_Policy``, ``salience (0-1)`` and ``Sal1`` all say salience; the first two name the
issue Policy, the third a unit, the fourth the issue 1.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "actor", "id", "name", "label", "influence", "issue", "title", "position", "salience",
    "low", "high", "unit", "reference", "outcome",
]  # fmt: skip

# ``id`` and ``name`` are the actor where no other heading is; else a name is its label.
WORDS: dict[Role, str] = {
    "actor": "actor actors acteur acteurs stakeholder stakeholders player players joueur intervenant party partie"
    " country pays agent state etat group groupe member_state etat_membre partie_prenante actor_name actor_id"
    " nom_de_l_acteur decision_maker decideur",
    "id": "id key code cle",
    "name": "name nom names noms",
    "label": "label libelle description desc full_name fullname nom_complet intitule actor_label",
    "influence": "influence capability capabilities capacite capacites power pouvoir puissance resources resource"
    " ressources ressource clout weight poids strength force cap capab c",
    "issue": "issue issues dimension dimensions dim enjeu enjeux question topic sujet theme issue_id",
    "title": "issue_label issue_name issue_title dimension_label libelle_de_l_enjeu nom_de_l_enjeu intitule_de_l_enjeu",
    "position": "position positions pos pstn stance x preferred_position ideal_point prise_de_position",
    "salience": "salience saliency sal importance priority priorite saillance interest interet attention s",
    "low": "scale_from scale_low scale_min echelle_de echelle_min echelle_bas",
    "high": "scale_to scale_high scale_max echelle_a echelle_max echelle_haut",
    "unit": "unit unite unit_of_position",
    "reference": "status_quo statu_quo statusquo sq reference_point point_de_reference reference",
    "outcome": "outcome actual_outcome observed_outcome resultat resultat_observe decision result",
}
_WHOLE: dict[str, Role] = {
    word.replace("_", " "): role for role, words in WORDS.items() for word in words.split()
}
# What may name an issue as well; the letters x, c and s, as in "tax x", may name only a numbered one.
_GROUPED: tuple[Role, ...] = (
    "position",
    "salience",
    "influence",
    "low",
    "high",
    "unit",
    "reference",
    "outcome",
)
_GAP = r"[\s_.:;/|(\[–—-]"
_OF = r"(?:(?:de|des|du|sur|pour|of|on|for)\s+|d['’]\s*)?(?:(?:la|le|les|the)\s+|l['’]\s*)?"
_BRACKET = re.compile(r"(.+?)\s*[(\[]\s*([^()\[\]]+?)\s*[)\]]\s*")


@dataclass(frozen=True)
class Heading:
    """A heading as read: its role (``None``: none that is known), the issue that it names, what stands behind it."""

    text: str
    role: Role | None = None
    issue: str = ""
    behind: str = ""


def folded(text: str) -> str:
    """A text in small letters without accents, letter for letter: places in it are places in the text.

    >>> folded("Échelle")
    'echelle'
    """
    return "".join((unicodedata.normalize("NFKD", letter)[:1].lower() or " ")[:1] for letter in text)


def plain(text: str) -> str:
    """A heading as a sequence of words, whatever stands between them.

    >>> plain("Nom de l’acteur"), plain("status_quo")
    ('nom de l acteur', 'status quo')
    """
    return " ".join(re.findall(r"[^\W_]+", folded(text)))


def read_heading(text: str) -> Heading:
    """What a heading says; brackets and a percent sign behind a known word are kept apart.

    >>> [(h.role, h.issue, h.behind) for h in map(read_heading, ("Policy salience", "Position_Tax", "Sal1", "salience (%)"))]
    [('salience', 'Policy', ''), ('position', 'Tax', ''), ('salience', '1', ''), ('salience', '', '%')]
    """
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    if (role := _WHOLE.get(plain(text))) is not None and "%" not in text:
        return Heading(text, role)
    bracket = _BRACKET.fullmatch(text)
    if bracket and (role := _WHOLE.get(plain(bracket[1]))) is not None:
        return Heading(text, role, behind=bracket[2])
    if text.endswith("%"):
        inner = read_heading(text[:-1].rstrip(" _-("))
        return Heading(text, inner.role, inner.issue, "%")
    return _with_issue(text)


def _with_issue(text: str) -> Heading:
    low = folded(text)
    found: list[tuple[int, Heading]] = []
    for role in _GROUPED:
        for word in WORDS[role].split():
            phrase = r"[\s_-]*".join(map(re.escape, word.split("_")))
            bare = len(word) == 1
            for pattern in (
                rf"(?P<issue>.+?){_GAP}+{phrase}[\s)\]]*" if not bare else "(?!)",
                rf"{phrase}{_GAP}+{_OF}(?P<issue>.+?)[\s)\]]*" if not bare else "(?!)",
                rf"{phrase}(?P<issue>\d+)",
            ):
                if (match := re.fullmatch(pattern, low)) is not None:
                    issue = text[match.start("issue") : match.end("issue")].strip(" _-:(")
                    if issue:
                        found.append((len(word), Heading(text, role, issue)))
    # The longest word that fits: "actual outcome" before "outcome".
    return max(found, key=lambda pair: pair[0])[1] if found else Heading(text)
