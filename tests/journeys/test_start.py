"""What a start does not wait for: counted in modules, for milliseconds are a matter of tests/benchmarks."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import uncounted
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]

PROGRAM = """
import builtins, gc, json, sys
from inspector import app

def collectors():
    from PySide6.QtWidgets import QApplication
    if "inspector.ui.kit.garbage" in sys.modules:
        return QApplication.instance().findChildren(sys.modules["inspector.ui.kit.garbage"].Collector)

def told(**more):
    from PySide6 import QtCore
    return {
        "modules": sorted(sys.modules),
        "enums": "Qt" in vars(QtCore),  # PySide makes a class when it is first asked for
        "collects": gc.isenabled(),
        "collector": bool(collectors()),
        "imports": builtins.__import__.__name__,
        **more,
    }

def run_loop(program, application, window, go_on=app._Program._run_loop):
    seen["painted"] = told()
    return go_on(program, application, window)

async def begin(program, workspace):
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication, QWidget
    window, polished = workspace.window, Qt.WidgetAttribute.WA_WState_Polished
    modules = sorted(sys.modules)
    rough = [repr(one) for one in window.findChildren(QWidget) if not one.testAttribute(polished)]
    room = window.screen().availableGeometry()
    sides = window.width(), room.width(), window.height(), room.height()
    dressed = bool(QApplication.instance().styleSheet())
    seen["ready"] = told(modules=modules, rough=rough, dressed=dressed, sides=sides)
    window.close()

seen = {}
app._Program._run_loop, app._Program._begin = run_loop, begin
code = app.main([])
print(json.dumps(seen))
sys.exit(code)
"""
BEFORE_THE_FIRST_PAINT = {
    *("inspector", "inspector.app", "inspector.resources", "inspector.version"),
    *("inspector.services", "inspector.services.redaction", "inspector.services.locking"),
    *("inspector.ui", "inspector.ui.program", "inspector.ui.program.application"),
    *("inspector.ui.kit", "inspector.words", "inspector.words.language", "inspector.ui.kit.memory"),
    *("inspector.ui.window", "inspector.ui.window.window"),
}
"""All that is loaded of the program until something is to be seen."""
AFTER_THE_FIRST_PAINT = ("asyncio", "qasync", "ssl", "socket", "dataclasses", "PySide6.QtSvg")
AT_FIRST_USE = (
    *("httpx", "httpcore", "h11", "anyio", "truststore", "certifi", "jwt", "cryptography"),
    *("starlette", "keyring", "packaging", "msgspec", "zoneinfo", "tomllib", "uuid", "csv"),
    *("http", "PySide6.QtNetwork", "PySide6.QtPrintSupport", "inspector.demo", "inspector.services.exchange"),
    *("inspector.services.updates", "inspector.services.superoffice.client", "inspector.domain.patches"),
    *("inspector.domain.rebase", "inspector.ui.export.exporting", "inspector.reports.portrait"),
    *("inspector.ui.defaults.rebasing", "inspector.ui.defaults.rebase_board", "inspector.ui.sign_in.dialog"),
    *("inspector.ui.connections.managing", "inspector.ui.about.about", "inspector.ui.about.updates"),
    *("inspector.ui.panes.raw_json", "inspector.ui.panes.request_log", "inspector.ui.connections.identity"),
    *("inspector.ui.program.single_instance", "inspector.ui.guide.window", "inspector.ui.guide.key_window"),
)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What there was when the window was painted first, and when it could be used."""
    settings = {"TICKET_INSPECTOR_CONFIG": str(tmp_path_factory.mktemp("settings"))}
    environment = (
        uncounted.environment() | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)} | settings
    )
    ended = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def test_before_the_first_paint_next_to_nothing_is_loaded(seen: Any) -> None:
    loaded = seen["painted"]["modules"]
    assert {name for name in loaded if name.partition(".")[0] == "inspector"} == BEFORE_THE_FIRST_PAINT
    command = [sys.executable, "-c", "import argparse, logging, sys; print(*sys.modules)"]
    plain = subprocess.run(command, env=uncounted.environment(), capture_output=True, text=True, check=True)  # noqa: S603
    theirs = set(plain.stdout.split())  # from Python 3.14 on, logging brings dataclasses
    assert not (set(AFTER_THE_FIRST_PAINT) - theirs) & set(loaded)
    assert not seen["painted"]["enums"]


def test_what_a_window_without_a_ticket_does_not_need_is_loaded_later(seen: Any) -> None:
    loaded = seen["ready"]["modules"]
    assert not set(AT_FIRST_USE) & set(loaded)


def test_these_names_are_those_of_modules(seen: Any) -> None:
    assert set(AFTER_THE_FIRST_PAINT) <= set(seen["ready"]["modules"])
    assert not [name for name in AT_FIRST_USE if importlib.util.find_spec(name) is None]


def test_nothing_of_pysides_looks_at_what_is_imported(seen: Any) -> None:
    assert "__feature_import__" not in (seen["painted"]["imports"], seen["ready"]["imports"])


def test_nobody_collects_until_the_window_is_whole_and_python_never(seen: Any) -> None:
    assert [seen[when]["collector"] for when in ("painted", "ready")] == [False, True]
    assert [seen[when]["collects"] for when in ("painted", "ready")] == [False, False]


def test_all_that_is_in_the_window_is_styled_before_it_is_to_be_seen(seen: Any) -> None:
    assert seen["ready"]["dressed"]
    assert seen["ready"]["rough"] == []


def test_a_first_window_leaves_room_for_its_frame_on_a_small_screen(seen: Any) -> None:
    width, room_width, height, room_height = seen["ready"]["sides"]
    assert (room_width, room_height) == (800, 800)
    assert room_width - 20 <= width < room_width
    assert room_height - 60 <= height < room_height
