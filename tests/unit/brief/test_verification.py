import time

import pytest

from pourparler.brief.verification import Selector, anchor, context, nearest, verify

DOC = (
    "L’Ukraine n’adhérera jamais à l’OTAN, a dit M. Dupont. Elle ne l’a pas demandé.\r\n\r\n"
    "“We can’t accept a non-member state; it isn’t Trump’s deal,” he said… The U.S. spent $3.5 bn, "
    "12 500 hommes et 1,200 chars, soit -5 %. États-Unis et lui-même."
)


def outcome(raw, quote, **around):
    found = verify(raw, quote, **around)
    if found.verdict == "verified":
        assert found.start is not None
        assert found.reason == ""
        return found.tier, raw[found.start : found.end]
    assert found.start is None
    assert found.end is None
    return found.verdict, found.reason


@pytest.mark.parametrize(
    ("quote", "tier", "passage"),
    [
        ("jamais à l’OTAN", "exact", "jamais à l’OTAN"),
        ("jamais à l'OTAN", "typography", "jamais à l’OTAN"),
        ("OTAN, a dit M. Dupont", "exact", "OTAN, a dit M. Dupont"),
        ("Ukraine", "exact", "Ukraine"),
        ("M. Dupont. Elle ne", "exact", "M. Dupont. Elle ne"),
        ("pas demandé. \"We can't accept", "whitespace", "pas demandé.\r\n\r\n“We can’t accept"),
        ("he said... The U.S.", "typography", "he said… The U.S."),
        ("3.5 bn", "exact", "3.5 bn"),
        ("12\u202f500 hommes", "typography", "12 500 hommes"),
        ("a dit  M. Dupont.\n", "whitespace", "a dit M. Dupont."),
        ("E\u0301tats-Unis", "exact", "États-Unis"),
        ("isn't Trump's deal", "typography", "isn’t Trump’s deal"),
        ("jamais à l’", "exact", "jamais à l’"),
    ],
)
def test_verified(quote, tier, passage):
    assert outcome(DOC, quote) == (tier, passage)


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("adhérera jamais", "cuts-negation"),
        ("a pas demandé", "not-found-here"),
        ("Ukrain", "mid-word"),
        ("kraine n’adhérera", "mid-word"),
        ("’OTAN", "mid-word"),
        ("jamais à l", "mid-word"),
        ("We can", "mid-word"),
        ("'t accept", "mid-word"),
        ("t accept", "mid-word"),
        ("it isn", "mid-word"),
        ("it isn't Trump", "mid-word"),
        ("member state", "mid-word"),
        ("accept a non", "mid-word"),
        ("a non-", "mid-word"),
        ("Unis et lui", "mid-word"),
        ("États", "mid-word"),
        ("5 bn", "mid-word"),
        ("spent $3", "mid-word"),
        ("500 hommes", "mid-word"),
        ("12", "mid-word"),
        ("200 chars", "mid-word"),
        ("5 %", "mid-word"),
        ("The U", "mid-word"),
        ("S. spent", "mid-word"),
        ("he said..", "mid-word"),
        ("jamais […] l’OTAN", "omission"),
        ("jamais (…) l’OTAN", "omission"),
        ("jamais [...] l’OTAN", "omission"),
        ("jamais [ . . . ] l’OTAN", "omission"),
        ("Jamais à l’OTAN", "not-found"),
        ("adhèrera jamais", "not-found"),
        ("l’\u041eTAN", "not-found"),
        ("n’adhérera jamais à l’OTAN a dit", "not-found"),
        ("12500 hommes", "not-found"),
        ("", "not-found"),
        (" \n\t", "not-found"),
        ("\u200b", "not-found"),
        (DOC + "x", "not-found"),
    ],
)
def test_refused(quote, reason):
    if reason == "not-found-here":
        assert outcome(DOC, quote)[0] == "exact"
    else:
        assert outcome(DOC, quote) == ("refused", reason)


@pytest.mark.parametrize("apostrophe", list("'’‘ʼ′"))
def test_negation_is_not_cut_whatever_the_apostrophe(apostrophe):
    raw = f"Ils n{apostrophe}ont pas encore été déterminés."
    assert outcome(raw, "ont pas encore été déterminés") == ("refused", "cuts-negation")
    assert outcome(raw, "n'ont pas encore")[1] == f"n{apostrophe}ont pas encore"
    assert outcome(f"Ils N{apostrophe} ont pas", "ont pas") == ("refused", "cuts-negation")


def test_a_quote_may_not_end_before_a_combining_mark():
    raw = "Il a cite\u0301 le re\u0301sume\u0301"
    assert outcome(raw, "Il a cite") == ("refused", "not-found")
    assert outcome("un x\u0302 ici", "un x") == ("refused", "mid-word")
    assert outcome(raw, "cité le résumé") == ("exact", "cite\u0301 le re\u0301sume\u0301")


