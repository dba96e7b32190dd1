"""Forms of the verbs that hedge: a compact French conjugator and English inflections."""

from __future__ import annotations

import re
from functools import cache

from pourparler.brief.text import word_set

_PERSONS = 6
_FUTURE = ("ai", "as", "a", "ons", "ez", "ont")
_IMPERFECT = ("ais", "ais", "ait", "ions", "iez", "aient")
_SUBJUNCTIVE = ("e", "es", "e", "ions", "iez", "ent")

# present | imperfect stem | future stem | simple past with its vowel | past participle | subjunctive, gerund
_IRREGULAR = {
    "être": "suis es est sommes êtes sont|ét|ser|fu|été|sois sois soit soyons soyez soient étant",
    "avoir": "ai as a avons avez ont|av|aur|eu|eu|aie aies ait ayons ayez aient ayant",
    "aller": "vais vas va allons allez vont|all|ir|alla|allé|aille ailles aillent",
    "faire": "fais fais fait faisons faites font|fais|fer|fi|fait|fasse fasses fassions fassiez fassent",
    "dire": "dis dis dit disons dites disent|dis|dir|di|dit|",
    "écrire": "écris écris écrit écrivons écrivez écrivent|écriv|écrir|écrivi|écrit|",
    "croire": "crois crois croit croyons croyez croient|croy|croir|cru|cru|croie croies",
    "savoir": "sais sais sait savons savez savent|sav|saur|su|su|sache saches sachions sachent sachant",
    "vouloir": "veux veux veut voulons voulez veulent|voul|voudr|voulu|voulu|veuille veuilles veuillent",
    "pouvoir": "peux peux peut pouvons pouvez peuvent|pouv|pourr|pu|pu|puisse puisses puissions puissent",
    "devoir": "dois dois doit devons devez doivent|dev|devr|du|dû|doive doives",
    "prévoir": "prévois prévois prévoit prévoyons prévoyez prévoient|prévoy|prévoir|prévi|prévu|prévoie",
    "mettre": "mets mets met mettons mettez mettent|mett|mettr|mi|mis|",
    "connaître": "connais connais connaît connaissons connaissez connaissent|connaiss|connaîtr|connu|connu|",
    "paraître": "parais parais paraît paraissons paraissez paraissent parait|paraiss|paraîtr|paru|paru|",
    "venir": "viens viens vient venons venez viennent|ven|viendr|vin|venu|vienne viennes",
    "tenir": "tiens tiens tient tenons tenez tiennent|ten|tiendr|tin|tenu|tienne tiennes",
    "entendre": "entends entends entend entendons entendez entendent|entend|entendr|entendi|entendu|",
    "attendre": "attends attends attend attendons attendez attendent|attend|attendr|attendi|attendu|",
    "tendre": "tends tends tend tendons tendez tendent|tend|tendr|tendi|tendu|",
    "exclure": "exclus exclus exclut excluons excluez excluent|exclu|exclur|exclu|exclu|",
    "démentir": "démens démens dément démentons démentez démentent|dément|démentir|démenti|démenti|",
}
_PREFIXED = {
    "admettre": ("ad", "mettre"),
    "promettre": ("pro", "mettre"),
    "reconnaître": ("re", "connaître"),
    "apparaître": ("ap", "paraître"),
    "prévenir": ("pré", "venir"),
    "soutenir": ("sou", "tenir"),
    "prétendre": ("pré", "tendre"),
}
_DOUBLING = {"projeter": "projett", "rappeler": "rappell"}

_ENGLISH_IRREGULAR = {
    "be": "is are am was were been being",
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thinking",
    "mean": "means meant meaning",
    "seek": "seeks sought seeking",
    "plan": "plans planned planning",
    "admit": "admits admitted admitting",
    "quip": "quips quipped quipping",
    "signal": "signals signalled signaled signalling signaling",
}


