"""The look: every text readable, icons in the theme's colours, a live change of appearance."""

from __future__ import annotations

import itertools
import re
import tomllib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from inspector import resources
from inspector.ui.kit.theme import Appearance, Theme, load_colours, palette, style_sheet
from tests.present import present

TEXTS = ("text", "muted", "accent", "amber", "red", "violet", "green")
GROUNDS = ("window", "surface", "raised", "selection")
TINTS = {"accent_soft": "accent", "amber_soft": "amber", "red_soft": "red", "green_soft": "green"}


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2 defines it."""
    primaries = (colour.redF(), colour.greenF(), colour.blueF())
    parts: list[float] = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in primaries]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast(QColor("#000"), QColor("#fff")) == pytest.approx(21)
    assert contrast(QColor("#777"), QColor("#fff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_text_is_readable_on_every_ground(name: str) -> None:
    colours = load_colours(name)
    pairs = [*itertools.product(TEXTS, GROUNDS), *itertools.product(["on_accent"], TEXTS[2:])]
    pairs += [("text", soft) for soft in TINTS] + [(strong, soft) for soft, strong in TINTS.items()]
    pairs += [("on_accent", "accent_hover")]
    weak = {pair: contrast(*(colours[one] for one in pair)) for pair in pairs}
    assert not {pair: ratio for pair, ratio in weak.items() if ratio < 4.5}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_borders_and_focus_of_controls_can_be_seen(name: str) -> None:
    colours = load_colours(name)
    assert contrast(colours["control"], colours["surface"]) >= 3
    assert min(contrast(colours["accent"], colours[ground]) for ground in GROUNDS) >= 3


def test_both_themes_name_the_same_colours() -> None:
    tables = [
        tomllib.loads(resources.path(f"themes/{name}.toml").read_text(encoding="utf-8"))
        for name in ("light", "dark")
    ]
    assert {g: set(t) for g, t in tables[0].items()} == {g: set(t) for g, t in tables[1].items()}
    for name, table in zip(("light", "dark"), tables, strict=True):
        named = {key: value for group in table.values() for key, value in group.items()}
        read = {key: colour.name() for key, colour in load_colours(name).items()}
        assert named.items() <= read.items()
    assert set(tables[0]["texts"]) == set(TEXTS)
    assert set(tables[0]["backgrounds"]) == set(GROUNDS)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_style_sheet_is_filled_in_and_qt_understands_it(
    name: str, qtbot: QtBot, qapp: QApplication
) -> None:
    sheet = style_sheet(name, load_colours(name))
    assert "$" not in sheet
    assert not re.search(r"font-(family|size)", sheet)
    for file in re.findall(r'url\("([^"]+)"\)', sheet):
        resources.path(f"themes/{file.rsplit('/', 1)[1]}")
    button = QPushButton("x")
    qtbot.addWidget(button)
    button.setStyleSheet(sheet)  # a faulty sheet makes Qt warn, and warnings fail
    button.ensurePolished()


def test_every_focusable_control_has_a_ring() -> None:
    sheet = resources.path("themes/style.qss").read_text(encoding="utf-8")
    for control in (
        "QLineEdit",
        "QComboBox",
        "QPushButton",
        "QToolButton",
        "QCheckBox",
        "QTreeView",
        "QListView",
    ):
        rule = re.search(rf"{control}:focus[^{{]*{{([^}}]*)}}", sheet)
        assert rule, control
        assert "$accent" in rule[1]


def test_changing_the_appearance_dresses_anew_and_tells(
    theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    assert not theme.is_dark
    with qtbot.waitSignal(theme.changed):
        theme.set_appearance("dark")
    assert theme.is_dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == load_colours("dark")["window"]
    assert load_colours("dark")["window"].name() in qapp.styleSheet()


def test_the_style_sheet_may_come_last(qapp: QApplication, qtbot: QtBot) -> None:
    made = Theme(qapp, "light", with_sheet=False)
    made.set_appearance("dark")
    assert made.colour("text") == load_colours("dark")["text"]
    assert qapp.styleSheet() == ""
    made.lay_sheet()
    assert load_colours("dark")["window"].name() in qapp.styleSheet()
    made.set_appearance("light")
    assert load_colours("light")["window"].name() in qapp.styleSheet()
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Unknown)
    made.deleteLater()


def test_the_system_is_followed_while_the_program_runs(
    theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    theme.set_appearance("system")
    system = qapp.styleHints().colorSchemeChanged  # the test platforms have no system that could change
    with qtbot.waitSignal(theme.changed):
        system.emit(Qt.ColorScheme.Dark)
    assert theme.is_dark
    with qtbot.waitSignal(theme.changed):
        system.emit(Qt.ColorScheme.Light)
    assert not theme.is_dark


def test_a_chosen_appearance_stays(theme: Theme, qapp: QApplication) -> None:
    theme.set_appearance("light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not theme.is_dark


def test_fonts_are_the_systems(theme: Theme, qapp: QApplication) -> None:
    font = theme.font(1.5, bold=True)
    assert font.family() == QApplication.font().family()
    assert font.pointSizeF() == pytest.approx(qapp.font().pointSizeF() * 1.5)


def test_the_palette_tells_disabled_from_enabled() -> None:
    made = palette(load_colours("dark"))
    group = QPalette.ColorGroup
    assert made.color(group.Disabled, QPalette.ColorRole.Text) != made.color(
        group.Active, QPalette.ColorRole.Text
    )


@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize("make", [QPushButton, QCheckBox, QRadioButton])
def test_what_has_the_keyboard_has_one_ring_and_nothing_within(
    theme: Theme, qtbot: QtBot, appearance: Appearance, make: type[QPushButton | QCheckBox | QRadioButton]
) -> None:
    theme.set_appearance(appearance)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    button = make("Include offset")
    for one in (QLineEdit(), button):
        column.addWidget(one)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    present(window.findChild(QLineEdit)).setFocus()
    within = button.rect().adjusted(7, 3, -7, -3)  # the ring has round corners
    before, whole = button.grab(within).toImage(), button.grab().toImage()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    window.setAttribute(
        Qt.WidgetAttribute.WA_KeyboardFocusChange
    )  # as Tab does: Qt then draws a frame of its own
    assert button.grab(within).toImage() == before
    assert button.grab().toImage() != whole
