"""Hedges that stand before a quote and that it leaves out."""

import pytest

from pourparler.brief.omissions import left_out

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
