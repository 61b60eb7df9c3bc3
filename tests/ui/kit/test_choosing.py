from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from inspector.ui.kit.choosing import begin_in, with_ending


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("draft.v2", "draft.v2.json"),
        ("tenant.example.com", "tenant.example.com.json"),
        ("plain", "plain.json"),
        ("plain.", "plain.json"),
        ("there.JSON", "there.JSON"),
        ("there.ticketdraft", "there.ticketdraft"),
        (".json", ".json.json"),
    ],
)
def test_a_name_gets_the_ending_that_it_lacks(typed: str, name: str) -> None:
    assert with_ending(Path("/x.y") / typed, [".json", ".ticketdraft"]) == Path("/x.y") / name


def test_a_dialog_begins_where_one_was_else_among_the_documents(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)

    def begun(*folders: Path | None) -> Path:
        begin_in(dialog, *folders)
        return Path(dialog.directory().path())

    documents = tmp_path / "Documents"
    documents.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _which: str(documents))
    assert begun(None, tmp_path / "gone", tmp_path) == tmp_path
    assert begun(None, tmp_path / "gone") == begun() == documents
    documents.rmdir()
    assert begun(None) == Path.home()