def test_invisible_characters_hide_neither_words_nor_boundaries():
    raw = "le dé\u00admantèlement\u200b total\u202e, dit-il"
    assert outcome(raw, "dé") == ("refused", "mid-word")
    assert outcome(raw, "démantèlement total") == ("typography", "dé\u00admantèlement\u200b total")
    assert outcome("n’\u200badhérera", "adhérera") == ("refused", "cuts-negation")


def test_the_byte_order_mark_is_no_letter():
    assert outcome("\ufeffLe sommet", "Le sommet") == ("exact", "Le sommet")


def test_line_ends_of_every_kind():
    for end in ("\n", "\r\n", "\r", "\u2028", "\n\n   \n"):
        assert outcome(f"Il part{end}demain.", "Il part demain") == ("whitespace", f"Il part{end}demain")


def test_space_before_high_punctuation():
    assert outcome("« Jamais\u00a0! »", "Jamais!") == ("whitespace", "Jamais\u00a0!")
    assert outcome("Quoi?", "Quoi ?") == ("whitespace", "Quoi?")


def test_an_inadmissible_place_does_not_hide_an_admissible_one():
    found = verify("Les russes. La paix russe.", "russe")
    assert (found.verdict, found.start, found.hits) == ("verified", 20, 1)


def test_several_places_are_decided_by_prefix_and_suffix_together():
    raw = "A dit oui à B. C dit oui à D. A dit oui à E."
    assert verify(raw, "dit oui").hits == 3
    assert outcome(raw, "dit oui") == ("ambiguous", "")
    assert outcome(raw, "dit oui", prefix="A ") == ("ambiguous", "")
    assert verify(raw, "dit oui", prefix="C ").start == 17
    assert verify(raw, "dit oui", prefix="A ", suffix=" à E").start == 32
    assert outcome(raw, "dit oui", prefix="C ", suffix=" à E") == ("ambiguous", "")


def test_context_compares_after_normalisation():
    raw = "l’un\u00a0dit oui ;  l’autre dit oui : soit"
    assert verify(raw, "dit oui", prefix="l'un ", suffix=" ; l'autre").start == 5


def test_round_trip_through_context():
    raw = DOC + "\n" + DOC
    start = raw.rindex("jamais")
    prefix, suffix = context(raw, start, end=start + 6, length=60)
    assert verify(raw, "jamais", prefix=prefix, suffix=suffix).start == start


def test_context_is_cut_at_the_ends_and_refuses_bad_ranges():
    assert context("abc", 0, end=3) == ("", "")
    assert context("abcdef", 2, end=3, length=2) == ("ab", "de")
    for start, end in [(-1, 2), (2, 1), (0, 9)]:
        with pytest.raises(ValueError, match="not inside"):
            context("abc", start, end=end)


def test_anchoring_order():
    raw = "oui non oui non oui"
    at = Selector("oui", start=8, end=11)
    assert anchor(raw, at, unchanged=True).start == 8
    assert anchor(raw, at, unchanged=False).verdict == "ambiguous"
    moved = Selector("oui", start=9, end=12)
    assert anchor(raw, moved, unchanged=True).start == 8
    assert anchor(raw, Selector("oui", start=4, end=7), unchanged=True).verdict == "ambiguous"
    assert anchor("un oui", at, unchanged=False).start == 3
    assert anchor(raw, Selector("oui", prefix="non ", suffix=" non"), unchanged=False).start == 8
    assert anchor(raw, Selector("peut-être", start=8, end=11), unchanged=True).reason == "not-found"
    assert anchor(raw, Selector("", start=8, end=8), unchanged=True).verdict == "refused"


def test_nearest_marks_what_differs_and_accepts_nothing():
    raw = "Le sommet durera six mois, dit-on. " * 2 + "Le traité sera signé par Kiev en mai."
    found = nearest(raw, "Le traité serait signé par Kiev en juin")
    assert found is not None
    assert found.passage == raw[found.start : found.end] == "Le traité sera signé par Kiev en mai"
    assert [(d.document, d.quote) for d in found.differences if d.kind != "equal"] == [
        (("sera",), ("serait",)),
        (("mai",), ("juin",)),
    ]
    assert verify(raw, "Le traité serait signé par Kiev en juin").verdict == "refused"


def test_nearest_of_nothing_is_none():
    assert nearest("Le sommet durera six mois.", "Moscow intends to obtain guarantees") is None
    assert nearest("", "un mot") is None
    assert nearest("Un mot.", "") is None


def test_nearest_is_fast_on_a_large_document():
    words = [
        "le",
        "président",
        "de",
        "la",
        "Russie",
        "a",
        "dit",
        "que",
        "les",
        "négociations",
        "avec",
        "les",
        "pays",
        "de",
        "l’alliance",
        "et",
        "la",
        "paix",
    ]
    raw = (
        " ".join(words[(i * i + i // 7) % len(words)] for i in range(330_000))
        + " Le traité sera signé en mai."
    )
    assert len(raw) > 1_500_000
    verify(raw, "Le traité serait signé")
    begun = time.perf_counter()
    found = nearest(raw, "Le traité serait signé en mai")
    assert time.perf_counter() - begun < 2
    assert found is not None
    assert found.passage == "Le traité sera signé en mai"
