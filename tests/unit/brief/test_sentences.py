import time
from itertools import pairwise

import pytest

from pourparler.brief.sentences import boilerplate, clause_of, language, sentence_of, sentences

# `|` marks where a sentence ends.
MARKED = [
    "M. Macron a reçu Mme. Dupont et le Dr. Weber à 14 h. 30.| Ils ont parlé.",
    "Le gén. Martin, né en 52 av. J.-C., est mort.| Le col. Roux l’a dit.",
    "L’art. 5 du traité s’applique, cf. p. 12, p. ex. en cas d’attaque.| C.-à-d. jamais.",
    "« Nous sommes prêts », a déclaré le ministre.| « Nous attendons. »| Puis il est parti.",
    "« Nous n’accepterons jamais cela ! » lance-t-il.| Le silence suit.",
    "« Que veulent-ils ? Nous ne le savons pas », s’interroge un diplomate.",
    "« La paix est proche. Nous y croyons. Il faut aller vite », a déclaré M. Poutine à l’AFP.",
    "Il a dit : « La paix est proche. »| Trump n’a pas répondu.",
    "Le déficit atteint 3,5 % du PIB, soit 1.500 milliards... mais la dette recule.| Et après ?",
    "Qui a gagné ?| Personne…| Tout le monde attend.",
    "Le n° 10 et la no 5.| L’U.E. et les U.S.A. ont signé.| La Russie, non.",
    "Donald J. Trump et George W. Bush se sont vus.| J. D. Vance aussi.",
    "Le 3 janv. 2025, à 9 h. 15, etc.| Les pourparlers reprennent.",
    "Le Premier ministre a répondu « non. »| Il est sorti.",
    "Selon Le Monde (lire p. 3), c’est fini.| (Avec AFP)",
    "Mr. Smith met Mrs. Jones at 5 p.m. on Jan. 5.| The U.S. Senate agreed.| It was over.",
    "He lives in the U.S.| The president said so.",
    "“We won’t go,” he said.| “We will stay.”| Then he left.",
    "“Never!” he shouted.| “Are you sure?” Trump asked.| Nobody replied.",
    "“We are ready. We have waited. Let’s go,” said Gen. Milley, of the U.S. Army.",
    '"We are ready. We have waited," said Sen. Rubio.| "It is time."| He left.',
    "The U.N. Security Council met.| No. 10 declined to comment.| He said no.| The talks failed.",
    "Prices rose 3.5 percent, e.g. in St. Louis vs. New York, i.e. a lot.| Inc. magazine said so.",
    "What next?| No one knows...| But they wait... and hope.",
    "The deal—worth $1.2 bn.—was signed by Acme Inc. in Washington D.C.| The court agreed.",
    "Title of the article\n|A first paragraph here.| And a second sentence.\n\n|Another one.",
    "Ce texte est coupé à la main par un vieux logiciel de courrier qui met\nles mots à la ligne quand "
    "la largeur est atteinte, comme ici, avec\nTrump au début.| Puis une phrase.",
    "Il a rencontré M.\nDupont hier.",
    "1) Premier point\n|2) Deuxième point\n|3) Troisième point",
    "1. Le traité est signé.| 2. La paix revient.|",
    "« Il faut que l’OTAN recule », a-t-il dit.| « C’est non négociable. »|",
    "‘We are ready. We wait,’ said the envoy.| It’s over.",
    "Le président a parlé de « paix juste ».| Il n’a rien promis.",
    "He called it a “mistake.”| She agreed.",
    "Yes (maybe not?) is the answer.| Good.",
    "Le plan B.| Les alliés attendent.",
    "Il a cité le prix (env. 30 M€) et M. Le Pen.| Mme Le Pen aussi.",
    "Kiev a refusé.| La Russie a protesté.",
    "Visitez www.lemonde.fr.| Ou ex.Com.",
    "A 14h30.| Puis à 15 h.| Ensuite rien.",
    'Zelensky: "No."| Putin: "Yes."|',
    "Le chef de l’État a conclu (« On verra bien. ») avant de partir.| Fin.",
    "Au XXe s. la guerre.| Fin.",
    "« Oui. »| « Non. »",
    "The St. Petersburg meeting, at 9 a.m. Monday, ended.| Lt. Col. Vindman testified.",
    '"Is this the end?" the minister wondered.| Nobody knew.',
    "He said: “It is over.| We lost.”| The crowd left.",
    "“It is over.| We lost.”| The crowd left.",
    "M. Poutine a dit « oui » !| Trump, « non » ?| Bien.",
    "Bonjour à tous !!!| C’est fini ?!| Oui.",
    "Le sommet [...] a échoué.| Fin.",
    "Le ministre a précisé (...) que tout va bien.",
    "PARIS, 3 janv. (AFP) – Le sommet s’ouvre.| Il dure deux jours.",
    "WASHINGTON (AP) — The U.S. and China met.| They agreed.",
]


