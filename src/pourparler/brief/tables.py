"""Tables beside ``brief.yaml``: stances.csv and judgements.csv."""

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pourparler.brief.brief import Judgement
from pourparler.brief.document import Path, scalar
from pourparler.brief.faults import place_of
from pourparler.brief.findings import Finding, Place
from pourparler.language import Message, did_you_mean, msg

STANCES = "stances.csv"
JUDGEMENTS = "judgements.csv"
STANCE_COLUMNS = (
    "party", "issue", "position", "low", "high", "salience", "salience_low", "salience_high", "red_line", "because", "assumption",
)  # fmt: skip
JUDGEMENT_COLUMNS = ("key", "expert", "lowest", "highest", "best", "confidence", "reason", "date")


def _rows(
    text: str, file: str, columns: tuple[str, ...], faults: list[Finding]
) -> Iterator[tuple[dict[str, str], Place]]:
    """Rows as mappings, with their place. Semicolons are accepted where the header uses them."""
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        header = [cell.strip() for cell in next(reader, [])]
        told = list(_header_faults(header, file, columns))
        faults.extend(told)
        if any(fault.rule == "E003" for fault in told):
            return
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            place = Place(file, reader.line_num)
            surplus = [cell.strip() for cell in cells[len(header) :] if cell.strip()]
            if surplus:
                faults.append(_surplus(place, cells, header, found=", ".join(surplus)))
            row: dict[str, str] = {}
            for name, cell in zip(header, cells, strict=False):
                if name in columns:
                    row.setdefault(name, cell.strip())  # of two columns of one name, the first (told as E004)
            yield {name: row.get(name, "") for name in columns}, place
    except csv.Error as error:
        message = msg("this is not a table ({reason})", reason=str(error))
        place = Place(file, reader.line_num or 1)
        faults.append(Finding("E002", place, "", message, msg("Save it as CSV in UTF-8.")))


def _header_faults(header: Sequence[str], file: str, columns: tuple[str, ...]) -> Iterator[Finding]:
    place = Place(file)
    for name in dict.fromkeys(header):
        if name not in columns:
            advice = did_you_mean(name, columns, msg("Known here: {known}.", known=columns))
            yield Finding("E001", place, name, msg("unknown column {name}", name=name), advice, name)
        if name and header.count(name) > 1:
            message = msg("the column {name} stands here twice", name=name)
            yield Finding("E004", place, name, message, msg("Keep one of the two."), name)
    missing = [name for name in columns[:2] if name not in header]
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
    for row, place in _rows(text, STANCES, STANCE_COLUMNS, faults):
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


def read_judgements(text: str, faults: list[Finding]) -> tuple[Judgement, ...]:
    """The rows of judgements.csv that can be read; the others are faults."""
    found = []
    for row, place in _rows(text, JUDGEMENTS, JUDGEMENT_COLUMNS, faults):
        values = {name: _real(row[name]) for name in ("lowest", "highest", "best", "confidence")}
        message = _judgement_fault(row, values)
        if message is not None:
            advice = msg("lowest ≤ best ≤ highest; confidence between 0.5 and 1, or empty.")
            faults.append(Finding("E206", place, row["key"], message, advice))
            continue
        lowest, highest, best = (float(values[name] or 0.0) for name in ("lowest", "highest", "best"))
        found.append(
            Judgement(
                row["key"],
                row["expert"],
                lowest,
                highest,
                best,
                values["confidence"],
                row["reason"],
                row["date"],
                place,
            )
        )
    return tuple(found)


def _judgement_fault(row: Mapping[str, str], values: Mapping[str, float | None]) -> Message | None:
    low, high, best, confidence = (values[name] for name in ("lowest", "highest", "best", "confidence"))
    if not row["key"] or not row["expert"]:
        return msg("a judgement needs a key and an expert")
    if low is None or high is None or best is None:
        return msg("a judgement needs lowest, highest and best as numbers")
    if not low <= best <= high:
        return msg("{low}, {best}, {high} are not in order", low=low, best=best, high=high)
    if row["confidence"] and (confidence is None or not 0.5 < confidence < 1):
        return msg("{found} is not a confidence between 0.5 and 1", found=row["confidence"])
    return None


def _real(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