@cache
def conjugate(lemma: str) -> dict[str, frozenset[str]]:
    """All simple forms of a French verb with the tenses they may be.

    Parameters: `lemma`, an infinitive of the first or second group, or one of the table of irregular verbs.
    Returns form -> set of `infinitive present imperfect past future conditional subjunctive participle
    gerund`; past participles in all four agreements. Raises ValueError for another irregular ending.
    Source: the models of Bescherelle, *La conjugaison pour tous*.

    >>> forms = conjugate("suggérer")
    >>> sorted(forms["suggèrent"]), sorted(forms["suggéré"]), "suggérerait" in forms
    (['present', 'subjunctive'], ['participle'], True)
    """
    if lemma in _PREFIXED:
        prefix, base = _PREFIXED[lemma]
        return {prefix + form: tenses for form, tenses in conjugate(base).items()}
    if lemma in _IRREGULAR:
        pairs = _irregular(lemma)
    elif lemma.endswith("er"):
        pairs = _first_group(lemma)
    elif lemma.endswith("ir"):
        pairs = _second_group(lemma)
    else:
        raise ValueError(f"no model for the French verb {lemma!r}")
    forms: dict[str, set[str]] = {}
    for form, tense in [(lemma, "infinitive"), *pairs]:
        forms.setdefault(form, set()).add(tense)
    return {form: frozenset(tenses) for form, tenses in forms.items()}


def _ending(stem: str, endings: tuple[str, ...], tense: str) -> list[tuple[str, str]]:
    return [(stem + ending, tense) for ending in endings]


def _agreeing(participle: str) -> list[tuple[str, str]]:
    base = participle.replace("dû", "du") if participle == "dû" else participle
    plural = base if base.endswith("s") else base + "s"
    return [(form, "participle") for form in (participle, plural, base + "e", base + "es")]


def _future_and_conditional(stem: str) -> list[tuple[str, str]]:
    return _ending(stem, _FUTURE, "future") + _ending(stem, _IMPERFECT, "conditional")


def _simple_past(base: str) -> list[tuple[str, str]]:
    if base.endswith("a"):
        forms = [base + "i", base + "s", base, base[:-1] + "âmes", base[:-1] + "âtes", base[:-1] + "èrent"]
    else:
        hat = re.sub(r"[iu](?=n?\Z)", lambda m: {"i": "î", "u": "û"}[m.group()], base)
        forms = [base + "s", base + "t", hat + "mes", hat + "tes", base + "rent"]
    return [(form, "past") for form in forms]


def _irregular(lemma: str) -> list[tuple[str, str]]:
    present, imperfect, future, past, participle, special = _IRREGULAR[lemma].split("|")
    stem = present.split()[_PERSONS - 1].removesuffix("ent")
    subjunctive = special.split() or [stem + e for e in ("e", "es", "e", "ent")]
    subjunctive += [imperfect + "ions", imperfect + "iez"]
    gerund = next((f for f in subjunctive if f.endswith("ant")), imperfect + "ant")
    return (
        [(form, "present") for form in present.split()]
        + _ending(imperfect, _IMPERFECT, "imperfect")
        + _future_and_conditional(future)
        + _simple_past(past)
        + _agreeing(participle)
        + [(form, "subjunctive") for form in subjunctive if form != gerund]
        + [(gerund, "gerund")]
    )


def _first_group(lemma: str) -> list[tuple[str, str]]:
    stem = lemma[:-2]
    soft = stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem
    futures = [lemma]
    strong = stem
    if lemma in _DOUBLING:
        strong = _DOUBLING[lemma]
        futures = [strong + "er"]
    elif re.search(r"é[^aeiouyéèê]+\Z", stem):
        strong = re.sub(r"é(?=[^aeiouyéèê]+\Z)", "è", stem)
        futures.append(strong + "er")
    elif re.search(r"e[lmnprstv]\Z", stem) and not re.search(r"e[lmnprstv]{2}\Z", stem):
        strong = re.sub(r"e(?=.\Z)", "è", stem)
        futures = [strong + "er"]
    return (
        _ending(strong, ("e", "es", "ent"), "present")
        + [(soft + "ons", "present"), (stem + "ez", "present")]
        + [(soft + e, "imperfect") for e in ("ais", "ait", "aient")]
        + _ending(stem, ("ions", "iez"), "imperfect")
        + _ending(soft, ("ai", "as", "a", "âmes", "âtes"), "past")
        + [(stem + "èrent", "past"), (soft + "ant", "gerund")]
        + [pair for future in futures for pair in _future_and_conditional(future)]
        + _ending(strong, ("e", "es", "ent"), "subjunctive")
        + _agreeing(stem + "é")
    )