@pytest.mark.parametrize("marked", MARKED)
def test_sentences_end_where_marked(marked):
    raw = marked.replace("|", "")
    wanted = [part.strip() for part in marked.split("|") if part.strip()]
    assert [raw[s.start : s.end] for s in sentences(raw)] == wanted


def test_glued_sentences_are_parted_but_addresses_are_not():
    raw = "Kiev a refusé.La Russie a protesté. Voir www.lemonde.fr ou Booking.Com."
    assert sentences(raw)[0].end == len("Kiev a refusé.")
    assert len(sentences(raw)) == 3


def test_offsets_are_raw_and_cover_every_word_once():
    raw = "\ufeffTitre\r\n\r\n  Une phrase. «\u00a0Deux\u00a0!\u00a0» Trois…\u200b\r\nQuatre\r\n***\r\n"
    found = sentences(raw)
    texts = [raw[s.start : s.end] for s in found]
    assert texts == ["Titre", "Une phrase.", "«\u00a0Deux\u00a0!\u00a0»", "Trois…", "Quatre"]
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_bullet_is_not_part_of_its_sentence():
    raw = "- Premier point\n• Deuxième point. – Non.\n-5 degrés"
    texts = [raw[s.start : s.end] for s in sentences(raw)]
    assert texts == ["Premier point", "Deuxième point.", "– Non.", "-5 degrés"]


def test_line_blocks_and_wrapped_lines():
    block = "Genève\nLundi\nOrdre du jour"
    assert len(sentences(block)) == 3
    wrapped = (
        "The talks between the two presidents are expected to open in\n"
        "Geneva on Monday, although neither the Kremlin nor the White\n"
        "House has confirmed the date."
    )
    assert len(sentences(wrapped)) == 1
    assert len(sentences("Il attend une\nréponse.")) == 1


def test_nothing_to_split():
    assert sentences("") == ()
    assert sentences(" \n\n … ! ») ") == ()


def test_sentence_of_takes_every_sentence_touched():
    raw = "Un. Deux trois. Quatre.\n\nCinq."
    cases = [((4, 8), "Deux trois."), ((5, 18), "Deux trois. Quatre."), ((0, 29), raw), ((16, 30), raw[16:])]
    for (start, end), wanted in cases:
        found = sentence_of(raw, start, end=end)
        assert raw[found.start : found.end] == wanted


def test_sentence_of_page_furniture_is_still_a_sentence():
    raw = "Le sommet est fini depuis hier.\n\nLaisser un commentaire"
    assert len(sentences(raw)) == 1
    assert sentence_of(raw, 36, end=40).end == len(raw)


CLAUSES = [
    ("Il dit | que Kiev n’acceptera pas | , mais que Moscou attend.", 3),
    ("Les détails n’ont pas été fixés | et le délai est passé d’un jour à six mois.", 2),
    ("Moscou veut des garanties et un retrait partiel.", 1),
    ("Moscou, Kiev et Washington négocient.", 1),
    ("Il ne veut qu’un accord.", 1),
    ("Trump menace de partir | si les alliés ne paient pas.", 2),
    ("He said | that Kyiv would not sign | , but Moscow might.", 3),
    ("He will not sign that deal.", 1),
    ("Talks stall | unless Europe pays.", 2),
    ("Moscow wants guarantees and a partial withdrawal.", 1),
    ("Kyiv refuses | and the Kremlin has not replied.", 2),
    ("Il attend une réponse | ; elle tarde.", 2),
]


