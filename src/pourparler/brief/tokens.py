"""A sentence as tokens: what may stand between them, what fills a slot, what is a noun."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pourparler.brief.conjugation import conjugate
from pourparler.brief.text import word_set

SUBJECTS = word_set(
    "il elle ils elles on nous vous je j' tu ce c' cela ça qui he she it they we you i who that which"
)
ARTICLES = word_set("le la les l' leur leurs")
DETERMINERS = {
    "fr": word_set(
        "un une des du au aux ce cet cette ces son sa ses mon ma mes notre nos votre vos aucun"
        " aucune chaque quelle quel de d' en par sous sans toute tout nulle nul prendre mettre"
        " double première premier nouvelle dernière brève simple grande"
    ),
    "en": word_set(
        "a an the his her its their our my your this any no some every each 's of in with as for on"
        " by into from one first political military free good strong new latest early clear own"
        " another such full strategic public peace united head secretary member deep final key same"
        " without at under against these those last lasting sheer iron economic"
    ),
}
_NOUNS = {
    "fr": word_set(
        "note notes compte comptes doute doutes annonce annonces menace menaces lance lances relève"
        " rappel titre titres précise précises rapporte juge juges dit dits écrit écrits accuse"
        " exige assure vise vises projet évoque estime indique pense réclame déclare souhait espère"
        " confie glisse montre reste fait donne"
    ),
    "en": word_set(
        "will can may might want wants aim aims plan plans hope hopes wish wishes doubt doubts"
        " signal signals hint hints claim claims report reports state states note notes post posts"
        " demand demands pledge pledges vow vows tweet tweets urge remark remarks float floats look"
        " looks repeat recall quip maintain mean means appeal say add question suggest"
    ),
}
_NUMBER = {
    "fr": re.compile(
        r"\d|(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
        r"|vingt|trente|quarante"
        r"|cinquante|soixante|septante|octante|nonante|cent|cents|mille|milliers?|millions?|milliards?"
        r"|moitié|tiers|quarts?"
        r"|\w+aines?|demi|demie|an|mois|année|siècle|semaine|heure|jour|kilomètre)\Z"
    ),
    "en": re.compile(
        r"\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty"
        r"|fifty|sixty|seventy"
        r"|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|third|quarter"
        r"|one|month|year|week"
        r"|day|hour|decade)\Z"
    ),
}
_BEFORE_NUMBER = word_set("un une la le les des l' du a an the $ € £ us - +")
_CLITICS = word_set("se s' y en me m' te t' nous vous lui le la les l' leur ne n' pas plus à")
_NOT_INFINITIVE = word_set(
    "hier mer fer hiver premier dernier ministre notre votre entre contre autre guerre dossier"
    " chantier quartier papier danger avenir désir plaisir pouvoir devoir souvenir cher fier outre"
    " titre lettre maire affaire militaire nucléaire territoire histoire victoire mémoire frontière"
    " manière matière première dernière sur par pour leur rencontre ordre chiffre nombre membre"
    " être-là peur mesure figure structure culture futur septembre octobre novembre décembre propre"
    " pire encore espoir soir noir tir loisir cadre centre rapport foyer loyer financier policier"
    " officier encore ancienne"
)
_AUXILIARIES = frozenset(conjugate("avoir")) | frozenset(conjugate("être"))
_FRENCH_GAP = word_set(
    "pas plus jamais bien aussi déjà encore toujours également désormais donc ainsi notamment même"
    " plutôt tout toute très fort guère aujourd' hui enfin ensuite alors lui-même elle-même peu"
    " assez maintenant tous nullement aucunement non trop lundi mardi mercredi jeudi vendredi samedi"
    " dimanche hier"
)
_ENGLISH_GAP = word_set(
    "not n't never also now still already even soon only often then always both being been likely"
    " more very quite just monday tuesday wednesday thursday friday saturday sunday"
)


@dataclass(frozen=True)
class Tokens:
    """A sentence cut into tokens.

    Fields: `words`, in small letters; `written`, as they stand; `lang`, `"fr"` or `"en"`.

    >>> Tokens(("il",), ("Il",), "fr").at(4)
    ''
    """

    words: tuple[str, ...]
    written: tuple[str, ...]
    lang: str

    def at(self, place: int) -> str:
        """The word at a place, or an empty string outside the sentence.

        Parameters: `place`, a token index. Returns the word in small letters.

        >>> Tokens(("il",), ("Il",), "fr").at(0)
        'il'
        """
        return self.words[place] if 0 <= place < len(self.words) else ""


def skip(tokens: Tokens, place: int) -> int:
    """Go past adverbs, negations and inverted pronouns after a verb.

    Parameters: `tokens`; `place`, the token index after the verb. Returns the next index that counts.

    >>> skip(Tokens(("pense", "-", "t", "-", "il", "vraiment", "que"), (), "fr"), 1)
    6
    """
    for _ in range(4):
        word = tokens.at(place)
        if word == "-" and tokens.lang == "fr":
            place += 3 if tokens.at(place + 1) == "t" and tokens.at(place + 2) == "-" else 1
            place += tokens.at(place) in SUBJECTS
        elif (tokens.lang == "fr" and (word in _FRENCH_GAP or word.endswith("ment"))) or (
            tokens.lang == "en" and (word in _ENGLISH_GAP or (word.endswith("ly") and word != "likely"))
        ):
            place += 1
        else:
            break
    return place


def auxiliary_before(tokens: Tokens, place: int) -> int:
    """Find the auxiliary of a French past participle.

    Parameters: `tokens`; `place` of the participle. Returns the index of the auxiliary, or -1.

    >>> auxiliary_before(Tokens(("il", "a", "déjà", "confirmé"), (), "fr"), 3)
    1
    """
    for back in range(place - 1, max(-1, place - 6), -1):
        word = tokens.words[back]
        if word in _AUXILIARIES and word != "as":
            return auxiliary_before(tokens, back) if word == "été" and back else back
        if not (word in _FRENCH_GAP or word in SUBJECTS or word in ("-", "t") or word.endswith("ment")):
            return -1
    return -1


def fills(slot: str, tokens: Tokens, *, place: int) -> bool:
    """Whether the words at a place can fill a slot of the pattern language.

    Parameters: `slot`, one of `INF NUM NUM-aine CLAUSE SOURCE GROUP, SUBJECT VERB`; `tokens`; `place`.
    Returns whether they can; unknown slots are filled by anything.

    >>> fills("INF", Tokens(("notamment", "obtenir"), (), "fr"), place=0)
    True
    """
    if place >= len(tokens.words):
        return False
    word, written = tokens.words[place], tokens.written[place] if tokens.written else ""
    if slot == "INF":
        while (
            tokens.at(place) in _CLITICS
            or tokens.at(place) in _FRENCH_GAP
            or tokens.at(place).endswith("ment")
        ):
            place += 1
        word = tokens.at(place)
        return bool(re.search(r"(?:er|ir|re|oir)\Z", word)) and word not in _NOT_INFINITIVE
    if slot == "NUM":
        if word in _BEFORE_NUMBER:
            return any(_NUMBER[tokens.lang].match(tokens.at(place + k)) for k in (1, 2))
        return bool(_NUMBER[tokens.lang].match(word))
    if slot == "NUM-aine":
        return bool(re.match(r"(?:diz|vingt|trent|quarant|cinquant|soixant|cent|quinz|douz)aines?\Z", word))
    if slot in ("SOURCE", "SOURCE’s", "SOURCE's"):
        return written[:1].isupper()
    if slot == "GROUP,":
        return (written[:1].isupper() or word in ARTICLES) and "," in tokens.words[place : place + 6]
    return True


def is_noun(tokens: Tokens, place: int) -> bool:
    """Whether a form that is also a noun stands where a noun stands.

    Parameters: `tokens`; `place` of the form. Returns True after a determiner, a preposition or an adjective.

    >>> is_noun(Tokens(("the", "will"), (), "en"), 1), is_noun(Tokens(("il", "le", "note"), (), "fr"), 2)
    (True, False)
    """
    if tokens.words[place] not in _NOUNS[tokens.lang]:
        return False
    before = tokens.at(place - 1)
    if tokens.lang == "fr" and before in ARTICLES:
        return tokens.at(place - 2) not in SUBJECTS and tokens.at(place - 2) not in ("ne", "n'", "-")
    return before in DETERMINERS[tokens.lang]
