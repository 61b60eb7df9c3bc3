"""The program in German: chosen in the menu, spoken from the next start on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction

from inspector.words import language
from inspector.words.names import readable
from tests.journeys.program import Program, Start


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    language.speak("en")
    readable.cache_clear()


async def test_a_language_is_chosen_for_the_next_start(demo: Program, start: Start) -> None:
    await demo.menu("View", "Interface Language", "Deutsch")
    await demo.reads("Deutsch: takes effect at the next start")
    assert demo._workspace.bench.voice.doing.startswith("Deutsch"), "else what is told of a fetch comes back"
    assert demo._window.memory.language == "de"
    language.speak(demo._window.memory.language)  # as app.py does before it makes a window
    readable.cache_clear()  # a program speaks one language from beginning to end; this one has spoken another
    other = await start()
    titles = [action.text() for action in other._window.menuBar().actions()]
    assert titles == ["&Datei", "&Bearbeiten", "&Ansicht", "&Verbindung", "&Hilfe"]
    await other.menu("Verbindung", "Demo-Mandanten ausprobieren")
    await other.until(
        lambda: other._workspace.bench.ticket.document and not other._workspace.bench.is_busy, "a ticket"
    )
    other._workspace.features.selection.go_to(("OwnedBy",))
    await other.until(lambda: "Der zuständige Benutzer" in other._window.details.text(), "its meaning")
    told = other._window.details.text()
    assert "Der zuständige Benutzer" in told
    assert "Sie dürfen es lesen und ändern." in told
    other.shoot("german")
    other._window.filter_box.setText("eigentümer")
    await other.until(lambda: not other._workspace.bench.is_busy, "rest")
    model = other._window.tree.model()
    found = {model.index(row, 0).data() for row in range(model.rowCount())}
    assert {"OwnedBy", "ReadByOwner"} <= found, "by their German labels"
    assert "Title" not in found
    chosen = other._window.findChildren(QAction)
    assert any(one.text() == "Deutsch" and one.isChecked() for one in chosen)
