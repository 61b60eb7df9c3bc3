from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from inspector.app import DemoTenant
from inspector.domain.context import RequestContext
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Others, Signed
from inspector.ui.bench.turns import Turns
from inspector.ui.sign_in.demo_tenant import DEMO, FAIR, Demo


@pytest.fixture
def menu(qtbot: QtBot) -> QMenu:
    made = QMenu()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def here() -> DemoTenant:
    """The tenant, as all windows have it."""
    return DemoTenant()


@pytest.fixture
def demo(bench: Bench, here: DemoTenant, menu: QMenu) -> Demo:
    return Demo(bench, here, menu)


def enter(bench: Bench, demo: Demo, signed: Signed) -> None:
    signed.connection = demo.connection
    bench.place.enter(signed)


async def test_only_there_is_weather_to_choose(
    bench: Bench, demo: Demo, menu: QMenu, here: DemoTenant, signed: Signed
) -> None:
    assert not menu.menuAction().isEnabled()
    bench.place.enter(signed)
    assert not menu.menuAction().isEnabled()
    enter(bench, demo, signed)
    assert menu.menuAction().isEnabled()
    menu.actions()[-1].trigger()
    assert here.weather == menu.actions()[-1].data() != FAIR


async def test_the_menu_shows_what_another_window_chose(demo: Demo, menu: QMenu, here: DemoTenant) -> None:
    here.set_weather(*menu.actions()[2].data())
    menu.aboutToShow.emit()
    assert [action.isChecked() for action in menu.actions()].index(True) == 2


@pytest.mark.parametrize("used", [True, False])
async def test_it_is_fair_again_once_every_window_has_left(
    bench: Bench, demo: Demo, here: DemoTenant, signed: Signed, used: bool
) -> None:
    enter(bench, demo, signed)
    here.set_weather(0.0, "503")
    bench.place.others = Others(lambda _connection: used, lambda _path: False, list, Turns())
    bench.place.sign_out()
    assert (here.weather == FAIR) is not used


async def test_its_connection_is_the_one_that_is_remembered(bench: Bench, demo: Demo) -> None:
    assert demo.connection == replace(DEMO, context=RequestContext("en"))
    assert demo.connection is not DEMO, "a person may change it"
    mine = demo.connection
    mine.user = "agent"
    bench.remembered.settings.connections.append(mine)
    assert demo.connection is mine
    assert DEMO.user == "admin"
