"""The examples in docstrings work, and every concept, verb and model shows one."""

import doctest
import importlib
import pkgutil

import pytest

import pourparler
from pourparler.analyses.registry import OWN, concept_class

MODULES = sorted(
    m.name for m in pkgutil.walk_packages(pourparler.__path__, "pourparler.") if "__main__" not in m.name
)


@pytest.mark.parametrize("name", ["pourparler", *MODULES])
def test_examples_in_docstrings(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


@pytest.mark.parametrize("name", OWN)
def test_every_concept_shows_an_example_and_says_when_not_to_use_it(name: str) -> None:
    text = concept_class(name).__doc__ or ""
    assert ">>>" in text
    assert "not to use" in text
    assert "Reference" in text
