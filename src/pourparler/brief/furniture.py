"""Page furniture around a news text: comment forms, share lines, bylines, credits, links, bare dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pourparler.brief.text import INVISIBLE_CLASS, when_used

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028]|\u2029")
_EDGE = re.compile(rf"[\s{INVISIBLE_CLASS}]+")

_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*"
_PARTICLE = r"(?:(?:de|du|des|d[’']|la|le|van|von|der|den|ben|bin|el|al|et|and|y|&)\s+)"
_NAMES = rf"{_NAME}(?:\s+{_PARTICLE}{{0,2}}{_NAME}){{1,3}}"
_AUTHORS = rf"{_NAME}(?:,?\s+{_PARTICLE}{{0,2}}{_NAME}){{1,8}}"
_BYLINE = when_used(rf"{_NAMES}")
_DATE = (
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)day),?\s+)?"
    r"(?:\d{1,2}(?:er|st|nd|rd|th)?[\s./-]+)?"
    r"(?:\d{1,2}[./-]|(?:janv|févr|fevr|mars|avr|mai|juin|juil|août|aout|sept|oct|nov|déc|dec|jan|feb"
    r"|mar|apr|may|jun"
    r"|jul|aug|sep)\w*\.?\s+)(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?(?:19|20)\d{2}"
)
_CLOCK = r"(?:[\s,–-]*(?:à|at)?\s*\d{1,2}\s?(?:[h:.]\s?\d{0,2})\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,4}\)?)?)?"
_STAMP = (
    r"(?:(?:publié|mis à jour|mise à jour|modifié|posté|créé|published|updated|posted|modified|last "
    r"(?:updated|modified))"
    r"(?:\s+(?:le|on|at))?\s*:?\s*)"
)

# A line that opens so is furniture whatever its length: no news sentence does.
_FORM = when_used(
    r"(?:laisse[rz]? un commentaire|votre adresse (?:e-?mail|de messagerie|courriel)|les champs "
    r"obligatoires"
    r"|champs obligatoires|enregistrer mon nom|prévenez-moi|annuler la réponse|ajouter un commentaire"
    r"|(?:leave|post|write|add) a (?:reply|comment)|your email address|required fields|save my name"
    r"|notify me of|cancel reply|(?:ce site|nous) utilis(?:e|ons) (?:des |les )?cookies|ce site utilise "
    r"akismet"
    r"|(?:this (?:web)?site|we) uses? cookies|this site uses akismet|en poursuivant votre navigation"
    r"|by continuing to (?:use|browse)|en savoir plus sur comment les données"
    r"|(?:abonnez|inscrivez)-vous|sign up (?:for|to)|subscribe (?:to|now|today|for)|suivez[- ]nous"
    r"|follow us"
    r"|tous droits réservés|all rights reserved|(?:copyright\b|©)(?=.*\d{4})"
    r"|(?:cet )?article réservé aux abonnés|cet article est réservé|il vous reste \d+ ?% de cet article"
    r"|vous devez être connecté|you must be logged in|recevez (?:notre|nos|la) (?:newsletter|lettre)"
    r"|get (?:our|the) (?:free )?newsletter|skip to (?:main )?content|aller au contenu"
    r"|(?:partage[rz]|share) (?:sur|cet article|l[’']article|on|this|via)|thank you for (?:reading"
    r"|subscribing)|write to .{3,60} at \S+@|\(end\)|media playback is|this article is more than)",
    re.IGNORECASE,
)
# Only as a whole, short line: the same words open news sentences.
_LABEL = when_used(
    r"(?:partage[rz]?|share|tweet(?:er|ez)?|imprimer|print|e-?mail|(?:commentaires?|comments?)(?: "
    r"?\(\d+\))?|répondre|reply|publicité"
    r"|advertisement|newsletters?|se connecter|connexion|log ?in|sign (?:in|up)|s[’']abonner|je "
    r"m[’']abonne|subscribe"
    r"|menu|recherche[r]?|search|accueil|home|accepter(?: (?:tout|les cookies))?|accept(?: all| "
    r"cookies)*|refuser"
    r"|copier le lien|copy link|écouter(?: l[’']article)?|listen|sauvegarder|save|favoris|facebook"
    r"|twitter|x|linkedin"
    r"|whatsapp|telegram|mentions légales|politique de confidentialité|privacy policy|terms of (?:use"
    r"|service)|contact"
    r"|chargement|loading|(?:\d+|aucun|no|zero) (?:commentaires?|comments?|partages?|shares?|vues?|views?)"
    r"|(?:temps de )?lecture ?:? ?\d+ ?min(?:utes?)?\.?|\d+[- ]min(?:utes?)?(?: de lecture| read)?"
    r"|(?:mots[- ]clés|étiquettes|tags?|catégories?|categor(?:y|ies)|topics?|thèmes?|filed under) ?:.*"
    r"|(?:[\w]+ ?[|•·>›»/] ?){2,}[\w ]+)\s*[:.…!*]?",
    re.IGNORECASE,
)
_ALSO = when_used(
    r"[>»→▶*•\[(-]*\s*(?:(?:à|a) )?(?:lire|voir|écouter|regarder|découvrir)\s+(?:aussi|également|la "
    r"suite|plus|encore|[:>→])"
    r"|[>»→▶*•\[(-]*\s*[àa] (?:lire|voir|écouter) ?(?::|$)"
    r"|(?:sur le même (?:sujet|thème)|articles? (?:similaires?|liés?|connexes?)|dans la même rubrique"
    r"|pour aller plus loin)\b"
    r"|[>»→▶*•\[(-]*\s*(?:read|see|watch|listen)\s+(?:also|more|next)\b[^.]*$|also read\b"
    r"|[>»→▶*•\[(-]*\s*(?:read|watch|listen|see also) ?:"
    r"|(?:related(?: (?:articles?|stories|topics|content|coverage))?|more on this(?: story)?|you may "
    r"also like"
    r"|recommended(?: for you)?|most (?:read|popular)|les plus lus|article (?:précédent|suivant)"
    r"|(?:previous|next) (?:article|post))"
    r"\s*(?::.*)?$",
    re.IGNORECASE,
)
_CREDIT = when_used(
    r"[\[(]?(?:crédits?(?: photos?)?|photos?(?: d[’']illustration| d[’']archives?| credit)?|images?(?: "
    r"credit)?|illustration"
    r"|picture|pictured|credits?|légende|caption)\s*(?::|©|\bby\b|\bpar\b|/)|[\[(]?(?:©|\(c\))\s*\S"
    r"|[\[(]?photo d[’'](?:illustration|archives?)\b|image (?:copyright|caption|source)\b|file (?:photo"
    r"|picture)\b|photo de [A-ZÀ-Þ]",
    re.IGNORECASE,
)
_AGENCY = (
    r"(?:AFP|AP|Reuters|REUTERS|EPA|Getty(?: Images)?|Shutterstock|Sipa"
    r"|Abaca|ANSA|TASS|Sputnik|Belga|Keystone|Unsplash)"
)
_CREDITED = when_used(
    rf"(?:.{{0,200}}[.»”\"]\s*)?(?:©\s*.{{1,60}}|[\[(]?{_NAMES}\s*/\s*{_AGENCY}(?:\s*[/,-]\s*[\w .]+)?[\])]?)"
    rf"|.{{1,80}}\bvia {_AGENCY}|{_AGENCY}(?:\s*[/,-]\s*[\w .]+)"
)
_SIGNED = when_used(
    rf"(?i:par|by|propos recueillis par|source|auteur|author|written by|traduit par|translated by)\s*:?\s+"
    rf"(?:{_AUTHORS}(?:\s*[,|(–-].{{0,60}}[^.])?|{_NAME})|(?i:avec|with)\s+{_AUTHORS}"
    rf"|(?i:(?:additional )?(?:reporting|writing|editing|rédaction|édité) (?:by|par)) .{{1,160}}"
    rf"|[(\[]?(?i:avec |with |source ?: ?)?{_AGENCY}[)\]]?\.?|(?i:(?:la )?rédaction)(?: avec {_AGENCY})?"
)
_DATED = when_used(
    rf"(?:{_STAMP}.{{0,60}}|{_STAMP}?{_DATE}{_CLOCK}(?:\s*\([^)]{{1,20}}\))?)\s*\.?", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…][»”\"’)\s]*\Z")


@dataclass(frozen=True)
class Line:
    """One line of a document that holds more than white space.

    Fields: `start`, `end`, raw code points without the white space at its ends; `paragraph`, the
    number of the paragraph (lines between blank lines) it stands in.

    >>> [(line.start, line.end, line.paragraph) for line in lines("a\\n b\\n\\nc")]
    [(0, 1, 0), (3, 4, 0), (6, 7, 1)]
    """

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True)
class Block:
    """A stretch of a document that is not part of the article.

    Fields: `start`, `end`, raw code points, end exclusive; `kind`, one of `"page furniture"`,
    `"byline"`, `"photo credit"`, `"read also"`, `"date"`.

    >>> boilerplate("Il est parti hier.\\n\\nLaisser un commentaire")
    (Block(start=20, end=42, kind='page furniture'),)
    """

    start: int
    end: int
    kind: str


def lines(raw: str) -> Iterator[Line]:
    """Go through the lines of a document that are not blank.

    Parameters: `raw`, the decoded document with any line ends. Yields Line objects in order.

    >>> [line.end for line in lines("a\\r\\nb")]
    [1, 4]
    """
    paragraph, seen = 0, 0
    for found in _LINE.finditer(raw):
        start, end = found.span()
        opening = _EDGE.match(raw, start, end)
        start = opening.end() if opening else start
        while end > start and _EDGE.fullmatch(raw, end - 1, end):
            end -= 1
        if start == end:
            continue
        breaks = _BREAK.findall(raw, seen, start)
        if seen and (len(breaks) > 1 or "\u2029" in breaks):
            paragraph += 1
        seen = end
        yield Line(start, end, paragraph)


def boilerplate(raw: str) -> tuple[Block, ...]:
    """Find the parts of a page that are not the article: forms, share lines, bylines, credits, dates.

    Parameters: `raw`, the decoded document. Neighbouring lines of one kind in one paragraph are one block.
    Returns blocks in order with raw offsets; nothing is removed from the document.

    >>> [raw_block.kind for raw_block in boilerplate("Par Jean Dupont\\n\\nLe sommet est terminé.")]
    ['byline']
    """
    all_lines = tuple(lines(raw))
    texts = [raw[line.start : line.end] for line in all_lines]
    counts = Counter(texts)
    kinds = [_kind(text) for text in texts]
    body = [i for i, text in enumerate(texts) if not kinds[i] and _is_prose(text)]
    for i, text in enumerate(texts):
        after_body = bool(body) and i > body[-1]
        if not kinds[i] and (after_body or counts[text] > 1) and _BYLINE().fullmatch(text):
            kinds[i] = "byline"
    blocks: list[Block] = []
    paragraph = -1
    for line, kind in zip(all_lines, kinds, strict=True):
        if kind and blocks and paragraph == line.paragraph and blocks[-1].kind == kind:
            blocks[-1] = replace(blocks[-1], end=line.end)
        elif kind:
            blocks.append(Block(line.start, line.end, kind))
        paragraph = line.paragraph if kind else -1
    return tuple(blocks)


def _is_prose(text: str) -> bool:
    return len(text.split()) >= 5 and bool(_SENTENCE_END.search(text))


def _kind(text: str) -> str:
    if len(text) > 400:
        return ""
    if _FORM().match(text):
        return "page furniture"
    words = len(text.split())
    if words > 30:
        return ""
    if _ALSO().match(text):
        return "read also"
    if _CREDIT().match(text) or _CREDITED().fullmatch(text):
        return "photo credit"
    if words <= 12 and _DATED().fullmatch(text):
        return "date"
    if _SIGNED().fullmatch(text):
        return "byline"
    return "page furniture" if words <= 8 and _LABEL().fullmatch(text) else ""
