"""The tenant's strings in seven languages, in SuperOffice's own notation, and its string ids.

The table is words.tsv: a string id or `-`, then one column per language under SuperOffice's legacy codes
(US English, NO Norwegian, SW Swedish, DA Danish, GE German, NL Dutch, FR French).
"""

from __future__ import annotations

from functools import cache
from importlib import resources

Texts = dict[str, str]


@cache
def _table() -> tuple[dict[str, Texts], dict[str, Texts]]:
    """Every row by its string id, and the rows without one by their English text."""
    lines = resources.files("inspector.demo").joinpath("words.tsv").read_text("utf-8").splitlines()
    header = lines[0].split("\t")[1:]
    by_id: dict[str, Texts] = {}
    by_english: dict[str, Texts] = {}
    for line in lines[1:]:
        name, *cells = line.split("\t")
        texts = dict(zip(header, cells, strict=True))
        (by_english if name == "-" else by_id)[texts["US"] if name == "-" else name] = texts
    return by_id, by_english


def resource(name: str) -> Texts | None:
    """The texts behind a string id such as SR_YES; None where there is no such id."""
    return _table()[0].get(name.upper())


def words(english: str) -> str:
    """`US:"…";NO:"…"` of a name in the table. Raises KeyError."""
    return ";".join(f'{code}:"{text}"' for code, text in _table()[1][english].items())


def path(*english: str) -> str:
    """Names of a hierarchy joined into one multi-language `Support/Hardware`. Raises KeyError.

    Norwegian comes first and a semicolon last: on real servers order and ending vary from string to string.
    """
    rows = [_table()[1][name] for name in english]
    order = sorted(rows[0], key=lambda code: code != "NO")
    return "".join(f'{code}:"{"/".join(row[code] for row in rows)}";' for code in order)
