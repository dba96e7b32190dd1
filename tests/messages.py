"""The translatable messages of the package: found in its source, kept in its catalogue.

python tests/messages.py            say what is missing or left over
python tests/messages.py --update   write new messages (untranslated) into the catalogue, take old ones out
"""

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

SRC = Path(__file__).parents[1] / "src" / "pourparler"
CATALOGUE = SRC / "locales" / "fr" / "LC_MESSAGES" / "pourparler.po"
MARKS = {"msg", "msg_n", "mark", "_"}
IN_TEMPLATES = re.compile(r"_\(\s*(\"(?:[^\"\\]|\\.)+\"|'(?:[^'\\]|\\.)+')")


@dataclass(frozen=True)
class Entry:
    """One message: its English template, its plural where it has one, the file it stands in."""

    text: str
    plural: str
    where: str


def extract(source: Path = SRC) -> dict[str, Entry]:
    """Every marked message below ``source``, by its template."""
    found: dict[str, Entry] = {}
    for path in sorted(source.rglob("*.py")):
        name = path.relative_to(source).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
                texts = [
                    a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)
                ]
                if texts:
                    plural = texts[1] if node.func.id == "msg_n" and len(texts) > 1 else ""
                    found.setdefault(texts[0], Entry(texts[0], plural, name))
    for path in sorted(source.rglob("*.j2")):
        for text in IN_TEMPLATES.findall(path.read_text(encoding="utf-8")):
            value = ast.literal_eval(text)
            found.setdefault(value, Entry(value, "", path.relative_to(source).as_posix()))
    return found


def read() -> Catalog:
    """The French catalogue."""
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="fr")


def update() -> int:
    """Bring the catalogue in line with the source; return how many messages lack a translation."""
    old, new = read(), Catalog(locale="fr", project="pourparler", charset="utf-8", fuzzy=False)
    entries = extract()
    for entry in sorted(entries.values(), key=lambda e: (e.where, e.text)):
        known = old.get(entry.text)
        key = (entry.text, entry.plural) if entry.plural else entry.text
        new.add(
            key,
            known.string if known is not None and known.id == key else "",
            locations=[(entry.where, None)],
        )
    with CATALOGUE.open("wb") as stream:
        write_po(stream, new, width=10_000, omit_header=False, include_lineno=False)
    text = re.sub(
        r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Report-Msgid-Bugs-To|Language-Team|Project-Id-Version):.*\n',
        "",
        CATALOGUE.read_text(encoding="utf-8"),
        flags=re.M,
    )
    text = re.sub(
        r"\A(#.*\n)+",
        "# French catalogue of pourparler. Plain spaces before ; : ! ? % and inside « »: rendering makes them no-break.\n",
        text,
    )
    CATALOGUE.write_text(text, encoding="utf-8")
    written = read()
    return sum(1 for entry in entries.values() if not translated(written, entry.text))


def translated(catalogue: Catalog, text: str) -> bool:
    """Whether a message has a whole translation."""
    known = catalogue.get(text)
    if known is None:
        return False
    strings = known.string if isinstance(known.string, tuple | list) else (known.string,)
    return all(strings)


if __name__ == "__main__":
    if "--update" in sys.argv:
        print(f"{update()} messages lack a translation")
    else:
        catalogue = read()
        for item in extract().values():
            if not translated(catalogue, item.text):
                print(f"{item.where}: {item.text}")
