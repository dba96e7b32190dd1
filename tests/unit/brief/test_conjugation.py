"""Forms of French and English verbs: futures, conditionals, whole tables."""

import pytest

from pourparler.brief.conjugation import conjugate, inflect, is_conditional, is_future

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
