"""Every kind of value has an editor that fits it, by keyboard alone."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from inspector.ui.tree.editors import FlagsEditor
from tests.journeys.program import Program


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
    for name, shown, typed, saved in (
        ("x_visits", "3", "12", "[I:12]"),
        ("x_installed", "1 Jun 2020", "2021-12-24", "[D:12/24/2021]"),
    ):
        go_to(demo, "CustomFields", name)
        index = demo._window.tree.currentIndex()
        assert index.data() == shown
        await demo.press("F2")
        await demo.control(f"Value of {name}")
        await demo.press("Ctrl+A")
        await demo.type(typed)
        await demo.press("Return")
        await demo.until(partial(has, demo, name, saved), saved)
    go_to(demo, "CustomFields", "x_visits")
    await demo.press("F2")
    await demo.control("Value of x_visits")
    await demo.press("Ctrl+A")
    await demo.type("many")
    await demo.press("Return")
    assert demo.ticket()["CustomFields"]["x_visits"] == "[I:12]", "what is not a number stays in the editor"
