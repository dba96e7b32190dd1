"""A brief with sources, and literature in two formats."""

from typing import Any

BRIEF = """\
# mine
schema: pourparler/brief/1
parties: {a: {}}   # one
sources:           # documents
  old: {title: An old one, published: 1999}
  # the last
issues: {x: {levels: [lo, hi]}}
"""
ITEMS: list[dict[str, Any]] = [
    {
        "id": "http://zotero.org/users/1/items/ABC", "type": "article-newspaper", "title": "Talks: what comes “next”?",
        "container-title": "Le Monde", "author": [{"family": "Durand", "given": "Zoé"}, {"literal": "AFP"}],
        "issued": {"date-parts": [[2025, 1, 12]]}, "accessed": {"date-parts": [["2025", 2]]}, "URL": "https://example.org/a?b=1#c",
        "language": "fr-FR", "volume": 12, "custom": {"odd: key": [1, True, None]}, "page": "no",
    },
    {
        "id": "nash1950", "type": "article-journal", "title": "The bargaining problem", "publisher": "Econometric Society",
        "issued": {"date-parts": [[1950, 4]]}, "DOI": "10.2307/1907266", "author": [{"family": "Nash", "given": "John F."}],
    },
    {"id": "7", "type": "webpage", "title": "Undated", "issued": {"season": 2, "raw": "spring"}},
    {"id": "8", "type": "webpage", "title": "Interval", "issued": {"date-parts": [[2024, 1], [2024, 3]]}},
]  # fmt: skip
BIB = r"""
% a comment
@string{ecma = "Econometrica"}
@article{nash:1950, author = {Nash, John F. and Howard Raiffa}, title = {The {B}argaining probl{\`e}me},
  journal = ecma, year = 1950, month = apr, pages = {155--162}, doi = {10.2307/1907266}, shelf = {3}}
@online{page, title = {A \& B}, url = {https://example.org/x_y}, urldate = {2025-02-03}, date = {2025-01}, language = {english}}
"""
