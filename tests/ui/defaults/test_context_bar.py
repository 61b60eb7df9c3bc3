"""The band at the top of the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inspector.domain.choices import CULTURES, LANGUAGES, TIME_ZONES
from inspector.domain.context import RequestContext
from inspector.ui.defaults.context_bar import ContextBar
from inspector.ui.defaults.picker import Picker
from inspector.ui.kit.labels import TagPill
from inspector.ui.kit.theme import Theme
from inspector.words.contexts import Choices
from tests.present import present

CHOICES = Choices(LANGUAGES, CULTURES, TIME_ZONES)


class WatchedBar(ContextBar):
    """With what it told."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.told: list[RequestContext] = []
        self.context_changed.connect(self.told.append)


@pytest.fixture
def bar(theme: Theme, qtbot: QtBot) -> WatchedBar:
    made = WatchedBar(theme)
    made.set_choices(CHOICES)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def pick(picker: Picker, code: str) -> None:
    picker.activated.emit([*map(picker.itemData, range(picker.count()))].index(code))


def test_a_context_goes_in_and_out_without_a_signal(bar: WatchedBar) -> None:
    whole = RequestContext("no", "sv", "US-NY", True, "2")
    bar.set_context(whole)
    assert bar.context() == whole
    bar.set_context(RequestContext())
    assert bar.context() == RequestContext()
    assert bar.told == []


@pytest.mark.parametrize("language", [None, "*"])
def test_culture_is_off_with_a_reason_while_no_language_is_chosen(
    bar: WatchedBar, language: str | None
) -> None:
    bar.set_context(RequestContext(language, "sv"))
    assert not bar.culture.isEnabled()
    assert "language first" in bar.culture.toolTip()
    assert "language first" in bar.culture.accessibleDescription()
    assert bar.context().culture is None
    pick(bar.language, "de")
    assert bar.culture.isEnabled()
    assert "language first" not in bar.culture.toolTip()
    assert bar.told == [RequestContext("de", "sv")]


def test_without_a_server_all_of_it_is_grey_and_says_why(bar: WatchedBar) -> None:
    whole = RequestContext("no", "sv", "US-NY", True)
    bar.set_context(whole)
    pickers = (bar.language, bar.culture, bar.time_zone, bar.request_type)
    controls = (*pickers, bar.include_offset, bar.fetch_button)
    bar.set_online(online=False)
    assert not any(control.isEnabled() for control in controls)
    assert all("Sign in first" in control.toolTip() for control in controls)
    assert bar.context() == whole
    bar.set_online(online=True)
    assert all(control.isEnabled() for control in controls)
    assert not any("Sign in first" in control.toolTip() for control in controls)


def test_pickers_show_a_usual_name_whole_where_there_is_room(bar: WatchedBar, qtbot: QtBot) -> None:
    bar.set_identity("PROD", "A connection", "Somebody · With a role")
    bar.resize(1280, bar.height())
    for picker, name in ((bar.language, "Portuguese (Brazil) (br)"), (bar.culture, "Norwegian, Bokmål (no)")):
        field = present(picker.lineEdit())
        assert field.width() >= field.fontMetrics().horizontalAdvance(name)


def test_every_change_by_a_person_is_told_once(bar: WatchedBar, qtbot: QtBot) -> None:
    pick(bar.language, "*")
    pick(bar.time_zone, "NO")
    qtbot.mouseClick(bar.include_offset, Qt.MouseButton.LeftButton)
    assert bar.told == [
        RequestContext("*"),
        RequestContext("*", None, "NO"),
        RequestContext("*", None, "NO", True),
    ]


def test_buttons_ask(bar: WatchedBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.fetch_requested):
        qtbot.keyClick(bar.fetch_button, Qt.Key.Key_Space)
    bar.set_busy(True)
    with qtbot.waitSignal(bar.cancel_requested):
        qtbot.mouseClick(bar.cancel_button, Qt.MouseButton.LeftButton)


def test_cancel_is_there_only_while_busy_and_nothing_jumps(bar: WatchedBar, qtbot: QtBot) -> None:
    assert bar.cancel_button.isHidden()
    before = bar.language.geometry()
    bar.set_busy(True)
    assert bar.cancel_button.isVisible()
    bar.cancel_button.setFocus()
    bar.set_busy(False)
    assert bar.cancel_button.isHidden()
    assert bar.fetch_button.hasFocus()
    assert bar.language.geometry() == before


def test_labels_name_the_pickers(bar: WatchedBar) -> None:
    buddies = {
        label.buddy().accessibleName(): label.text().replace("&", "")
        for label in bar.findChildren(QLabel)
        if label.buddy()
    }
    names = ("Language", "Culture", "Time zone", "Request type")
    assert buddies == dict(zip(names, names, strict=True))
    buttons = (bar.include_offset, bar.fetch_button, bar.cancel_button)
    assert [one.text() for one in buttons] == ["Include offset", "Fetch defaults", "Cancel"]


def test_tab_goes_from_left_to_right(bar: WatchedBar, qtbot: QtBot) -> None:
    bar.set_context(RequestContext("no"))
    bar.set_busy(True)
    bar.language.setFocus()
    order = []
    for _ in range(7):
        order.append(bar.focusWidget())
        qtbot.keyClick(bar.focusWidget(), Qt.Key.Key_Tab)
    assert order == [
        bar.language, bar.culture, bar.time_zone, bar.request_type,
        bar.include_offset, bar.cancel_button, bar.fetch_button,
    ]  # fmt: skip


def test_recent_choices_reach_their_picker(bar: WatchedBar) -> None:
    bar.set_recent({"time_zone": ["NO"]})
    assert bar.time_zone.itemText(1) == "Norway (NO)"


def test_it_fits_into_a_thousand_pixels(bar: WatchedBar) -> None:
    bar.set_identity(
        "PROD", "A connection whose name is very long indeed", "Somebody · With a very long role"
    )
    assert bar.minimumSizeHint().width() <= 1000


def test_the_tag_is_a_word_and_a_look(bar: WatchedBar) -> None:
    bar.set_identity("Prod", "Contoso", "Tim")
    pill = present(bar.findChild(TagPill))
    assert (pill.text(), pill.property("tag"), pill.isVisible()) == ("PROD", "prod", True)
    bar.set_identity("blue", "Contoso", "Tim")
    assert (pill.text(), pill.property("tag")) == ("BLUE", "other")
    assert (
        pill.sizeHint().width() >= pill.fontMetrics().horizontalAdvance("BLUE") + 16
    )  # room around the word
    bar.set_identity("", "Contoso", "Tim")
    assert pill.isHidden()


def test_signing_in_is_offered_where_nobody_is(bar: ContextBar, qtbot: QtBot) -> None:
    bar.set_online(online=False)
    assert bar.sign_in_button.isVisible()
    with qtbot.waitSignal(bar.sign_in_requested):
        bar.sign_in_button.click()
    bar.set_online(online=True)
    assert not bar.sign_in_button.isVisible()
