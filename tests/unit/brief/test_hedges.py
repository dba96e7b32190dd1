import json
import os
import time
from itertools import pairwise
from pathlib import Path

import pytest

from pourparler.brief.conjugation import conjugate, inflect, is_conditional, is_future
from pourparler.brief.hedges import hedges
from pourparler.brief.omissions import left_out
from pourparler.brief.patterns import patterns

# Sentences written for these tests; marks of class attribution are left aside.
FRENCH = [
    ("Moscou pourrait accepter un cessez-le-feu de trente jours.", "pourrait=possibility"),
    ("Kiev n’a pas exclu de céder une partie du Donbass.", "n’a pas exclu=possibility"),
    ("Le Kremlin n’écarte pas une rencontre à Riyad.", "n’écarte pas=possibility"),
    ("La Russie aurait déployé 12 000 soldats près de la frontière.", "aurait=reportative"),
    ("Selon Axios, le plan prévoirait un gel des lignes.", "prévoirait=reportative"),
    ("Le président ukrainien serait prêt à négocier.", "serait=reportative; prêt à=willingness"),
    ("Le ministre a déclaré que la réunion se tiendrait lundi.", ""),
    ("Il avait promis qu’il mettrait fin à la guerre en un jour.", ""),
    ("Si Moscou refusait, les sanctions seraient renforcées.", "Si=condition"),
    ("L’accord permettra à Kiev de souffler.", "permettra=prediction"),
    ("Les deux hommes se rencontreront à Genève.", "rencontreront=prediction"),
    ("La soprano chante à l’opéra devant la caméra.", ""),
    ("Il déclara que la paix était proche et montra la carte.", ""),
    ("Il est peu probable que Pékin intervienne.", "peu probable=likelihood"),
    ("Une rencontre est très probable avant l’été.", "très probable=likelihood"),
    ("Il y a de fortes chances que l’accord échoue.", "de fortes chances=likelihood"),
    ("Les pourparlers devraient reprendre mardi.", "devraient=expectation"),
    ("Le président est attendu à Paris jeudi.", "est attendu=expectation"),
    ("Washington semble hésiter.", "semble=appearance"),
    ("La proposition paraît acceptable pour Kiev.", "paraît=appearance"),
    ("Le livre paraît en mars.", ""),
    ("Le diplomate estime que la trêve est fragile.", "estime que=belief"),
    ("« La trêve est fragile », estime un diplomate.", "estime=belief"),
    ("Pense-t-il que la Russie cédera ?", "Pense-t-il que=belief; cédera=prediction"),
    ("Ils doutent de la sincérité du Kremlin.", "doutent de=doubt"),
    ("Le doute demeure sur ses intentions.", ""),
    ("Moscou compte obtenir la levée des sanctions.", "compte=intention"),
    ("Le pays compte 40 millions d’habitants.", ""),
    ("On entend les sirènes à Kiev.", ""),
    ("L’Europe souhaite participer aux négociations.", "souhaite=intention"),
    ("Trump veut un accord rapide.", "veut=intention"),
    ("Cela veut dire que la guerre continue.", ""),
    ("Paris envisage d’envoyer des troupes.", "envisage=intention"),
    ("La Turquie se dit prête à accueillir le sommet.", "se dit prête à=willingness"),
    ("L’Allemagne n’est pas prête à livrer des missiles.", "est pas prête à=willingness"),
    ("Berlin est favorable à une trêve.", "est favorable à=willingness"),
    ("Des fuites suggèrent un compromis.", "suggèrent=suggestion"),
    ("Il a laissé entendre qu’un accord était proche.", "a laissé entendre=suggestion"),
    ("Le porte-parole a évoqué la possibilité d’un retrait.", "a évoqué=suggestion"),
    ("Le Kremlin a confirmé la rencontre.", "a confirmé=booster"),
    ("Il a clairement rejeté le plan.", "clairement=booster"),
    ("Les parties ont accepté en principe.", "en principe=attenuator"),
    ("Environ 300 prisonniers ont été échangés.", "Environ=approximator"),
    ("Près de 300 prisonniers ont été libérés.", "Près de=approximator"),
    ("L’explosion s’est produite près de Kharkiv.", ""),
    ("Quelque 500 soldats sont morts.", "Quelque=approximator"),
    ("Une centaine de chars ont été détruits.", "Une centaine=approximator"),
    (
        "L’accord sera signé à condition que Kiev renonce à la Crimée.",
        "sera=prediction; à condition que=condition",
    ),
    ("Moscou se retirera à moins que l’OTAN n’avance.", "retirera=prediction; à moins que=condition"),
    ("En échange de la paix, Kiev céderait du territoire.", "En échange de=condition; céderait=reportative"),
    ("Aucune date n’a encore été fixée.", ""),
    ("Le lieu n’est pas encore connu.", "pas encore=absence"),
    ("Le calendrier reste à définir.", "reste à définir=absence"),
    ("La Maison-Blanche n’a pas souhaité commenter.", "n’a pas souhaité commenter=absence"),
    ("On ignore si Pékin suivra.", "On ignore=absence; suivra=prediction"),
    ("Il se demande si la paix est possible.", ""),
    ("Même si la Russie avance, Kiev résiste.", ""),
    ("Le plan est si important que tous l’étudient.", ""),
    ("S’il échoue, la guerre reprendra.", "S’il=condition; reprendra=prediction"),
    ("Il faut peut-être attendre.", "peut-être=possibility"),
    ("Moscou peut accepter.", "peut=possibility"),
    ("Moscou ne peut pas accepter.", ""),
    ("Ankara est en mesure de jouer les médiateurs.", "est en mesure de=possibility"),
    ("Il n’est pas exclu que Trump cède.", "Il n’est pas exclu que=possibility"),
    ("Les experts s’attendent à un échec.", "s’attendent à=expectation"),
    ("Le président, semble-t-il, hésite.", "semble-t-il=reportative"),
    ("L’auteur présumé a été arrêté.", "présumé=reportative"),
    ("Kiev a sans doute perdu la ville.", "sans doute=likelihood"),
    ("Plusieurs pays ont protesté.", "Plusieurs=approximator"),
    ("Le menace d’une escalade grandit.", ""),
    ("La note du ministère précise le calendrier.", ""),
    ("Il voudrait rencontrer Poutine.", "voudrait=intention"),
    ("Il aimerait rencontrer Poutine.", ""),
    ("Trump aurait pu accepter.", "aurait pu=possibility"),
    ("La Chine chercherait à contourner les sanctions.", "chercherait=reportative"),
    ("Moscou cherche à gagner du temps.", "cherche à=intention"),
    ("Le plan vise à geler le front.", "vise à=intention"),
    ("Poutine espère un accord.", "espère=intention"),
    ("Il espérait que Trump céderait.", "espérait=intention"),
    ("Les deux camps restent convaincus que la victoire est possible.", "convaincus que=belief"),
    ("Le front recule vers les environs de Bakhmout.", ""),
    ("Le vrai bras de fer commence.", ""),
    ("Le futur accord devra être ratifié.", "devra=prediction"),
    ("Un échec serait une catastrophe, selon lui.", "serait=reportative"),
    ("Ce serait une erreur.", ""),
    ("La Hongrie pourrait vouloir bloquer l’aide.", "pourrait=possibility"),
    ("Le Kremlin affirme que Kiev aurait violé la trêve.", "aurait=reportative"),
    ("D’après Reuters, cinq points seraient acquis.", "seraient=reportative"),
    (
        "L’administration Trump envisagerait de lever une partie des sanctions visant la banque agricole "
        "russe.",
        "envisagerait=reportative",
    ),
    ("Aucun compromis n’est en vue, a reconnu un responsable européen sous couvert d’anonymat.", ""),
    ("Les négociateurs tablent sur une signature d’ici vendredi.", ""),
    ("« Nous ne céderons pas », a martelé le président ukrainien.", "céderons=prediction"),
    ("Le chancelier a dit espérer une percée.", "espérer=intention"),
    ("La délégation iranienne a quitté la salle sans s’exprimer.", ""),
    ("Selon toute vraisemblance, la visite sera reportée.", "sera=prediction"),
    ("Le Hamas se dit disposé à libérer dix otages.", "disposé à=willingness"),
    ("Israël n’a pas l’intention de se retirer de Gaza.", "a pas l’intention de=intention"),
    (
        "Le texte, dont l’AFP a obtenu copie, prévoit de limiter l’armée à 600 000 hommes.",
        "prévoit de=intention",
    ),
    ("Les Européens craignent que Washington ne les écarte.", ""),
    ("Ce plan pourrait, à terme, ouvrir la voie à une reconnaissance.", "pourrait=possibility"),
    (
        "Le négociateur en chef estimait jeudi que les positions se rapprochaient.",
        "estimait jeudi que=belief",
    ),
    ("Téhéran juge l’offre insuffisante.", ""),
    ("Les discussions ont visiblement achoppé sur la question du nucléaire.", ""),
    ("Le roi devait recevoir l’émissaire lundi.", ""),
    ("Le ministre doit se rendre à Doha.", ""),
    ("L’émissaire aurait proposé, selon nos informations, un échange de territoires.", "aurait=reportative"),
    ("Les frappes auraient fait au moins 40 morts.", "auraient=reportative; au moins=approximator"),
    ("Il n’est pas impossible que le sommet soit annulé.", "Il n’est pas impossible que=possibility"),
    ("Rien n’exclut un report.", "Rien n’exclut=possibility"),
    ("L’accord est susceptible de changer la donne.", "est susceptible de=possibility"),
    ("Faute de quoi, les droits de douane passeraient à 50 %.", "Faute de quoi=condition"),
    ("Tant que les combats continuent, il n’y aura pas de vote.", "Tant que=condition; aura=prediction"),
    ("Bruxelles se prépare à riposter.", "se prépare à=intention"),
    ("Le gouvernement s’apprête à signer.", "s’apprête à=intention"),
    ("L’Égypte a pour objectif de relancer les pourparlers.", "a pour objectif de=intention"),
    ("La Commission a relativement peu de marge.", "relativement=attenuator"),
    ("Les Vingt-Sept veulent parler d’une seule voix.", "veulent=intention"),
    ("Il a voulu rassurer ses alliés.", "a voulu=intention"),
    ("Le projet de loi envisagé par Paris est contesté.", ""),
    ("La trêve voulue par Washington tarde.", ""),
    ("Pour l’heure, Kiev résiste.", "Pour l’heure=attenuator"),
    ("Le président a fait état de progrès.", "a fait état de=suggestion"),
    ("Ses propos laissent penser qu’un accord est proche.", "laissent penser=suggestion"),
    ("Un responsable a dit douter de la bonne foi de Moscou.", "douter de=doubt"),
    ("La diplomatie reste sceptique.", "reste sceptique=doubt"),
    ("Le Qatar pourra servir d’intermédiaire.", "pourra=prediction"),
    ("On s’attend à une annonce.", "s’attend à=expectation"),
    ("L’opposition réclame des élections partielles.", "partielles=approximator"),
    ("Une attaque est probable, voire quasi certaine.", "probable=likelihood; quasi certaine=likelihood"),
    ("Il y aurait une chance sur deux d’aboutir.", "aurait=reportative; une chance sur deux=likelihood"),
    ("Kiev n’acceptera la trêve que si Moscou se retire.", "acceptera=prediction; si=condition"),
    ("Le porte-parole a ajouté que l’aide se poursuivrait et que les livraisons seraient accélérées.", ""),
    ("Le président avait assuré que les élections auraient lieu en mai.", ""),
    ("Les Américains voulaient que l’Europe paie davantage.", "voulaient=intention"),
    ("Moscou n’entend pas renoncer au Donbass.", "entend=intention"),
    ("L’Iran entend-il respecter l’accord ?", "entend=intention"),
    ("Il semble que les deux parties se parlent à nouveau.", "semble=appearance"),
    ("Il apparaît que le plan a été rédigé à Washington.", "apparaît=appearance"),
    ("Le Premier ministre est apparu à la télévision.", ""),
    ("Le sénateur a peut-être raison.", "peut-être=possibility"),
    ("Le trafic reprendra peu à peu.", "reprendra=prediction"),
    ("L’Union africaine craint le pire.", ""),
    ("Des milliers de personnes ont défilé.", ""),
    ("Ankara propose d’accueillir le sommet en cas d’accord.", "en cas d’=condition"),
    ("La marine russe manœuvra au large et tira deux missiles.", ""),
    ("Le général Herrera rencontrera son homologue.", "rencontrera=prediction"),
    ("Le Kremlin ne souhaite pas de trêve.", "souhaite=intention"),
    ("Les deux pays auront jusqu’à 30 jours pour ratifier.", "auront=prediction; jusqu’à=approximator"),
    ("L’ambassadeur n’exclut plus une médiation.", "n’exclut plus=possibility"),
    ("Le président refuse d’exclure une frappe.", ""),
    ("Les Etats-Unis s'attendent à ce que des otages soient libérés.", "s'attendent à=expectation"),
    ("Une trêve est possible en échange notamment d’otages.", "en échange notamment d’=condition"),
    ("Tout ira bien, si (le Premier ministre) ne recule pas.", "ira=prediction; si=condition"),
    ("Il s’est toujours voulu rassurant.", ""),
    ("Un certain nombre de pays hésitent.", ""),
]
ENGLISH = [
    ("Moscow could accept a 30-day ceasefire.", "could=possibility"),
    ("Kyiv may sign the deal in May.", "may=possibility"),
    ("In May the talks resumed.", ""),
    ("May 9 is a holiday in Russia.", ""),
    ("The can was empty.", ""),
    ("Officials can block the deal.", "can=possibility"),
    ("He cannot accept it.", ""),
    ("They might agree.", "might=possibility"),
    ("Russia used its military might.", ""),
    ("The White House has not ruled out a summit.", "has not ruled out=possibility"),
    ("The Kremlin did not rule out talks.", "did not rule out=possibility"),
    ("A deal is unlikely this year.", "unlikely=likelihood"),
    ("It is highly likely that talks fail.", "highly likely=likelihood"),
    ("Talks should resume on Monday.", "should=expectation"),
    ("The summit is expected to last two days.", "is expected to=expectation"),
    ("The leaders are set to meet in Riyadh.", "are set to=expectation"),
    ("The delay is due to the weather.", ""),
    ("The minister is due to arrive on Friday.", "is due to=expectation"),
    ("Russia will withdraw its troops.", "will=prediction"),
    ("He won’t sign it.", "won’t=prediction"),
    ("The will of the people prevails.", ""),
    ("Political will is lacking.", ""),
    ("Ukraine lacks the will to surrender.", ""),
    ("Will Smith attended the event.", ""),
    ("Russia reportedly agreed to the plan.", "reportedly=reportative"),
    ("He is said to favour a deal.", "is said to=reportative"),
    ("The alleged spy was arrested.", "alleged=reportative"),
    ("Moscow is believed to have 500 tanks.", "is believed to=reportative"),
    ("Putin seems ready to talk.", "seems=appearance; ready to=willingness"),
    ("She appeared in court on Monday.", ""),
    ("They appear to have agreed.", "appear=appearance"),
    ("Analysts believe Moscow is stalling.", "believe=belief"),
    ("He believes in peace.", ""),
    ("She thinks that the truce will hold.", "thinks that=belief; will=prediction"),
    ("Experts doubt the plan.", "doubt=doubt"),
    ("There is no doubt about it.", ""),
    ("Moscow intends to annex the region.", "intends=intention"),
    ("Trump plans to visit Beijing.", "plans to=intention"),
    ("The plan to end the war failed.", ""),
    ("Europe wants guarantees.", "wants=intention"),
    ("The EU seeks a role in the talks.", "seeks=intention"),
    ("The aim is peace.", ""),
    ("Turkey is ready to host the summit.", "ready to=willingness"),
    ("Kyiv is not willing to cede land.", "willing to=willingness"),
    ("Germany was prepared to send tanks.", "was prepared to=willingness"),
    ("Leaks suggest that a deal is near.", "suggest=suggestion"),
    ("He hinted at a compromise.", "hinted=suggestion"),
    ("A hint of spring was in the air.", ""),
    ("The signal was weak.", ""),
    ("The Kremlin confirmed the meeting.", "confirmed=booster"),
    ("He flatly rejected it.", "flatly=booster"),
    ("They agreed in principle.", "in principle=attenuator"),
    ("About 300 soldiers died.", "About=approximator"),
    ("They talked about 300-year-old laws.", ""),
    ("Nearly 500 tanks were lost.", "Nearly=approximator"),
    ("Some 500 tanks were lost.", "Some=approximator"),
    ("He lives in a state of fear.", ""),
    ("The talks will continue unless Kyiv withdraws.", "will=prediction; unless=condition"),
    ("If Russia agrees, the war ends.", "If=condition"),
    ("He asked if Russia agreed.", ""),
    ("Should Russia refuse, sanctions follow.", "Should=condition"),
    ("Peace in exchange for land.", "in exchange for=condition"),
    ("No date has been set and it remains unclear who pays.", "remains unclear=absence"),
    ("The White House declined to comment.", "declined to comment=absence"),
    ("He has yet to respond.", "has yet to=absence"),
    ("It is rather cold.", "rather=attenuator"),
    ("He chose peace rather than war.", ""),
    ("Perhaps Moscow will yield.", "Perhaps=possibility; will=prediction"),
    ("The deal, expected to be signed soon, is fragile.", "expected to=expectation"),
    ("Moscow might want to wait.", "might=possibility"),
    ("The United States demands action.", ""),
    ("Zelensky's hopes of a deal faded.", ""),
    ("Trump hopes to meet Putin.", "hopes to=intention"),
    ("He's going to sign.", "'s going to=prediction"),
    ("He is going to Paris.", ""),
    ("They'll sign.", "'ll=prediction"),
    ("The proposal would let Russia keep Crimea.", ""),
    ("It is possible that talks collapse.", "It is possible that=possibility"),
    ("Several countries objected.", "Several=approximator"),
    ("One of the main issues is land.", "One of the=approximator"),
    ("He said the deal was almost certainly dead.", "almost certainly=likelihood"),
    ("The administration would ease sanctions under the draft, people familiar with it said.", ""),
    ("Neither side has given ground, a European official acknowledged.", ""),
    ('"We will not back down," the president vowed.', "will=prediction"),
    ("Negotiators hope to reach a deal by Friday.", "hope to=intention"),
    ("Hamas says it is willing to release ten hostages.", "willing to=willingness"),
    ("Israel has no plans to withdraw.", ""),
    ("A text seen by Reuters would cap the army at 600,000.", ""),
    ("Europeans fear Washington may sideline them.", "may=possibility"),
    ("The plan could eventually open the way to recognition.", "could=possibility"),
    ("Tehran considers the offer inadequate.", ""),
    ("The minister is to travel to Doha on Monday.", ""),
    ("The strikes are reported to have killed at least 40 people.", "at least=approximator"),
    ("A delay cannot be ruled out.", "cannot be ruled out=possibility"),
    ("Brussels is preparing to retaliate.", "is preparing to=intention"),
    ("So long as fighting continues there will be no vote.", "will=prediction"),
    ("The king was supposed to meet the envoy.", ""),
    ("Officials are poised to announce a truce.", "are poised to=expectation"),
    ("Moscow signaled it was open to talks.", "signaled=suggestion; was open to=willingness"),
    ("The envoy floated the idea of a land swap.", "floated=suggestion"),
    ("He is understood to have offered a swap.", "is understood to=reportative"),
    ("It's unclear whether Kyiv would agree.", "'s unclear=absence"),
    ("The Kremlin has not yet responded.", "not yet=absence"),
    ("Roughly a third of the army is deployed there.", "Roughly=approximator"),
    ("The truce is subject to approval by the Knesset.", "subject to=condition"),
    ("Ukraine would join the EU provided that it reforms.", "provided that=condition"),
    ("Trump wanted a quick win.", "wanted=intention"),
    ("Sources indicated that a summit was likely.", "indicated that=suggestion; likely=likelihood"),
    ("He may have agreed already.", "may have=possibility"),
    ("Talks might still collapse.", "might=possibility"),
    ("She was seeking assurances.", "seeking=intention"),
    ("The proposal aims at freezing the front.", "aims=intention"),
    ("The envoy seemed confident.", "seemed=appearance"),
    ("The market in wheat futures fell.", ""),
    ("The general's will was read.", ""),
    ("You can't bomb your way to peace.", ""),
    ("Diplomats are sceptical.", "are sceptical=doubt"),
    ("There's a good chance of a deal.", "a good chance=likelihood"),
    ("Asked if he would resign, he laughed.", ""),
    ("Only if Russia withdraws will sanctions end.", "Only if=condition; will=prediction"),
    ("The Czech leader is convinced that peace is near.", "is convinced that=belief"),
    ("Seoul is considering sending weapons.", ""),
    ("The would-be mediator left.", "would-be=reportative"),
    ("So far, no one has signed.", "So far=attenuator"),
    ("As many as 500 soldiers died.", ""),
    ("The deal was partially implemented.", "partially=approximator"),
    ("Iran, unwilling to compromise, walked out.", ""),
    ("The US is mulling new tariffs.", ""),
    ("Moscow's state of readiness is low.", ""),
    ("A key question is whether the truce holds.", ""),
    ("The May summit in Paris failed.", ""),
    ("He called May 10 a turning point.", ""),
    ("Theresa May spoke.", ""),
]


