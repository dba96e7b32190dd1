"""Tables beside ``brief.yaml``: how their rows are read, and stances.csv."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pourparler.brief.document import Path, scalar
from pourparler.brief.faults import place_of
from pourparler.brief.findings import Finding, Place
from pourparler.language import did_you_mean, msg

STANCES = "stances.csv"


class Form(NamedTuple):
    """What a table looks like: its file, its columns, how many of the first of them there must be."""

    file: str
    columns: tuple[str, ...]
    required: int


class Row(NamedTuple):
    """A row by column (absent cells empty), its place, and what parts its cells: a comma or a semicolon."""

    cells: Mapping[str, str]
    place: Place
    separator: str


STANCE_FORM = Form(
    STANCES,
    (
        "party", "issue", "position", "low", "high", "salience", "salience_low", "salience_high", "red_line", "because", "assumption",
    ),
    required=2,
)  # fmt: skip


def rows(text: str, form: Form, faults: list[Finding]) -> Iterator[Row]:
    """The rows of a table; what cannot be read is added to ``faults``.

    Semicolons part the cells where the header uses them, as in spreadsheets of countries with a decimal comma.
    """
    head = text.split("\n", 1)[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        told = list(_header_faults(header, form))
        faults.extend(told)
        if any(fault.rule == "E003" for fault in told):
            return
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            place = Place(form.file, reader.line_num)
            surplus = [cell.strip() for cell in cells[len(header) :] if cell.strip()]
            if surplus:
                faults.append(_surplus(place, cells, header, found=", ".join(surplus)))
            row: dict[str, str] = {}
            for name, cell in zip(header, cells, strict=False):
                if name in form.columns:
                    row.setdefault(name, cell.strip())  # of two columns of one name, the first (told as E004)
            yield Row({name: row.get(name, "") for name in form.columns}, place, separator)
    except csv.Error as error:
        message = msg("this is not a table ({reason})", reason=str(error))
        place = Place(form.file, reader.line_num or 1)
        faults.append(Finding("E002", place, "", message, msg("Save it as CSV in UTF-8.")))


def _header_faults(header: Sequence[str], form: Form) -> Iterator[Finding]:
    place = Place(form.file)
    for name in dict.fromkeys(header):
        if name not in form.columns:
            advice = did_you_mean(name, form.columns, msg("Known here: {known}.", known=form.columns))
            yield Finding("E001", place, name, msg("unknown column {name}", name=name), advice, name)
        if name and header.count(name) > 1:
            message = msg("the column {name} stands here twice", name=name)
            yield Finding("E004", place, name, message, msg("Keep one of the two."), name)
    missing = [name for name in form.columns[: form.required] if name not in header]
    if missing:
        message = msg("the columns {names} are missing", names=missing)
        yield Finding("E003", place, "", message, msg("Add them."))


def _surplus(place: Place, cells: Sequence[str], header: Sequence[str], *, found: str) -> Finding:
    message = msg("this row has {n} cells, the header has {m}", n=len(cells), m=len(header))
    advice = msg("Put a text that holds the separator in quotation marks, or take the surplus cells out.")
    return Finding("E002", place, "", message, advice, found)


def merge_stances(
    data: dict[str, Any], text: str, *, places: dict[Path, Place], faults: list[Finding]
) -> None:
    """Write the rows of stances.csv into ``data`` and their places into ``places``.

    A cell lives in the table or in brief.yaml, never in both.
    """
    if data.get("stances") is None:
        data["stances"] = {}
    stances = data["stances"]
    if not isinstance(stances, dict):
        return  # told by the format: it must hold keys and values
    for row, place, _ in rows(text, STANCE_FORM, faults):
        path: Path = ("stances", row["party"], row["issue"])
        if stances.get(row["party"]) is None:
            stances[row["party"]] = {}
        cells = stances[row["party"]]
        if not isinstance(cells, dict):
            continue  # told by the format
        if row["issue"] in cells:
            other = place_of(path, places, "brief.yaml")
            message = msg(
                "{key} is given here and at {other}", key="/".join(map(str, path)), other=str(other)
            )
            faults.append(
                Finding("E006", place, "/".join(map(str, path)), message, msg("Keep one of the two."))
            )
            continue
        cells[row["issue"]] = _stance(row)
        places[path] = place


def _stance(row: Mapping[str, str]) -> dict[str, Any]:
    stance: dict[str, Any] = {}
    for name, low, high in (("position", "low", "high"), ("salience", "salience_low", "salience_high")):
        value = _quantity(row[name], row[low], row[high])
        if value is not None:
            stance[name] = value
    if row["red_line"]:
        stance["red_line"] = row["red_line"]
    if row["because"]:
        stance["because"] = row["because"].split()
    if row["assumption"]:
        stance["assumption"] = row["assumption"]
    return stance


def _quantity(mode: str, low: str, high: str) -> Any:
    if low or high:
        bounds = {"low": low, "mode": mode, "high": high}
        return {name: scalar(text) for name, text in bounds.items() if text}
    return scalar(mode) if mode else None
