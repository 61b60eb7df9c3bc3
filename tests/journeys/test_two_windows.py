"""What all windows share is the same in all of them, at once: connections, pins, what was chosen lately, the look."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox

from inspector.services import settings
from tests.journeys.person import Person
from tests.journeys.program import Program
from tests.present import present

DRAFT = {"TicketId": 0, "Title": "from the file", "OwnedBy": None, "Tags": []}


async def two_at_the_demo_tenant(program: Program) -> Person:
    """Two windows, each signed in to the demo tenant and filled; the person at the second."""
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()
    await program.menu("File", "New Window")
    other = await program.other_window()
    await other.menu("Connection", "Try the Demo Tenant")
    await other.until(lambda: "Title" in other.names(), "a ticket in the other")
    await program.rest()
    return other


@pytest.fixture
async def second(signed_in: Program) -> Person:
    """The person at a second window, signed in to the same tenant by the connection that the first one saved."""
    await signed_in.menu("File", "New Window")
    other = await signed_in.other_window()
    await other.menu("File", "Sign In…")
    await other.fill("Password", "demo")
    await other.click("Sign in")
    await other.until(lambda: "Title" in other.names(), "a ticket in the other")
    await other.gone()
    await signed_in.rest()
    return other


async def change(person: Person, **fields: str) -> None:
    """Give the first connection this name or tag."""
    await person.menu("Connection", "Manage Connections…")
    for name, text in fields.items():
        await person.fill(name.capitalize(), text)
        await person.press("Tab")
    await person.click("Close")
    await person.gone()


def ticked(person: Person, *names: str) -> list[str]:
    """Which of these verbs are ticked in its menus."""
    return [name for name in names if person._window.actions_by_name[name].isChecked()]


async def test_a_draft_is_not_saved_where_another_window_has_one(program: Program, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.json").write_text(json.dumps({**DRAFT, "Title": name}), "utf-8")
    (tmp_path / "linked.json").symlink_to(tmp_path / "two.json")
    program._workspace.features.drafts.open_path(tmp_path / "one.json")
    await program.until(lambda: program.title.startswith("one.json"), "the draft")
    program._windows.open(tmp_path / "two.json")
    other = await program.other_window()
    await other.until(lambda: other.title.startswith("two.json"), "the other draft")
    for name in ("two.json", "linked.json"):
        for keys in (("Save Draft As…",), ("Export", "Ticket without Rights…")):
            program._window.activateWindow()
            await program.menu("File", *keys)
            await program.give_path(tmp_path / name)
            await program.answer("Replace")
            await program.reads("is open in another window of this program")
            await program.press("Esc")
            await program.rest()
    assert json.loads((tmp_path / "two.json").read_bytes())["Title"] == "two"
    assert program.title.startswith("one.json")
    assert not other.says_here("another program")
    program._workspace.features.drafts.open_path(tmp_path / "linked.json")
    await program.rest()
    assert program.title.startswith("one.json"), "the window that has it came forward"


# -- connections --------------------------------------------------------------------------------------


async def test_a_tag_that_is_changed_in_one_window_is_shown_in_the_other(program: Program) -> None:
    other = await two_at_the_demo_tenant(program)
    await change(program, tag="PROD")
    assert program.says_here("^PROD$")
    assert other.says_here("^PROD$")
    await change(other, tag="TEST")
    assert other.says_here("^TEST$")
    assert program.says_here("^TEST$")


async def test_a_new_name_and_a_colour_are_shown_in_the_other(signed_in: Program, second: Person) -> None:
    await change(signed_in, name="Labour", tag="LIVE")
    assert second.title == "New ticket – Labour – Ticket Draft Inspector"
    assert second.says_here("^Labour$")
    assert second.says_here("^Labour · Tim Høyland")
    assert second.says_here("^LIVE$")
    await second.menu("Connection", "Manage Connections…")
    box = await second.control("Colour", QComboBox)
    box.setCurrentIndex(box.findData("green"))
    box.activated.emit(box.currentIndex())
    await second.click("Close")
    await second.gone()
    pill = present(signed_in._window.context_bar._tag)
    assert pill.property("tag") == "test", "green"


async def test_a_tag_from_the_sign_in_form_is_shown_in_the_other(signed_in: Program, second: Person) -> None:
    await second.menu("File", "Sign In…")
    await second.fill("Tag", "PROD")
    await second.fill("Password", "demo")
    await second.click("Sign in")
    await second.gone()
    await second.until(lambda: second.says_here("^PROD$"), "the tag")
    assert signed_in.says_here("^PROD$")


async def test_a_connection_in_use_by_the_other_is_not_deleted(signed_in: Program, second: Person) -> None:
    await second.menu("Connection", "Sign Out")
    await second.until(lambda: not second.names(), "the sign-out")
    await second.menu("Connection", "Manage Connections…")
    await second.click("Delete…")
    await second.until(
        lambda: second.says("You are signed in to Work.") or second.says("^Delete the"), "words"
    )
    assert second.says("You are signed in to Work.")
    assert signed_in._workspace.bench.remembered.settings.connections


async def test_the_lists_of_connections_in_both_windows_are_one(signed_in: Program, second: Person) -> None:
    for person in (signed_in, second):
        person._window.activateWindow()
        await person.until(person._window.isActiveWindow, "the keyboard")
        await person.menu("Connection", "Manage Connections…")
    here, there = (present(one.features.managing._connections) for one in signed_in._windows._all)
    told: list[str] = []
    for signal in (here.model.rowsInserted, here.model.modelReset, here.model.layoutChanged):
        signal.connect(lambda *_what: told.append("the list has changed"))
    await second.click("Duplicate")
    await second.fill("Name", "Play")
    await second.press("Tab")
    for dialog in (here, there):
        assert [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())] == [
            "Work",
            "Play",
        ]
    assert told
    assert here.list.currentIndex().data() == "Work", "what was selected there still is"


async def test_a_connection_that_is_new_is_offered_in_the_other(signed_in: Program, second: Person) -> None:
    await change(signed_in, name="Labour")
    await second.menu("File", "Sign In…")
    box = await second.control("Connection", QComboBox)
    assert [box.itemText(row) for row in range(box.count())] == ["Labour", "Demo tenant"]


async def test_the_demo_tenant_is_one_connection(program: Program) -> None:
    await program.menu("File", "New Window")
    other = await program.other_window()
    for person in (program, other):
        await person.menu("Connection", "Try the Demo Tenant")
        await person.until(lambda person=person: "Title" in person.names(), "a ticket")  # type: ignore[misc]
        await program.rest()
    await other.pick("Language", "German (de)")
    await other.until(lambda: other.value("Priority") == "Mittel", "the German defaults")
    await program.rest()
    assert [one.context.language for one in settings.load().connections] == ["de"]


# -- what was chosen lately ---------------------------------------------------------------------------


async def test_a_draft_that_one_opened_is_offered_in_the_other(
    signed_in: Program, second: Person, tmp_path: Path
) -> None:
    (tmp_path / "draft.json").write_text(json.dumps(DRAFT), "utf-8")
    await signed_in.menu("File", "Open Draft…")
    await signed_in.give_path(tmp_path / "draft.json")
    await signed_in.filled()
    assert [action.text() for action in second._window.recent_menu.actions()] == ["draft.json"]


async def test_a_language_that_one_picked_is_offered_first_in_the_other(
    signed_in: Program, second: Person
) -> None:
    await signed_in.pick("Language", "Swedish (sv)")
    await signed_in.filled()
    picker = second._window.context_bar.language
    assert picker.itemText(2) == "Swedish (sv)", "behind As server and Untranslated"


async def test_what_both_remember_is_in_the_file(signed_in: Program, second: Person, tmp_path: Path) -> None:
    await signed_in.select("Title")
    await signed_in.press("Ctrl+Shift+P")
    await second.pick("Language", "Swedish (sv)")
    await second.until(lambda: second.value("Priority") == "Medel", "the Swedish defaults")
    await signed_in.rest()
    saved = settings.load()
    assert list(saved.pins.values()) == [["/Title"]]
    assert saved.recent_choices["language"] == ["sv"]


async def test_a_menu_opens_in_the_window_that_has_the_keyboard(program: Program) -> None:
    """A window that has just opened gets it a little later, and that closes menus."""
    await program.menu("File", "New Window")
    other = await program.other_window()
    await other.menu("File")
    assert other._window.isActiveWindow()
    await other.press("Escape")


async def test_a_draft_is_open_in_one_window_only(program: Program, tmp_path: Path) -> None:
    """Else the one would say “changed by another program” of what the other saved."""
    paths = [tmp_path / name for name in ("draft.json", "other.json")]
    for path in paths:
        path.write_text(json.dumps(DRAFT), "utf-8")
    await program.menu("File", "Open Draft…")
    await program.give_path(paths[0])
    await program.filled()
    await program.menu("File", "New Window")
    other = await program.other_window()
    for how in (("Open Recent", "draft.json"), ("Open Draft…",)):
        await other.menu("File", *how)
        if len(how) == 1:
            await other.give_path(paths[0])
        await program.until(program._window.isActiveWindow, "the window that has it")
        await program.rest()
        assert not other.names()
    other._window.dropped.emit([paths[1], paths[0]])
    await other.until(lambda: other.title.startswith("other.json"), "the first of them")
    await program.rest()
    assert len(program._windows._all) == 2, "no third window for what is open"


# -- the look -----------------------------------------------------------------------------------------


async def test_a_pin_that_is_set_in_one_window_is_shown_in_the_other(program: Program) -> None:
    other = await two_at_the_demo_tenant(program)
    await program.select("Title")
    await program.press("Ctrl+Shift+P")
    assert "Pinned" in program.names()
    assert "Pinned" in other.names()
    await other.select("Title")
    await other.press("Ctrl+Shift+P")
    assert "Pinned" not in other.names()
    assert "Pinned" not in program.names()


async def test_a_window_that_is_not_signed_in_keeps_its_pins(signed_in: Program, tmp_path: Path) -> None:
    """They are those of the connection that it was at last, wherever another window goes."""
    await signed_in.select("Title")
    await signed_in.press("Ctrl+Shift+P")
    await signed_in.menu("File", "New Window")
    other = await signed_in.other_window()
    (tmp_path / "draft.json").write_text(json.dumps(DRAFT), "utf-8")
    await other.menu("File", "Open Draft…")
    await other.give_path(tmp_path / "draft.json")
    await other.until(lambda: "Pinned" in other.names(), "the pin")
    await signed_in.menu("Connection", "Try the Demo Tenant")
    await signed_in.until(lambda: "Demo tenant" in signed_in.title, "the demo tenant")
    await signed_in.filled()
    assert "Pinned" not in signed_in.names()
    assert "Pinned" in other.names()


async def choose_labels(person: Person) -> None:
    await person.menu("View", "Readable Labels")


async def choose_groups(person: Person) -> None:
    await person.press("Ctrl+Shift+G")


async def choose_light(person: Person) -> None:
    """The colours that are on the screen already: nothing else changes."""
    await person.menu("View", "Light")


async def choose_dark(person: Person) -> None:
    await person.menu("View", "Dark")


async def choose_norwegian(person: Person) -> None:
    await person.menu("View", "Interface Language", "Norsk bokmål")


async def test_how_it_looks_is_the_same_in_both(signed_in: Program, second: Person) -> None:
    for choose in (choose_labels, choose_groups, choose_light, choose_dark, choose_norwegian):
        before = look(second)
        await choose(signed_in)
        assert look(signed_in) != before, choose.__name__
        assert look(second) == look(signed_in), choose.__name__


def look(person: Person) -> tuple[list[str], list[str], list[str]]:
    """The rows of the tree, and what is ticked."""
    verbs = ticked(person, "light", "dark", "system", "names_api", "names_label", "names_both", "group")
    menu = person._window.language_menu
    menu.aboutToShow.emit()
    languages = [action.text() for action in menu.actions() if action.isChecked()]
    return person.names(), verbs, languages


async def test_a_filter_and_a_selection_survive_what_the_other_window_does(
    signed_in: Program, second: Person
) -> None:
    await second.fill("Filter", "priority")
    await second.until(lambda: "Title" not in second.names(), "the hits")
    await second.select("Priority")
    hits = second.rows()
    await change(signed_in, tag="PROD")
    await signed_in.pick("Language", "Swedish (sv)")
    await signed_in.until(lambda: signed_in.value("Priority") == "Medel", "the Swedish defaults")
    await signed_in.rest()
    assert second.rows() == hits
    assert present(second._window.tree.current_node()).keys == ("Priority",)


async def test_the_demo_tenant_s_weather_is_the_same_in_both(program: Program) -> None:
    other = await two_at_the_demo_tenant(program)
    await program.menu("Connection", "Demo Weather", "Server Error (500)")
    weather = other._window.weather_menu
    weather.aboutToShow.emit()
    assert [action.text() for action in weather.actions() if action.isChecked()] == ["Server Error (500)"]
    await program.menu("Connection", "Sign Out")
    await program.until(lambda: not program.names(), "the sign-out")
    await other.press("F5")
    await other.until(lambda: other.says_here("could not be fetched"), "the weather there is in the other")
    await other.menu("Connection", "Sign Out")
    await other.until(lambda: not other.names(), "the sign-out")
    await other.menu("Connection", "Try the Demo Tenant")
    await other.until(lambda: "Title" in other.names(), "a fair day")