def marks(text, lang):
    return "; ".join(f"{h.term}={h.cls}" for h in hedges(text, lang) if h.cls != "attribution")


@pytest.mark.parametrize(("text", "wanted"), FRENCH)
def test_french(text, wanted):
    assert marks(text, "fr") == wanted


@pytest.mark.parametrize(("text", "wanted"), ENGLISH)
def test_english(text, wanted):
    assert marks(text, "en") == wanted


@pytest.mark.parametrize(
    ("text", "lang", "term"),
    [
        ("Selon Reuters, un accord est proche.", "fr", "Selon"),
        ("Un accord est proche, a déclaré le ministre.", "fr", "a déclaré"),
        ("Il n’a pas démenti.", "fr", "a pas démenti"),
        ("Pour Moscou, la guerre est finie.", "fr", "Pour"),
        ("A deal is near, according to Reuters.", "en", "according to"),
        ("A deal is near, he said.", "en", "said"),
    ],
)
def test_attribution(text, lang, term):
    assert [h.term for h in hedges(text, lang) if h.cls == "attribution"] == [term]


@pytest.mark.parametrize(
    "text", ["La menace grandit.", "Il faut trois euros par jour pour vivre.", "Selon que tu viens."]
)
def test_no_attribution(text):
    assert hedges(text, "fr") == ()


