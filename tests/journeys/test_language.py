"""Another language is spoken at once, by everything on the screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from inspector.demo import call
from inspector.domain.context import RequestContext
from inspector.domain.errors import ServerTrouble
from inspector.services.settings import Connection
from inspector.ui.kit import saying
from inspector.ui.sign_in.demo_tenant import DEMO
from inspector.ui.tree.view import EntityView
from tests.journeys.program import Program, Start
from tests.journeys.said import everything
from tests.present import present


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    saying.speak("en")


@pytest.fixture
def served_names() -> None:
    """What a new user sees."""


async def busy_window(start: Start) -> Program:
    """A window with nearly all that it can hold."""
    program = await start()
    bench, it, verbs = program._workspace.bench, program._workspace.features, program._window.actions_by_name
    with bench.remembered.edit() as settings:
        settings.connections = [
            Connection("a", "Acme", tag="PROD", remember=True),
            replace(DEMO, context=RequestContext("en")),  # what the server sends stays as it was sent
        ]
        settings.recent_files = ["/drafts/pump.json"]
    await program._do(it.signing_in.demo)
    await program.until(lambda: bench.ticket.document, "a ticket")
    await program.rest()
    for verb in ("raw_json", "history", "request_log", "check_setup"):
        await program._do(verbs[verb].trigger)
    await program.until(lambda: program.is_free_of("check_setup"), "what is found")
    document = present(bench.ticket.document)
    bench.ticket.set_value(present(document.find(("Title",))), "Pump")
    it.elements.reset_all()
    bench.ticket.set_value(present(document.find(("Title",))), "Pumps")
    bench.ticket.set_value(present(document.find(("Title",))), "Wells")
    bench.ticket.stack.undo()
    it.selection.go_to(("CreatedAt",))
    it.pins.toggle_pin()
    await program.until(lambda: it.exporting, "its menu")
    bench.voice.fail(ServerTrouble("offline", host="crm.example.com"), button="Again")
    program._window.details.unfold(is_open=True)
    program._window.details.open_search()
    program._window.tree.select(("Priority",))
    await program._do(verbs["where_from"].trigger)
    await program.until(lambda: program.is_free_of("learn"), "what is known of it")
    await program._do(it.explaining.look_around)
    await program.until(lambda: program.is_free_of("look_around"), "what else acts")
    program._window.tree.select(("Title",))
    for verb in ("rebase", "who", "edit_large", "sign_in", "connections", "secrets", "about", "updates"):
        await program._do(verbs[verb].trigger)
        await settled(program)
    for verb in ("settings", "guide", "keys"):
        await program._do(verbs[verb].trigger)
    program._window.tree.select(("Priority",))
    await settled(program)
    return program


async def settled(program: Program) -> None:
    for _ in range(10):
        await program._do(lambda: None)
    await program.until(lambda: program.is_free_of("find") and program.is_free_of("raw_json"), "rest")


class Noon(datetime):
    """It stays so, for the tenant: else the board that compares its answers might have a row more."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Noon:
        return cls(2026, 11, 28, 12, tzinfo=tz)


async def test_no_text_stays_behind(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call, "datetime", Noon)
    fresh = {}
    for code in ("en", "de", "nb"):
        saying.speak(code)
        await busy_window(start)
        fresh[code] = set(everything())
        await Program.end_all()
        shutil.rmtree(tmp_path / "settings")
    assert len(fresh["en"] - fresh["de"]) > 500
    saying.speak("en")
    program = await busy_window(start)
    for code in ("de", "nb", "en"):
        program._window.memory.language = code
        await settled(program)
        changed = set(everything())
        behind, missing = sorted(changed - fresh[code]), sorted(fresh[code] - changed)
        assert (behind, missing) == ([], []), code


async def test_what_is_typed_and_chosen_stays(start: Start) -> None:
    program = await start()
    window, tree = program._window, program._window.tree
    await program.click("Try the demo tenant")
    await program.until(lambda: program._workspace.bench.ticket.document, "a ticket")
    await program.rest()
    tree.select(("Category", "Fullname"))
    opened, size, selected = tree.expanded_keys(), window.size(), tree.current_node()
    await program.menu("View", "Interface Language", "Deutsch")
    await program.until(lambda: window.windowTitle().startswith("[*]Neues Ticket"), "German")
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == ["&Datei", "&Bearbeiten", "&Ansicht", "&Verbindung", "&Hilfe"]
    assert (tree.expanded_keys(), window.size(), tree.current_node()) == (opened, size, selected)
    tree.select(("Title",))
    await program.press("F2")
    await program.type("Pump")
    window.memory.language = "nb"  # as another window does
    (editor,) = tree._delegate.open_editors()
    assert "Verdi" in editor.accessibleName()
    await program.press("Return")
    assert program.ticket()["Title"] == "Pump"
    window.memory.language = "de"
    await program.until(lambda: "Der Betreff der Anfrage" in window.details.text(), "what it means")
    window.filter_box.setText("eigentümer")
    await program.until(lambda: {"Eigentümer"} <= found(tree), "what has that label")
    window.memory.language = "nb"
    await program.until(lambda: window.no_hits.text().startswith("Ingen egenskap passer"), "that nothing has")
    assert window.filter_box.text() == "eigentümer"
    window.filter_box.setText("eier")
    await program.until(lambda: {"Eier"} <= found(tree), "what has the Norwegian one")


def found(tree: EntityView) -> set[str]:
    """What the rows are called, in groups or not."""
    model, names = tree.entity_model(), set()
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        names |= {
            index.data(),
            *(model.index(inner, 0, index).data() for inner in range(model.rowCount(index))),
        }
    return names


async def test_settings_speak_the_language_that_is_chosen_in_them(start: Start) -> None:
    program = await start()
    await program.menu("File", "Settings…")
    box = await program.control("Interface language", QComboBox)
    address = await program.control("Address to ask for updates", QLineEdit)
    await program.fill("Address to ask for updates", "https://x.example")
    box.setCurrentIndex(box.findData("de"))
    box.activated.emit(box.currentIndex())
    assert present(QApplication.activeModalWidget()).windowTitle() == "Einstellungen"
    assert (box.currentText(), box.currentData(), address.text()) == ("Deutsch", "de", "https://x.example")
    assert box.accessibleName() == "Sprache der Oberfläche"
    assert [box.itemText(row) for row in range(4)] == ["Wie das System", "English", "Deutsch", "Norsk bokmål"]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert present(QApplication.activeModalWidget()).windowTitle() == "Settings"
