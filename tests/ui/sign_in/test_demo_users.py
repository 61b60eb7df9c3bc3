"""From one of the demo tenant's users to another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot

from inspector.demo.company import PERSONAS
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Signed
from inspector.ui.sign_in.demo_tenant import DEMO
from inspector.ui.sign_in.demo_users import DemoUsers, demo_users


@pytest.fixture
def menu(qtbot: QtBot) -> QMenu:
    made = QMenu()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def button(qtbot: QtBot) -> QToolButton:
    made = QToolButton()
    qtbot.addWidget(made)
    return made


def test_they_are_those_that_the_tenant_knows() -> None:
    for one in demo_users():
        assert PERSONAS[one.user].associate.name == one.name


async def test_the_one_who_is_there_bears_a_tick_and_only_there_is_a_button(
    bench: Bench, menu: QMenu, button: QToolButton, signed: Signed
) -> None:
    DemoUsers(bench.place, menu, button)
    bench.place.enter(signed)
    assert button.isHidden()
    assert not any(action.isChecked() for action in menu.actions())
    signed.connection = replace(DEMO, user="trainee")  # another window has gone on as somebody else
    bench.place.enter(signed)
    assert not button.isHidden()
    assert [action.isChecked() for action in menu.actions()] == [True, False, False]
    bench.place.sign_out()
    assert button.isHidden()


async def test_each_entry_wants_its_user(bench: Bench, menu: QMenu, button: QToolButton) -> None:
    users = DemoUsers(bench.place, menu, button)
    wanted: list[str] = []
    users.wanted.connect(wanted.append)
    for action in menu.actions():
        action.trigger()
    assert wanted == [one.user for one in demo_users()]