def test_fields_come_from_the_lexicon():
    (mark,) = hedges("Il aurait accepté.", "fr", offset=100)
    assert (mark.term, mark.start, mark.end) == ("aurait", 103, 109)
    assert (mark.cls, mark.scope, mark.reading, mark.lang) == ("reportative", "claim", "reportative", "fr")
    (mark,) = hedges("It could fail.", "en")
    assert (mark.scope, mark.reading) == ("claim", "could happen")
    (mark,) = hedges("Un accord est probable.", "fr")
    assert mark.reading == "by-yardstick"


@pytest.mark.parametrize(
    "text",
    [
        "Il n’est pas exclu qu’il parte",
        "Il n'est pas exclu qu'il parte",
        "Il n’est\u00a0pas ex\u00adclu qu’il parte",
    ],
)
def test_typography_does_not_matter_and_offsets_are_those_of_the_text(text):
    (mark,) = hedges(text, "fr")
    assert mark.cls == "possibility"
    assert text[mark.start : mark.end] == mark.term


def test_decomposed_accents():
    text = "Moscou espe\u0301rait un accord tre\u0300s probable."
    assert [h.cls for h in hedges(text, "fr")] == ["intention", "likelihood"]
    assert [text[h.start : h.end] for h in hedges(text, "fr")][1] == "tre\u0300s probable"