@pytest.mark.parametrize(("marked", "count"), CLAUSES)
def test_clauses_end_where_marked(marked, count):
    parts = marked.split(" | ")
    raw = " ".join(parts).replace(" ,", ",").replace(" ;", ";")
    found = set()
    for place, character in enumerate(raw):
        if character.isalpha():
            clause = clause_of(raw, place, end=place + 1)
            found.add((clause.start, clause.end))
    assert len(found) == count
    assert [raw[a:b].strip() for a, b in sorted(found)] == [part.strip() for part in parts]


def test_clause_of_a_passage_over_two_clauses_is_both():
    raw = "Il dit que Kiev attend, mais espère."
    found = clause_of(raw, 11, end=34)
    assert raw[found.start : found.end] == "que Kiev attend, mais espère."


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Poutine pourrait exiger que Trump retire l’OTAN des frontières russes", "fr"),
        ("Putin may demand that Trump pull NATO back from the Russian border", "en"),
        ("La Maison-Blanche n'a pas commenté.", "fr"),
        ("Nobody at the White House would comment.", "en"),
        ("Moscou", None),
        ("", None),
        ("the la of de", None),
    ],
)
def test_language(text, lang):
    assert language(text) == lang


FURNITURE = {
    "byline": [
        "Par Jean Dupont",
        "By JANE DOE",
        "By Steven Erlanger and David E. Sanger",
        "Reporting by Guy Faulconbridge; Editing by Andrew Osborn",
        "Avec AFP",
        "(Reuters)",
    ],
    "date": ["Publié le 10/01/2025 à 14h30", "10 janvier 2025", "January 10, 2025", "Updated at 12:30 GMT"],
    "read also": ["Lire aussi : Trump et Poutine", "Read more: Trump", "À lire : le plan", "Lire la suite"],
    "photo credit": [
        "Photo : AFP",
        "© Reuters",
        "REUTERS/Kevin Lamarque",
        "Photo by John Smith/Getty Images",
    ],
    "page furniture": [
        "Laisser un commentaire",
        "Required fields are marked *",
        "Share this article",
        "Partager sur Facebook",
        "Abonnez-vous à notre newsletter",
        "Nous utilisons des cookies pour améliorer votre visite.",
        "Tags: Trump, Putin",
        "Temps de lecture : 3 min",
        "Commentaires (12)",
    ],
}
ARTICLE = [
    "Partager le Donbass est exclu",
    "Shares fell on Monday",
    "Home Office says no",
    "Par ailleurs, Trump part.",
    "By Monday, Trump had left.",
    "Avec Trump, tout change",
    "Voir Kiev et mourir",
    "Le sommet est terminé. (AFP)",
    "Contacts avec Moscou",
    "Lire entre les lignes",
    "The date, January 10, 2025, is fixed",
]
AROUND = "Le sommet s’est tenu à Genève hier soir.\n\n{}\n\nLes parties se sont quittées sans accord."


@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, some in FURNITURE.items() for line in some]
)
def test_page_furniture_is_kept_apart_with_a_kind(kind, line):
    raw = AROUND.format(line)
    assert [(b.kind, raw[b.start : b.end]) for b in boilerplate(raw)] == [(kind, line)]
    assert len(sentences(raw)) == 2


@pytest.mark.parametrize("line", ARTICLE)
def test_news_is_not_taken_for_furniture(line):
    assert boilerplate(AROUND.format(line)) == ()


def test_a_name_alone_is_a_byline_only_after_the_body_or_repeated():
    body = "Le sommet s’est tenu à Genève hier soir."
    assert boilerplate(f"Vladimir Poutine\n\n{body}") == ()
    assert [b.kind for b in boilerplate(f"{body}\n\nAnna de La Tour")] == ["byline"]
    assert len(boilerplate(f"Anna Roux\n\n{body}\n\nAnna Roux\n\n{body}")) == 2


def test_a_large_document_is_split_quickly():
    raw = "M. Dupont a dit « non ! » à 14 h. 30. Trump attend… La suite demain.\n\n" * 5_000
    begun = time.perf_counter()
    assert len(sentences(raw)) == 15_000
    assert time.perf_counter() - begun < 7
