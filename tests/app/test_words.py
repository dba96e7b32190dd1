"""What the command line says of wrong calls and files: in the caller's language, with the next step."""

import json
from pathlib import Path

import pytest

import pourparler as pp
from pourparler.app.cli import run
from pourparler.language import NARROW_NO_BREAK, NO_BREAK


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    assert run(["new", str(tmp_path / "b"), "-q"]) == 0
    return tmp_path / "b"


def said(capsysbinary: pytest.CaptureFixture[bytes]) -> str:
    text = capsysbinary.readouterr().err.decode()
    return text.replace(NARROW_NO_BREAK, " ").replace(NO_BREAK, " ").strip()


WRONG = [
    (["run", "B", "--draws", "abc"], "Erreur : --draws : abc n’est pas un nombre entier. Voir `pourparler run --help`."),
    (["evidence", "add", "B", "s", "q", "--credibility", "9"], "Erreur : --credibility : 9 n’est pas un nombre entier de 1 à 6."),
    (["evidence", "add", "B", "s", "q", "--role", "foot"], "foot ne convient pas ; valeurs admises : headline, lead ou body."),
    (["evidence", "ad", "B"], "Erreur : il n’y a pas de commande ad. Vouliez-vous dire add ?"),
    (["slove", "B"], "Vouliez-vous dire solve ?"),
    (["check"], "Erreur : il manque BRIEF."),
    (["check", "B", "B"], "est de trop dans cet appel"),
    (["check", "B", "--surces", "x"], "Vouliez-vous dire --sources ?"),
    (["check", "B", "--quiet=1"], "l’option --quiet ne prend pas de valeur"),
    (["check", "--lang", "fr", "B", "--sources"], "l’option --sources demande une valeur"),
    (["schema", "breif"], "Erreur : NAME : breif ne convient pas"),
    (["solve", "B", "nassh"], "Erreur : concept : il n’y a pas de concept nassh. Vouliez-vous dire nash ?"),
    (["solve", "B", "nash", "--set", "tise=3"], "Vouliez-vous dire ties ?"),
    (["check", "nowhere"], "Erreur : nowhere : il n’y a pas de dossier"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "words"), WRONG, ids=[" ".join(call[:3]) for call, _ in WRONG])
def test_wrong_calls_are_answered_in_french(
    call: list[str], words: str, brief: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    here = [str(brief) if word == "B" else word for word in call]
    assert run(["--lang", "fr", *here]) in (2, 3)
    told = said(capsysbinary)
    assert words in told
    for english in (" is not ", "No such", "Missing", "unexpected", "See "):
        assert english not in told


def test_what_the_system_says_is_told_in_french(
    brief: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    target = brief.parent / "missing" / "b.zip"
    assert run(["--lang", "fr", "pack", str(brief), "--to", str(target)]) == 3
    assert said(capsysbinary).startswith(f"Erreur : {target} : ce fichier ou ce répertoire n’existe pas.")


def test_errors_of_a_brief_are_told_with_french_colons(
    brief: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = (brief / "brief.yaml").read_text(encoding="utf-8")
    (brief / "brief.yaml").write_text(text.replace("salience: 30", "salience: 130"), encoding="utf-8")
    assert run(["--lang", "fr", "solve", str(brief), "nash"]) == 3
    head, line = said(capsysbinary).split("\n")
    assert head.startswith("Erreur : brief.yaml : le dossier")
    assert line.endswith(" : E206 130 dépasse 100 : l’échelle (importance) va de 0 à 100")


def test_english_stays_english(brief: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["--lang", "en", "run", str(brief), "--draws", "abc"]) == 2
    assert said(capsysbinary) == "Error: --draws: abc is not a whole number. See `pourparler run --help`."


def test_a_group_takes_a_language(brief: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["source", "--lang", "fr", "add", str(brief), "nowhere.txt"]) == 3
    assert "il n’y a pas de fichier" in said(capsysbinary) or "nowhere.txt" in said(capsysbinary)


def test_a_wrong_public_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(AttributeError, match="did you mean 'Nash'"):
        pp.Nassh  # noqa: B018
    with pytest.raises(AttributeError, match=r"has no attribute 'zzzz'$"):
        pp.zzzz  # noqa: B018


@pytest.mark.parametrize(
    ("old", "new", "message", "advice"),
    [
        ("salience: 30", "salience: 150", "150 is above 100: salience goes from 0 to 100", ""),
        ("{low: 50, mode: 70, high: 90}", "{low: 90, mode: 80, high: 95}", "low (90) is above mode (80)", ""),
        ("{low: 50, mode: 70, high: 90}", "{low: 50, mode: 80, high: 70}", "mode (80) is above high (70)", ""),
        ("salience: 30", 'salience: "40,5"', "", "Did you mean 40.5?"),
        ("salience: 30", "salience: {low: 40,5, high: 60}", "", "Decimals take a point (40.5)."),
        ("from: 0,", 'from: "0,5",', "0,5 is not a number", "Did you mean 0.5?"),
        ("agreement: unanimity", "agreement: unanimous", "", "Did you mean unanimity?"),
        ("as_of: 2025-02-01", "as_of: 01/02/2025", "", "a day, a month, a year or an interval: 2025-01-12"),
        ("at least controlled", "au moins controlled", "", "at least (au moins)"),
        ("at least controlled", "jamais", "", "not … (jamais)"),
        ("at least controlled", "open ou closed", "", "or (ou)"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_remedy(
    old: str, new: str, message: str, advice: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    brief = tmp_path / "b"
    run(["new", str(brief), "--lang", "en"])
    text = (brief / "brief.yaml").read_text(encoding="utf-8")
    assert old in text
    (brief / "brief.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    capsysbinary.readouterr()
    assert run(["check", str(brief), "--lang", "en", "--json"]) == 1
    errors = [f for f in json.loads(capsysbinary.readouterr().out)["findings"] if f["level"] == "error"]
    assert any(message in f["sentence"] and advice in f["advice"] for f in errors), errors