def test_longest_match_wins_and_none_overlap():
    (mark,) = hedges("Il est très peu probable.", "fr")
    assert mark.term == "très peu probable"
    for text, lang in [(t, "fr") for t, _ in FRENCH] + [(t, "en") for t, _ in ENGLISH]:
        found = hedges(text, lang)
        assert all(a.end <= b.start for a, b in pairwise(found))


def test_nothing_in_nothing():
    assert hedges("", "fr") == hedges("  ", "en") == ()


def test_other_languages_are_refused():
    with pytest.raises(ValueError, match="not in 'de'"):
        hedges("Er wird kommen.", "de")


def test_every_line_of_the_lexicon_is_compiled():
    written = {p.written for lang in ("fr", "en") for found in patterns(lang).values() for p in found}
    assert {
        "LEMMA sous-entendre",
        "LEMMA faire savoir",
        "jusqu’à NUM",
        "si CLAUSE",
        "as SOURCE put it",
    } <= written
    assert len(written) > 450
    assert {p.cls for found in patterns("fr").values() for p in found} >= {
        "absence",
        "willingness",
        "condition",
    }


FUTURES = (
    "sera seront aura auront ira iront fera feront pourra devra voudra saura verra enverra viendra "
    "tiendra faudra vaudra"
    " recevra courra mourra acquerra mettra permettra connaîtra paraitra suivra vivra rompra vaincra "
    "conclura exclura croira"
    " prévoira finira partira prendra craindra réagira dira écrira conduira accueillera jettera espérera "
    "considérera libérera"
    " déclarera montrera entrera retirera adhérera détruira offrira acceptera devrons pourrez finirai auras"
)
NOT_FUTURES = (
    "opéra caméra opera camera era montra entra déclara retira tira inspira admira assura mesura jura "
    "livra délivra encadra"
    " engendra effondra considéra libéra espéra front affront environs bras vrai patrons barons espérons "
    "déclarons montrons"
    " ouvrons offrons assurez rez extra ultra infra sierra erra enterra éclaira choléra rencontra "
    "concentra célébra dura"
)


