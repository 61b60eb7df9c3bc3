"""Every kind of value has an editor that fits it, by keyboard alone."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from inspector.ui.tree.editors import FlagsEditor
from tests.journeys.program import Program

SEED = Path(__file__).parents[1] / "fixtures" / "seed_ticket.json"


def go_to(program: Program, *keys: str) -> None:
    program._workspace.features.selection.go_to(keys)


def has(program: Program, field: str, value: str) -> bool:
    """Whether a custom field has this value."""
    return bool(program.ticket()["CustomFields"][field] == value)


async def test_a_long_text_has_room_and_a_count(demo: Program) -> None:
    await demo.select("Title")
    await demo.press("Shift+F2")
    editor = await demo.control("Value of Title", QPlainTextEdit)
    await demo.type("First line")
    await demo.press("Return")
    await demo.type("second")
    await demo.reads(r"^17 of 254$")
    demo.shoot("large")
    editor.setPlainText("🙂" * 130)
    await demo.reads("^260 of 254 · too long by 6$")
    editor.setPlainText("x" * 260)
    await demo.reads("^260 of 254 · too long by 6$")
    await demo.press("Ctrl+Return")
    await demo.gone()
    await demo.until(lambda: demo.ticket()["Title"] == "x" * 260, "what was typed, for the hint may be wrong")
    await demo.control("Shorten Title to 254")


async def test_the_count_shows_in_the_cell_where_it_matters(demo: Program) -> None:
    await demo.select("Title")
    await demo.press("F2")
    field = await demo.control("Value of Title", QLineEdit)
    await demo.type("short")
    assert not demo.says("of 254")
    field.setText("x" * 250)
    await demo.reads("^250 of 254$")
    demo.shoot("count")
    field.setText("🙂" * 127)
    await demo.reads("^254 of 254$")
    await demo.press("Escape")


async def test_flags_have_boxes(demo: Program) -> None:
    go_to(demo, "Category", "Flags")
    await demo.press("F2")
    editor = await demo.control("Value of Flags", FlagsEditor)
    before = editor.typed()
    demo.shoot("flags")
    await demo.press("Space")
    await demo.press("Return")
    await demo.until(lambda: demo.ticket()["Category"]["Flags"] != before, "another value")
    await demo.press("Ctrl+Z")
    assert demo.ticket()["Category"]["Flags"] == before


async def test_encoded_fields_read_and_edit_as_what_they_are(demo: Program) -> None:
    fields = demo.ticket()["CustomFields"]
    assert (fields["x_visits"], fields["x_installed"]) == ("[I:3]", "[D:06/01/2020]")
    for name, title, shown, typed, saved in (
        ("x_visits", "Visits so far", "3", "11", "[I:11]"),
        ("x_installed", "Installed", "1 Jun 2020", "2021-12-24", "[D:12/24/2021]"),
    ):
        go_to(demo, "CustomFields", name)
        index = demo._window.tree.currentIndex()
        assert index.data() == shown
        await demo.press("F2")
        await demo.control(f"Value of {title}")
        await demo.press("Ctrl+A")
        await demo.type(typed)
        await demo.press("Return")
        await demo.until(partial(has, demo, name, saved), saved)
    go_to(demo, "CustomFields", "x_visits")
    QGuiApplication.clipboard().setText("many")
    await demo.press("Ctrl+V")
    await demo.reads("“many” is not a whole number")
    for text in ('"[I:7]"', "12"):
        QGuiApplication.clipboard().setText(text)
        await demo.press("Ctrl+V")
    assert demo.ticket()["CustomFields"]["x_visits"] == "[I:12]"
    await demo.press("Ctrl+Z")
    assert demo.ticket()["CustomFields"]["x_visits"] == "[I:7]", "the form itself"
    await demo.press("Ctrl+Y")
    assert demo.ticket()["CustomFields"]["x_visits"] == "[I:12]", (
        "what is pasted becomes what the field holds"
    )
    await demo.press("F2")
    await demo.control("Value of Visits so far")
    await demo.press("Ctrl+A")
    await demo.type("many")
    await demo.press("Return")
    assert demo.ticket()["CustomFields"]["x_visits"] == "[I:12]", "what is not a number stays in the editor"


ODD = {
    "no-break space, CR": "10\u00a0000\rkr",
    "separators": "one\u2029two\nthree\u2028",
    "CRLF": "one\r\ntwo",
    "surrogate": "a\ud800",
    "a long line": "A" * 1_000_000,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
async def test_the_large_editor_gives_back_what_it_was_given(
    program: Program, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "draft.json"
    path.write_text(json.dumps(json.loads(SEED.read_bytes()) | {"Title": text}), "utf-8")
    await program.menu("File", "Open Draft…")
    await program.give_path(path)
    await program.filled()
    await program.select("Title")
    await program.press("Shift+F2")
    await program.click("Apply")
    await program.gone()
    assert not program.title.startswith("*")
    await program.press("Shift+F2")
    await program.click("Value of Title")
    await program.press("Ctrl+End")
    await program.type("!")
    await program.click("Apply")
    await program.until(lambda: program.ticket()["Title"] == text + "!", "the letter, and no other change")


async def test_a_name_that_was_only_looked_at_stays_as_it_was(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    name = " a\ud800" + "A" * 40_000
    path.write_text(json.dumps(json.loads(SEED.read_bytes()) | {"CustomFields": {name: "x"}}), "utf-8")
    await program.menu("File", "Open Draft…")
    await program.give_path(path)
    await program.filled()
    go_to(program, "CustomFields", name)
    await program.press("Ctrl+G")
    await program.press("Return")
    await program.menu("Edit", "Rename Field…")
    await program.control("Name of the field", QLineEdit)
    await program.press("Return")
    await program.gone()
    assert not program.title.startswith("*")
    await program.menu("Edit", "Rename Field…")
    await program.control("Name of the field", QLineEdit)
    await program.press("End")
    await program.type("!")
    await program.press("Return")
    await program.until(lambda: list(program.ticket()["CustomFields"]) == [name + "!"], "the letter")


AWAY = {
    "save": "Ctrl+S",
    "save as": "Ctrl+Shift+S",
    "fetch": "F5",
    "close": "Ctrl+W",
    "sign out": ("Connection", "Sign Out"),
    "undo": ("Edit", "Undo"),
    "export": ("File", "Export", "Changes as JSON Patch…"),
    "rebase": ("Connection", "Rebase onto New Defaults…"),
    "open": "Ctrl+O",
    "demo": ("Connection", "Try the Demo Tenant"),
}


@pytest.mark.parametrize("away", AWAY.values(), ids=AWAY)
async def test_what_can_not_be_taken_is_told_and_kept_whatever_is_begun(
    demo: Program, away: str | tuple[str, ...]
) -> None:
    await demo.edit("Title", "Another")
    await demo.edit("Sentiment", "abc", end="")
    before = demo.ticket()
    if isinstance(away, str):
        await demo.press(away)
    else:
        await demo.menu(*away)
    if away == "Ctrl+O":
        await demo.give_path(SEED)
    await demo.reads("“abc” is not")
    await demo.rest()
    assert demo.says("“abc” is not")
    assert not demo.says("^Saved |^Signed out|^Exported ")
    assert demo.ticket() == before
    field = await demo.control("Value of Sentiment", QLineEdit)
    assert field.text() == "abc"
    demo._window.activateWindow()
    await demo.until(field.hasFocus, "the keyboard where abc stands")
    await demo.press("Ctrl+A")
    await demo.type("7")
    await demo.press("Return")
    await demo.until(lambda: demo.ticket()["Sentiment"] == 7, "what is typed instead")
    assert not demo.says("“abc” is not")


async def test_the_filter_waits_for_what_can_not_be_taken(demo: Program) -> None:
    rows = list(demo.rows())
    await demo.edit("Sentiment", "abc", end="")
    await demo.fill("Filter", "Title")
    await demo.reads("“abc” is not")
    await demo.rest()
    assert list(demo.rows()) == rows
    field = await demo.control("Value of Sentiment", QLineEdit)
    assert field.text() == "abc"
    field.setFocus()
    await demo.press("Escape")
    await demo.until(lambda: 0 < len(demo.rows()) < len(rows), "what the Filter finds")


async def test_another_window_s_change_waits_for_what_can_not_be_taken(demo: Program) -> None:
    await demo.menu("File", "New Window")
    other = await demo.other_window()
    demo._window.activateWindow()
    rows = list(demo.rows())
    await demo.edit("Sentiment", "abc", end="")
    demo._workspace.bench.memory.is_grouped = True
    await demo.until(lambda: demo.says_here("“abc” is not"), "why it is not shown in groups")
    assert list(demo.rows()) == rows
    field = await demo.control("Value of Sentiment", QLineEdit)
    assert field.text() == "abc"
    field.setFocus()
    await demo.press("Escape")
    await demo.until(lambda: list(demo.rows()) != rows, "groups")
    demo._workspace.bench.memory.is_grouped = False
    other._window.close()


async def test_a_date_is_typed_in_everyday_words_and_told_before_it_is_taken(demo: Program) -> None:
    await demo.edit("Deadline", "24.12.2026 9:00", end="")
    await demo.reads("^= Thu 24 Dec 2026 09:00$")
    await demo.press("Return")
    await demo.until(lambda: demo.value("Deadline") == "24 Dec 2026 09:00", "the day")
    assert demo.ticket()["Deadline"] == "2026-12-24T09:00:00"
    assert not demo.says("^= ")


async def test_a_day_is_taken_from_the_calendar_by_keyboard(demo: Program) -> None:
    await demo.edit("Deadline", "2026-12-24 09:00", end="")
    for end in ("Escape", "Return"):
        await demo.press("F4")
        await demo.until(QApplication.activePopupWidget, "the calendar")
        await demo.press("Right")
        await demo.press(end)
        await demo.until(lambda: QApplication.activePopupWidget() is None, "the end of the calendar")
    await demo.press("Return")
    await demo.until(lambda: demo.value("Deadline") == "25 Dec 2026 09:00", "the next day")


async def test_yes_and_no_change_by_space(demo: Program) -> None:
    go_to(demo, "CustomFields", "x_on_site")
    assert demo._window.tree.currentIndex().data() == "yes"
    await demo.press("Space")
    await demo.until(partial(has, demo, "x_on_site", "[I:0]"), "no")
    await demo.press("Ctrl+Z")
    assert has(demo, "x_on_site", "[I:1]")
