"""The portrait in Markdown."""

from __future__ import annotations

from markdown_it import MarkdownIt

from inspector.reports import markdown, portrait, prose
from inspector.reports.portrait import Portrait
from tests.demo_tickets import demo_ticket
from tests.reports.conftest import OCCASION, values


def cells(text: str) -> list[str]:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    kinds = {one.type.split("_")[0] for one in tokens}
    assert kinds <= {"heading", "inline", "paragraph", "table", "thead", "tbody", "tr", "th", "td"}
    inner = [inline for one in tokens for inline in one.children or ()]
    assert {one.type for one in inner} <= {"text", "text_special"}, "nothing in it is markup"
    return ["".join(part.content for part in one.children or ()) for one in tokens if one.type == "inline"]


def test_markdown_is_read_as_the_same_text(nasty: Portrait) -> None:
    found = cells(prose.markdown(nasty))
    read = [found[place + 1] for place, cell in enumerate(found) if cell.startswith("CustomFields.x_")]
    assert read == [" ".join(markdown.closed(text).split()) for text in values(nasty)]
    assert "mandatory: <b>*x*</b> | `" in found


def test_it_tells_what_the_page_tells() -> None:
    served = demo_ticket("admin", "en")
    text = prose.markdown(portrait.take(served, OCCASION))
    assert text.startswith(
        "# What a new request begins with\n\nTenant\\: Demo\n\nUser\\: Tim\n\n## In short\n\n"
    )
    found = cells(text)
    for word in ("Must be filled in", "Title: A request needs a title", "People", "Not set, or 0: Author"):
        assert word in found
    assert "External (The customer sees it too)" in found
    assert "As edited" not in found


def test_edits_have_a_column_of_their_own() -> None:
    served, other = demo_ticket("admin", "en"), demo_ticket("agent", "en")
    found = cells(prose.markdown(portrait.take(served, OCCASION, edited=other)))
    assert "As edited" in found
    assert "Ingrid Solbakken" in found
