"""Check Setup on a bench: asked once, kept until the person leaves, muted for all windows."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot
from starlette.applications import Starlette

from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Signed
from inspector.ui.panes.checking_setup import CheckingSetup
from tests.present import present
from tests.ui.conftest import Told, answered, asked, press
from tests.waiting import until


@pytest.fixture
def checking(bench: Bench, qtbot: QtBot) -> CheckingSetup:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = CheckingSetup(bench, window)
    window.setCentralWidget(made.pane)
    window.show()
    return made


async def checked(checking: CheckingSetup) -> None:
    """Ask, and wait for the answer."""
    checking.check()
    await until(lambda: checking._setup is not None, "a setup")
    await until(lambda: not checking._bench.tasks.is_running("check_setup"), "the end of it")


def lines(checking: CheckingSetup) -> list[str]:
    rows = checking.pane._rows
    return [rows.item(row).text() for row in range(rows.count())]


def summary(checking: CheckingSetup) -> str:
    return checking.pane._summary.text()


async def test_nobody_is_asked_where_nobody_is_signed_in(checking: CheckingSetup, bench: Bench) -> None:
    checking.check_first()
    assert not bench.tasks.is_running("check_setup")
    assert summary(checking).startswith("Sign in")


async def test_it_is_asked_once_and_again_on_demand(
    checking: CheckingSetup, bench: Bench, signed: Signed, told: Told
) -> None:
    bench.place.enter(signed)
    assert summary(checking).startswith("The setup of this tenant was not checked")
    checking.check_first()
    assert summary(checking) == "Asking the server…"
    await until(lambda: checking._setup is not None, "a setup")
    await until(lambda: bool(told.doings), "the summary")
    first = checking._setup
    assert any("Meter reading" in line for line in lines(checking))
    assert told.doings[-1] == summary(checking)
    checking.check_first()
    assert checking._setup is first
    await checked(checking)
    await until(lambda: checking._setup is not first, "another one")


async def test_whoever_leaves_takes_it_along(checking: CheckingSetup, bench: Bench, signed: Signed) -> None:
    bench.place.enter(signed)
    await checked(checking)
    bench.place.sign_out()
    assert checking._setup is None
    assert lines(checking) == []
    assert summary(checking).startswith("Sign in")


async def test_whoever_leaves_while_it_is_asked_hears_nothing_of_it(
    checking: CheckingSetup, bench: Bench, signed: Signed
) -> None:
    bench.place.enter(signed)
    checking.check()
    bench.place.sign_out()
    await bench.tasks.close()
    assert checking._setup is None
    assert summary(checking).startswith("Sign in")


async def test_a_server_that_fails_leaves_gaps(
    checking: CheckingSetup, bench: Bench, signed: Signed, tenant: Starlette
) -> None:
    tenant.state.weather = type(tenant.state.weather).forecast(fail="null")
    bench.place.enter(signed)
    await checked(checking)
    assert all(line.startswith("Not checked: ") for line in lines(checking))
    assert summary(checking).startswith("Nothing found · ")


async def test_a_rule_is_muted_with_a_reason_and_unmuted(
    checking: CheckingSetup, bench: Bench, signed: Signed
) -> None:
    bench.place.enter(signed)
    await checked(checking)
    before = lines(checking)
    row = next(at for at, line in enumerate(before) if "priorities are the default" in line)
    checking.pane._rows.setCurrentRow(row)
    checking.pane._mute()
    dialog = await asked()
    press(dialog, "Cancel")
    await answered()
    assert lines(checking) == before
    await bench.tasks.finish("mute")
    checking.pane._rows.setCurrentRow(row)
    checking.pane._mute()
    dialog = await asked()
    present(dialog.findChild(QLineEdit)).setText("agreed")
    press(dialog, "Mute")
    await answered()
    await until(lambda: len(lines(checking)) == len(before) - 1, "one less")
    assert bench.remembered.settings.muted_rules == {"work": {"priority_two": "agreed"}}
    assert checking.pane._show_muted.text() == "Show Muted (1)"
    checking.pane.unmute_wanted.emit("priority_two")
    assert lines(checking) == before
    assert bench.remembered.settings.muted_rules == {}
    checking.pane.unmute_wanted.emit("priority_two")
    assert bench.remembered.settings.muted_rules == {}


async def test_what_is_muted_in_another_window_is_muted_here(
    checking: CheckingSetup, bench: Bench, signed: Signed
) -> None:
    bench.place.enter(signed)
    await checked(checking)
    with bench.remembered.edit() as settings:
        settings.muted_rules["work"] = {"priority_two": "agreed", "type_unseen": "none needed"}
        settings.muted_rules["elsewhere"] = {"status_none": "no matter here"}
    assert checking.pane._show_muted.text() == "Show Muted (2)"
    assert any("internal status Postponed" in line for line in lines(checking))


async def test_it_is_copied_with_whose_setup_it_is(
    checking: CheckingSetup, bench: Bench, signed: Signed, told: Told
) -> None:
    QGuiApplication.clipboard().clear()
    checking.pane.text_wanted.emit()
    assert QGuiApplication.clipboard().text() == ""
    bench.place.enter(signed)
    await checked(checking)
    checking.pane.text_wanted.emit()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Check of the setup\nTenant: Work\nAsked by: Tim Høyland\nAsked: ")
    checking.pane.markdown_wanted.emit()
    assert QGuiApplication.clipboard().text().startswith("# Check of the setup\n")
    assert told.doings[-1].startswith("Copied")