def _second_group(lemma: str) -> list[tuple[str, str]]:
    stem = lemma[:-1]
    return (
        _ending(stem, ("s", "t", "ssons", "ssez", "ssent"), "present")
        + _ending(stem + "ss", _IMPERFECT, "imperfect")
        + _future_and_conditional(lemma)
        + _simple_past(stem)
        + _ending(stem + "ss", _SUBJUNCTIVE, "subjunctive")
        + [(stem + "ssant", "gerund")]
        + _agreeing(stem)
    )


@cache
def inflect(lemma: str) -> dict[str, frozenset[str]]:
    """All forms of an English verb with what they may be.

    Parameters: `lemma`, a base form. Returns form -> set of `base present past gerund`; a past form is
    also the participle.

    >>> sorted(inflect("deny")), sorted(inflect("say")["said"])
    (['denied', 'denies', 'deny', 'denying'], ['past'])
    """
    if lemma in _ENGLISH_IRREGULAR:
        others = _ENGLISH_IRREGULAR[lemma].split()
    elif lemma.endswith("e"):
        others = [lemma + "s", lemma + "d", lemma[:-1] + "ing"]
    elif re.search(r"[^aeiou]y\Z", lemma):
        others = [lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    else:
        others = [
            lemma + ("es" if re.search(r"(?:s|sh|ch|x|z)\Z", lemma) else "s"),
            lemma + "ed",
            lemma + "ing",
        ]
    kinds = {"ing": "gerund", "s": "present"}
    forms = {
        form: frozenset([next((k for e, k in kinds.items() if form.endswith(e)), "past")]) for form in others
    }
    return {lemma: frozenset(["base"]), **forms}


# The future is built on the infinitive or on an irregular stem. Verbs in -rer make simple pasts and
# imperfects of the same shape (montra, retirait), so the letters before the ending decide.
_STEM = re.compile(
    r"(?:\w+er|\w*ir|\w*[aoeèiîu]n?dr|\w*(?:me|ba)ttr|\w*[aoi]îtr|\w*(?:conna|para|na)itr|\w*cevr"
    r"|(?:re)?devr|\w*suivr"
    r"|\w*vivr|\w*mouvr|pleuvr|pourr|\w*(?<!gu)(?:en|re|ou|entre|\b)verr|\w*courr|mourr|\w*querr|aur"
    r"|saur|\w*clur"
    r"|\w*rompr|\w*vaincr)\Z"
)
_VERBS_IN_RER = re.compile(
    r"(?:(?:re|at|é|sou)?tir|\w*[sx]pir|soupir|admir|mir|désir|(?:cha)?vir|empir|cir|déchir|délir|éclair"
    r"|flair|foir"
    r"|engendr|(?:en)?cadr|effondr|(?:sau)?poudr|escadr|cendr|hydr|cylindr|taraudr|couver)\Z"
)
_NOT_FUTURE = word_set(
    "opera camera riviera madera primavera cordillera phylloxera era cholera rivera herrera cabrera"
    " vera figuera front affront vignerons forgerons bûcherons quarterons éperons chaperons environs"
    " bras gras embarras libera rez"
)


def is_future(word: str) -> bool:
    """Whether a French word is a simple future by its form.

    Parameters: `word`, in small letters, accents kept. Returns True for futures only: simple pasts and nouns
    of the same ending are told apart by the letters before it.

    >>> [is_future(w) for w in ("sera", "viendront", "opéra", "montra", "déclara", "front", "retira")]
    [True, True, False, False, False, False, False]
    """
    return _has_ending(word, _FUTURE)


def is_conditional(word: str) -> bool:
    """Whether a French word is a present conditional of the third person by its form.

    Parameters: `word`, in small letters, accents kept. Returns True for conditionals only, not for
    imperfects of verbs in -rer.

    >>> [is_conditional(w) for w in ("aurait", "seraient", "montrait", "retrait", "préparait", "retirait")]
    [True, True, False, False, False, False]
    """
    return _has_ending(word, ("ait", "aient"))


@cache
def _is_stem(stem: str) -> bool:
    return bool(_STEM.match(stem)) and not _VERBS_IN_RER.match(stem)


def _has_ending(word: str, endings: tuple[str, ...]) -> bool:
    for ending in endings:
        if word.endswith("r" + ending) and word not in _NOT_FUTURE and _is_stem(word.removesuffix(ending)):
            return True
    return False
