"""What a check-up found, to be pasted: as text, and as Markdown that GitHub reads as it is meant."""

from __future__ import annotations

from dataclasses import replace

from markdown_it import MarkdownIt

from inspector.domain.ladder import Gap
from inspector.reports.checkup import as_markdown, as_text
from inspector.words import checkups
from tests.domain.test_checkup import broken

HEAD = [("Tenant", "Demo *tenant*"), ("Asked by", "Tim"), ("Asked", "")]
SETUP = replace(broken("type_unseen", "priority_two"), members=Gap("role", 403))
TOLD = checkups.told(SETUP, {"priority_two": "agreed"})


def test_the_text_has_a_block_for_each_thing() -> None:
    text = as_text(TOLD, HEAD)
    head, finding, gap, muted = text.rstrip("\n").split("\n\n")
    assert head.split("\n") == [
        "Check of the setup",
        "Tenant: Demo *tenant*",
        "Asked by: Tim",
        "1 thing found · 1 part not checked",
    ]
    assert finding.startswith(
        "Warning: The request type Meter reading is visible to no user group.\n  Why it matters: "
    )
    assert "\n  Changed in: Settings and maintenance › Requests › Request types\n" in finding
    assert finding.endswith("docs.superoffice.com/en/admin/lists/user-group-filtering")
    assert gap.startswith("Not checked: Members of categories: not readable for your role\n")
    assert muted == "Muted (1)\n  2 priorities are the default: Low, High. – agreed"


def test_markdown_is_read_as_what_it_is() -> None:
    html = MarkdownIt("commonmark").render(as_markdown(TOLD, HEAD))
    assert html.count("<h1>") == 1
    assert html.count("<h2>") == 3
    assert "<em>" not in html
    assert "<li>Tenant: Demo *tenant*</li>" in html
    assert "Asked:" not in html, "nobody knows when"


def test_what_is_left_out_is_counted() -> None:
    more = replace(TOLD, left_out=7)
    assert "\n\nand 7 more\n\n" in as_text(more, HEAD)
    assert "\n\nand 7 more\n\n" in as_markdown(more, HEAD)


def test_where_nothing_is_muted_nothing_is_said_of_it() -> None:
    nothing = checkups.Told()
    assert as_text(nothing, []) == "Check of the setup\nNothing found\n"
    assert "Muted" not in as_markdown(nothing, [])
