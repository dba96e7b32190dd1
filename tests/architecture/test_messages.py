"""Every message has a French translation with the same parameters, and French typography."""

import importlib.util
import re
import sys
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import pourparler
from pourparler.language import msg, number, percent, render

spec = importlib.util.spec_from_file_location("messages", Path(__file__).parents[1] / "messages.py")
assert spec is not None
assert spec.loader is not None
extraction = importlib.util.module_from_spec(spec)
sys.modules["messages"] = extraction
spec.loader.exec_module(extraction)
CATALOGUE = Path(pourparler.__file__).parent / "locales" / "fr" / "LC_MESSAGES" / "pourparler.po"


def messages() -> dict[str, str]:
    """Every marked template with the file it stands in, plurals too."""
    found = {}
    for entry in extraction.extract(Path(pourparler.__file__).parent).values():
        found[entry.text] = entry.where
        if entry.plural:
            found[entry.plural] = entry.where
    return found


def catalogue() -> dict[str, str]:
    with CATALOGUE.open("rb") as stream:
        result = {}
        for message in read_po(stream):
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            assert not message.fuzzy or not ids[0], f"fuzzy: {ids[0]}"
            result.update(zip(ids, texts, strict=False))
        return result


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_every_message_is_translated() -> None:
    known = catalogue()
    missing = [f"{where}: {text}" for text, where in messages().items() if not known.get(text)]
    assert not missing, f"{len(missing)} untranslated:\n" + "\n".join(missing[:40])


def test_translations_keep_the_parameters() -> None:
    for text, translation in catalogue().items():
        if text:
            assert _fields(translation) <= _fields(text), text


def test_no_translation_is_left_over() -> None:
    left = set(catalogue()) - set(messages()) - {""}
    assert not left


@pytest.mark.parametrize("mark", ["!", "?", ";", "%", "»"])
def test_french_spaces_do_not_break(mark: str) -> None:
    for text, translation in catalogue().items():
        if text:
            # Written with a plain space, which rendering turns into a narrow no-break one.
            assert not re.search(rf"\w{re.escape(mark)}(\s|$)", translation), translation


def test_numbers_follow_the_language() -> None:
    assert number(1234.5, "fr") == "1\u202f234,5"
    assert number(1234.5, "en") == "1,234.5"
    assert percent(0.421, "fr") == "42\u202f%"
    assert percent(0.421, "en") == "42%"
    assert number(-0.5, "fr", 2) == "\u22120,50"
    assert number(None, "en") == "–"


def test_sentences_are_rendered_in_both_languages() -> None:
    message = msg("The answer is exact.")
    assert render(message, "en") == "The answer is exact."
    assert render(message, "fr") == "La réponse est exacte."
