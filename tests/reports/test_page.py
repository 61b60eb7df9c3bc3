"""The page of HTML."""

from __future__ import annotations

from html.parser import HTMLParser

from inspector.reports import page, portrait
from inspector.reports.portrait import Portrait
from tests.demo_tickets import demo_ticket
from tests.reports.conftest import OCCASION, document, values

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "b", "br", "small", "span"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


class Page(HTMLParser):
    """The cells of a page's tables, and its tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.rows: list[list[str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data

    def row(self, start: str) -> list[str]:
        return [row for row in self.rows if row[0].startswith(start)][-1]


def test_a_browser_reads_the_values(nasty: Portrait) -> None:
    read = Page(page.whole(nasty))
    assert [row[1] for row in read.rows if row[0].startswith("x_")] == values(nasty)
    assert ["Tenant", "# PROD | `x` \u202e <b>\n- y"] in read.rows
    assert read.row("Title")[2].endswith("<b>*x*</b> | `")
    assert read.tags <= TAGS


def test_a_row_tells_label_value_and_what_it_means() -> None:
    offered = {"ticketpriority": ["Low", "High"]}
    read = Page(page.whole(portrait.take(demo_ticket("admin", "en"), OCCASION, offered=offered)))
    assert read.row("Owner") == ["OwnerOwnedBy · chosen from a list", "Tim Høyland", "The user in charge."]
    assert read.row("Title")[2].endswith("mandatory: A request needs a title")
    assert read.row("Priority")[2].endswith("One of: Low, High")
    assert ["Not set, or 0: Author"] in read.rows


def test_edits_have_a_column_in_the_groups_where_there_are_any() -> None:
    served = {"TicketId": 0, "Title": "a", "Author": "b"}
    edited = document(served | {"Title": "Kettle"})
    read = Page(page.whole(portrait.take(document(served), OCCASION, edited=edited)))
    assert ["Field", "Default", "As edited", "What it means"] in read.rows
    assert ["Field", "Default", "What it means"] in read.rows
    assert read.row("Title")[1:3] == ["a", "Kettle"]
    assert read.row("Author")[1] == "b"


def test_a_page_comes_in_pieces_however_long_a_group_is() -> None:
    served = document({"CustomFields": {f"x_{number}": "y" for number in range(250)}})
    pieces = list(page.pieces(portrait.take(served, OCCASION)))
    assert [Page(piece).rows[-1][0] for piece in pieces[-3:]] == ["x_99text", "x_199text", "x_249text"]
    assert [len(Page(piece).rows) for piece in pieces[-2:]] == [100, 50], "it is headed once"
