"""A brief to draw charts of, and where the words of a drawing lie."""

from typing import Any

from pourparler.brief.brief import Brief
from pourparler.brief.reading import brief_from_data
from pourparler.views.charts.drawing import Drawing, text_width


def brief_of(parties: int = 3, issues: int = 2) -> Brief:
    """A brief with long names, evidence on the first party and assumptions elsewhere."""
    long = "Organisation internationale pour la coopération fluviale "
    data: dict[str, Any] = {
        "language": "fr",
        "sources": {"doc": {"kind": "document", "author": "A"}, "ft": {"kind": "outlet", "title": "FT"}},
        "evidence": {"e": {"source": "doc", "quote": "un mot", "via": ["ft"], "credibility": 2}},
        "parties": {
            f"p{i}": {"name": f"{long}{i}", "influence": {"value": 10 + i, "assumption": "x"}}
            for i in range(parties)
        },
        "issues": {
            f"q{i}": {"name": f"Question {i}", "levels": ["non", "peu", "oui"], "status_quo": "non"}
            for i in range(issues)
        },
        "stances": {},
    }
    for p in range(parties):
        ground = {"because": ["e"]} if p == 0 else {"assumption": "on suppose"}
        data["stances"][f"p{p}"] = {
            f"q{q}": {
                "position": {"low": 10, "mode": 30 + 5 * (p % 10), "high": 90},
                "salience": {"low": 20, "mode": 50, "high": 80},
                **ground,
            }
            for q in range(issues)
        }
    return brief_from_data(data)


def assert_words_apart(drawing: Drawing) -> None:
    """No word leaves the drawing, none lies on another."""
    boxes = words_of(drawing)
    for i, a in enumerate(boxes):
        assert a[0] >= -1
        assert a[2] <= drawing.width + 1
        for b in boxes[i + 1 :]:
            assert not (a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] and b[1] < a[3]), (a, b)


def words_of(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    """Boxes of all words of a drawing."""
    boxes = []
    for word in drawing.words:
        width = text_width(word["text"], word["size"])
        left = {"left": word["x"], "center": word["x"] - width / 2, "right": word["x"] - width}[word["align"]]
        boxes.append((left, word["y"] - word["size"] * 0.45, left + width, word["y"] + word["size"] * 0.45))
    return boxes