@pytest.mark.parametrize("word", FUTURES.split())
def test_futures(word):
    assert is_future(word)


@pytest.mark.parametrize("word", NOT_FUTURES.split())
def test_simple_pasts_and_nouns_are_no_futures(word):
    assert not is_future(word)


def test_conditionals_and_imperfects():
    for word in [
        "serait",
        "seraient",
        "aurait",
        "ferait",
        "viendrait",
        "permettrait",
        "retirerait",
        "montrerait",
        "conclurait",
        "accepterait",
    ]:
        assert is_conditional(word)
    for word in [
        "montrait",
        "retirait",
        "préparait",
        "déclarait",
        "espérait",
        "entrait",
        "livrait",
        "ouvrait",
        "courait",
        "durait",
        "retrait",
        "portrait",
    ]:
        assert not is_conditional(word)


def test_conjugation_and_inflection():
    assert {"annonçait", "annonça", "annoncent", "annonceront", "annoncées"} <= set(conjugate("annoncer"))
    assert {"envisageait", "envisagions", "envisagea"} <= set(conjugate("envisager"))
    assert {"rappelle", "rappellera", "rappelait"} <= set(conjugate("rappeler"))
    assert {"relève", "relèvera", "relevait"} <= set(conjugate("relever"))
    assert {"prévient", "prévint", "prévînmes", "préviendrait", "prévenue"} <= set(conjugate("prévenir"))
    assert conjugate("dire")["dit"] == {"present", "past", "participle"}
    assert "annonçent" not in conjugate("annoncer")
    assert set(inflect("plan")) == {"plan", "plans", "planned", "planning"}
    with pytest.raises(ValueError, match="no model"):
        conjugate("coudre")


