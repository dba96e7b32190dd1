"""What a check knows of strategies without loading them is what there is."""

from pourparler.analyses.settings import settings_of
from pourparler.analyses.talks.registry import OWN, strategy_class
from pourparler.model.strategies import SETTINGS, known_strategies
from pourparler.views.talks import STRATEGIES


def test_names_and_settings_are_those_of_the_registry() -> None:
    assert set(SETTINGS) == set(OWN)
    for name in OWN:
        assert set(SETTINGS[name]) == set(settings_of(strategy_class(name)())), name
    assert set(OWN) <= set(known_strategies())


def test_every_strategy_has_words() -> None:
    assert set(OWN) <= set(STRATEGIES)
