"""Damaged files of every kind that a start or a person opens: what can't be read is told, and nothing whole is lost.

Settings, recovery journals, kept lists and remembered defaults are damaged beside the modules that read them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from pytestqt.qtbot import QtBot

from inspector.domain import checks
from inspector.domain.errors import AddressTrouble, InspectorError
from inspector.services import exchange, files, settings
from inspector.services.settings import Connection
from inspector.services.superoffice.address import candidates
from inspector.ui.drafts.drafts import _read
from inspector.ui.kit.memory import APPEARANCES, NAME_STYLES, WindowMemory
from inspector.ui.window.window import MainWindow
from tests.mutated import MUTATED, mutated

STATES = (b"geometry", b"splitter", b"columns")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TICKET_INSPECTOR_CONFIG", str(tmp_path))
    return tmp_path


def choices(text: bytes) -> set[bytes]:
    """The lines that say something in words; where windows are is Qt's own."""
    lines = {unquote_to_bytes(line.strip()) for line in text.split(b"\n")}
    return {line for line in lines if b"=" in line and not line.startswith(STATES)}


def test_a_damaged_look_is_put_aside_and_the_rest_of_it_stays(folder: Path, qtbot: QtBot) -> None:
    memory, file = WindowMemory(), folder / "window.ini"
    memory.appearance, memory.language, memory.name_style, memory.is_grouped = "dark", "de", "label", True
    window = MainWindow(memory)
    qtbot.addWidget(window)
    memory.keep("geometry", window.saveGeometry())
    memory.keep("splitter", window.saveState())
    memory._store.setValue("of_a_newer_version", "7")
    memory._store.sync()
    whole = file.read_bytes()
    for number in range(MUTATED):
        for old in folder.iterdir():
            old.unlink()
        file.write_bytes(damaged := mutated(whole, number))
        memory = WindowMemory()
        assert memory.appearance in APPEARANCES
        assert memory.name_style in NAME_STYLES
        window.restoreGeometry(memory.state("geometry"))
        window.restoreState(memory.state("splitter"))
        memory.keep("columns", memory.state("columns"))
        memory._store.sync()
        now = file.read_bytes()
        if memory.put_aside:
            assert Path(memory.put_aside).read_bytes() == damaged
            assert choices(whole) & choices(damaged) <= choices(now), "what was whole is in use"
            assert not WindowMemory().put_aside, "it is said once"
        else:
            assert choices(damaged) <= choices(now)


def test_a_look_that_can_not_be_put_aside_is_told_as_well(
    folder: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    (folder / "window.ini").write_bytes(b"[General]\nappearance=dark\n\0\0\0")
    monkeypatch.setattr(files, "LARGEST", 1)
    memory = WindowMemory()
    assert memory.put_aside == str(folder / "window.ini")
    assert memory.appearance == "dark"


TICKET = json.dumps(
    {
        "TicketId": 0,
        "Title": "Hei på deg",
        "CreatedAt": "2026-11-28T06:22:47.6363827",
        "OwnedBy": {"AssociateId": 7, "Name": "tim", "TableRight": {"Mask": "Select"}},
        "ExtraFields": {"SuperOffice:1": "[I:7]", "SuperOffice:2": "[D:2026-01-01]"},
        "FieldProperties": {"Title": {"FieldRight": "Update", "FieldLength": 255}},
    },
    indent=1,
).encode()
DRAFTS = {
    "a draft": TICKET,
    "a request": b'{"Mode": "x",\n"NewEntity": ' + TICKET + b',\n"Count": 1}',
    "names in another case": TICKET.replace(b'"T', b'"t').replace(b'"O', b'"o'),
}


@pytest.mark.parametrize("name", DRAFTS)
def test_a_damaged_draft_is_opened_or_refused_and_stays_what_it_is(name: str, folder: Path) -> None:
    whole, file = DRAFTS[name], folder / "draft.json"
    refused = 0
    for number in range(MUTATED):
        file.write_bytes(damaged := mutated(whole, number))
        try:
            document, _fingerprint = _read(file)
            list(checks.problems(document))
        except InspectorError:
            refused += 1
        else:
            again = document.form.as_file(document.root.raw)
            assert json.loads(again) == json.loads(damaged), "saved unedited, it says what it said"
        assert file.read_bytes() == damaged
        assert [kept.name for kept in folder.iterdir()] == ["draft.json"]
    assert 0 < refused < MUTATED


def test_a_damaged_file_of_connections_is_read_or_refused_and_stays_what_it_is(folder: Path) -> None:
    file = folder / "connections.json"
    many = [
        Connection("", f"Work {n}", f"https://crm{n}.example.com", user="tim", tag="TEST") for n in range(3)
    ]
    whole, refused = exchange.export(many), 0
    for number in range(MUTATED):
        file.write_bytes(damaged := mutated(whole, number))
        try:
            brought = exchange.merged(many, exchange.read(files.read_draft(file)))
        except InspectorError:
            refused += 1
        else:
            for one in brought:
                assert (one.certificate, one.allow_plain_http, one.remember) == ("", False, False)
                attempt(lambda one=one: candidates(one.url))  # type: ignore[misc]
            settings.decode(json.loads(settings.encode(settings.Settings(connections=brought))))
        assert file.read_bytes() == damaged
    assert 0 < refused < MUTATED


def attempt(act: Callable[[], object]) -> None:
    try:
        act()
    except AddressTrouble:
        return