LEFT_OUT = [
    ("Trump pourrait réduire l’aide à Kiev.", "réduire l’aide", ["pourrait"]),
    ("Trump pourrait réduire l’aide à Kiev.", "pourrait réduire l’aide", []),
    ("Moscou n’acceptera pas la trêve, mais Kiev la signera.", "Kiev la signera", []),
    ("Moscou n’acceptera pas la trêve, mais Kiev la signera.", "la trêve", ["n’acceptera pas"]),
    ("Il est parti sans signer le traité.", "signer le traité", ["sans"]),
    ("La Russie ne veut qu’un accord.", "un accord", []),
    ("Aucun pays ne peut rejoindre l’alliance.", "rejoindre l’alliance", ["ne peut"]),
    ("Selon Moscou, la paix est proche.", "la paix est proche", []),
    ("Il faut agir avant qu’il ne parte.", "il ne parte", []),
    ("C’est un premier pas vers la paix.", "vers la paix", []),
    ("Kyiv may not accept the truce.", "accept the truce", ["may", "not"]),
    ("Kyiv said it won’t accept the truce.", "accept the truce", ["n’t"]),
    ("There is no doubt that Kyiv signed the truce.", "Kyiv signed the truce", []),
    ("Kyiv will not sign, but Moscow is ready.", "Moscow is ready", []),
    ("The Kremlin reportedly agreed. Talks resume.", "Talks resume.", []),
]


@pytest.mark.parametrize(("text", "quote", "terms"), LEFT_OUT)
def test_what_a_quote_leaves_out(text, quote, terms):
    start = text.index(quote)
    assert [h.term for h in left_out(text, start, end=start + len(quote))] == terms


def test_gold_hedges_of_the_seed_article():
    folder = os.environ.get("POURPARLER_SEED")
    if not folder or not Path(folder).is_dir():
        pytest.skip("POURPARLER_SEED does not name the folder of the seed article")
    gold = json.loads(Path(folder, "gold.json").read_text(encoding="utf-8"))
    raw = Path(folder, gold["document"]["file"]).read_bytes().decode("utf-8")
    hit = extra = missed = 0
    for sentence in gold["sentences"]:
        start, end = sentence["selector"]["start"], sentence["selector"]["end"]
        found = [h for h in hedges(raw[start:end], "fr", offset=start) if h.cls != "attribution"]
        for wanted in (h for h in sentence["hedges"] if h["class"] != "attribution"):
            same = [
                h
                for h in found
                if h.cls == wanted["class"] and h.start < wanted["end"] and wanted["start"] < h.end
            ]
            hit += bool(same)
            missed += not same
            found = [h for h in found if h not in same[:1]]
        extra += len(found)
    assert hit + missed == 14
    assert 2 * hit / (2 * hit + extra + missed) >= 0.95


def test_speed():
    texts = [(t, "fr") for t, _ in FRENCH] + [(t, "en") for t, _ in ENGLISH]
    hedges("Il pourrait.", "fr")
    begun = time.perf_counter()
    for _ in range(5):
        for text, lang in texts:
            hedges(text, lang)
    # The target is 2,000 a second; a loaded machine is given room.
    assert 5 * len(texts) / (time.perf_counter() - begun) > 600
