"""One picker: its entries, searching by typing, and when it tells of a choice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QScreen, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.choices import CULTURES, LANGUAGES, TIME_ZONES, Choice
from inspector.ui.defaults.picker import Picker
from inspector.ui.defaults.picker_entries import FIRST_ROLE, HINT_ROLE
from inspector.words.contexts import Choices
from inspector.words.locales import recognisable
from tests.present import present

CHOICES = [
    Choice("sv", "Svenska"),
    Choice("no", "Norsk"),
    Choice("en", "English"),
    Choice("de", "Deutsch"),
    Choice("ch", "Deutsch (Schweiz)"),
]


class WatchedPicker(Picker):
    """With what it told."""

    def __init__(self) -> None:
        super().__init__("Language", [Choice("*", "Untranslated")])
        self.told: list[str | None] = []
        self.chosen.connect(self.told.append)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def picker(page: QWidget, qtbot: QtBot) -> WatchedPicker:
    made = WatchedPicker()
    made.set_choices(CHOICES)
    column = QVBoxLayout(page)
    column.addWidget(made)
    column.addWidget(QLineEdit())
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    made.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(made.hasFocus)
    return made


def entries(picker: Picker) -> list[str]:
    return [picker.itemText(row) for row in range(picker.count())]


def line(picker: Picker) -> QLineEdit:
    return present(picker.lineEdit())


def popup(picker: Picker) -> QAbstractItemView:
    return present(present(picker.completer()).popup())


def offered(picker: Picker) -> list[str]:
    found = popup(picker).model()
    return [found.index(row, 0).data() for row in range(found.rowCount())]


def type_text(qtbot: QtBot, picker: Picker, text: str) -> None:
    line(picker).selectAll()
    if text.isascii():
        qtbot.keyClicks(line(picker), text)
    else:  # QTest knows no keys for it
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(line(picker), event)


def press(qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget(), key)


def test_entries_are_in_order(picker: WatchedPicker) -> None:
    rest = ["Deutsch (de)", "Deutsch (Schweiz) (ch)", "English (en)", "Norsk (no)", "Svenska (sv)"]
    assert entries(picker) == ["As server", "Untranslated (*)", *rest]
    assert picker.code() is None


def test_recent_choices_move_to_the_top_once(picker: WatchedPicker) -> None:
    picker.set_recent(["sv", "gone", "no", "*"])
    assert entries(picker)[:4] == ["As server", "Untranslated (*)", "Svenska (sv)", "Norsk (no)"]
    assert len(entries(picker)) == len(set(entries(picker))) == 7
    assert [row for row in range(picker.count()) if picker.itemData(row, FIRST_ROLE)] == [4]


def test_a_code_the_list_lacks_is_kept(picker: WatchedPicker) -> None:
    picker.set_code("xx")
    picker.set_choices(CHOICES[:2])
    assert (picker.code(), picker.currentText()) == ("xx", "xx")
    picker.set_choices([*CHOICES, Choice("xx", "Newish")])
    assert (picker.code(), picker.currentText()) == ("xx", "Newish (xx)")
    assert picker.told == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("sven", "sv"),
        ("NORSK", "no"),
        ("no", "no"),
        ("Deutsch (de)", "de"),
        ("Deutsch", "de"),
        ("schweiz", "ch"),
        ("*", "*"),
    ],
)
def test_return_takes_the_best_fit(picker: WatchedPicker, qtbot: QtBot, typed: str, code: str) -> None:
    type_text(qtbot, picker, typed)
    press(qtbot, Qt.Key.Key_Return)
    assert picker.code() == code
    assert picker.told == [code]
    assert f"({code})" in picker.currentText()


def test_tab_takes_what_is_unique(picker: WatchedPicker, qtbot: QtBot) -> None:
    type_text(qtbot, picker, "vensk")
    press(qtbot, Qt.Key.Key_Tab)
    assert picker.told == ["sv"]


@pytest.mark.parametrize("typed", ["klingon", "s", " "])
def test_leaving_with_another_text_brings_the_choice_back(
    picker: WatchedPicker, qtbot: QtBot, typed: str
) -> None:
    picker.set_code("no")
    type_text(qtbot, picker, typed)
    popup(picker).hide()
    picker.clearFocus()
    assert (picker.code(), picker.currentText(), picker.told) == ("no", "Norsk (no)", [])


def test_escape_takes_back_what_was_typed(picker: WatchedPicker, qtbot: QtBot) -> None:
    picker.set_code("no")
    type_text(qtbot, picker, "klingon")
    qtbot.keyClick(picker, Qt.Key.Key_Escape)
    assert (picker.code(), picker.currentText(), picker.told) == ("no", "Norsk (no)", [])


def test_typing_offers_what_holds_the_letters(picker: WatchedPicker, qtbot: QtBot) -> None:
    type_text(qtbot, picker, "SCH")
    completer = present(picker.completer())
    qtbot.waitUntil(popup(picker).isVisible)
    found = [completer.completionModel().index(row, 0).data() for row in range(completer.completionCount())]
    assert found == ["Deutsch (de)", "Deutsch (Schweiz) (ch)"]


@pytest.mark.parametrize("typed", ["o\u0308ster", "ＡＵＳＴＲＩ"])
def test_typing_offers_what_looks_like_that(picker: WatchedPicker, qtbot: QtBot, typed: str) -> None:
    picker.set_choices(TIME_ZONES)
    type_text(qtbot, picker, typed)
    qtbot.waitUntil(popup(picker).isVisible)
    offered = popup(picker).model()
    assert offered.index(0, 0).data() == "Austria (AT)"


def test_a_found_entry_is_chosen_with_the_arrow_keys(picker: WatchedPicker, qtbot: QtBot) -> None:
    type_text(qtbot, picker, "deu")
    qtbot.waitUntil(popup(picker).isVisible)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    assert picker.told == ["ch"]


def test_down_opens_the_list_and_chooses_nothing(picker: WatchedPicker, qtbot: QtBot) -> None:
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    qtbot.waitUntil(popup(picker).isVisible)
    assert offered(picker) == entries(picker)
    assert popup(picker).currentIndex().row() == 0, "what is chosen"
    assert picker.told == []
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_Return)
    assert picker.told == ["sv"]


def click(qtbot: QtBot, picker: Picker) -> None:
    """On the text, through the window: the list takes the keyboard as it does for a person."""
    window, field = present(picker.window().windowHandle()), line(picker)
    place = field.mapTo(picker.window(), field.rect().center())
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=place)


def test_a_click_opens_the_list_and_typing_replaces_the_text(picker: WatchedPicker, qtbot: QtBot) -> None:
    picker.set_code("en")
    click(qtbot, picker)
    qtbot.waitUntil(popup(picker).isVisible)
    assert offered(picker) == entries(picker)
    assert popup(picker).currentIndex().data() == "English (en)"
    assert line(picker).selectedText() == "English (en)"
    for letter in "nor":
        qtbot.keyClicks(QApplication.activePopupWidget(), letter)
    assert line(picker).text() == "nor"
    assert offered(picker) == ["Norsk (no)"]
    press(qtbot, Qt.Key.Key_Return)
    assert (picker.told, picker.currentText()) == (["no"], "Norsk (no)")
    assert popup(picker).isHidden()


def test_another_click_closes_it_and_escape_brings_the_choice_back(
    picker: WatchedPicker, qtbot: QtBot
) -> None:
    picker.set_code("no")
    click(qtbot, picker)
    qtbot.waitUntil(popup(picker).isVisible)
    press(qtbot, Qt.Key.Key_Down)
    assert line(picker).text() == "Svenska (sv)", "as far as one may come"
    press(qtbot, Qt.Key.Key_Escape)
    assert popup(picker).isHidden()
    assert (picker.currentText(), line(picker).selectedText(), picker.told) == (
        "Norsk (no)",
        "Norsk (no)",
        [],
    )
    picker.showPopup()
    assert popup(picker).isVisible()
    picker.hidePopup()
    assert popup(picker).isHidden()


def test_whoever_leaves_leaves_nothing_selected(picker: WatchedPicker, qtbot: QtBot) -> None:
    click(qtbot, picker)
    qtbot.waitUntil(popup(picker).isVisible)
    press(qtbot, Qt.Key.Key_Escape)
    assert line(picker).hasSelectedText()
    press(qtbot, Qt.Key.Key_Tab)
    assert not line(picker).hasSelectedText()


def test_one_that_is_greyed_has_nothing_selected(picker: WatchedPicker, qtbot: QtBot) -> None:
    assert line(picker).hasSelectedText()
    picker.setEnabled(False)
    assert not line(picker).hasSelectedText()


def test_the_arrow_opens_the_same_list(picker: WatchedPicker, qtbot: QtBot) -> None:
    qtbot.mouseClick(picker, Qt.MouseButton.LeftButton, pos=QPoint(picker.width() - 10, picker.height() // 2))
    qtbot.waitUntil(popup(picker).isVisible)
    qtbot.mouseClick(
        popup(picker).viewport(),
        Qt.MouseButton.LeftButton,
        pos=popup(picker).visualRect(popup(picker).model().index(3, 0)).center(),
    )
    assert picker.told == ["ch"]


def test_a_click_into_what_was_typed_moves_only_the_cursor(picker: WatchedPicker, qtbot: QtBot) -> None:
    type_text(qtbot, picker, "norsk")
    popup(picker).hide()
    click(qtbot, picker)
    assert popup(picker).isHidden()
    assert line(picker).text() == "norsk"


@pytest.mark.parametrize(
    "reason",
    [
        Qt.FocusReason.OtherFocusReason,
        Qt.FocusReason.MouseFocusReason,
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
        Qt.FocusReason.ActiveWindowFocusReason,
    ],
)
def test_whoever_comes_finds_the_text_selected(
    picker: WatchedPicker, page: QWidget, qtbot: QtBot, reason: Qt.FocusReason
) -> None:
    picker.set_code("en")
    present(page.findChildren(QLineEdit)[-1]).setFocus()
    line(picker).deselect()
    picker.setFocus(reason)
    assert line(picker).selectedText() == "English (en)"
    qtbot.keyClicks(picker, "nor")
    assert line(picker).text() == "nor"
    popup(picker).hide()


def test_what_is_being_typed_is_not_selected_when_the_window_comes_back(
    picker: WatchedPicker, page: QWidget, qtbot: QtBot
) -> None:
    type_text(qtbot, picker, "nor")
    popup(picker).hide()
    QApplication.sendEvent(picker, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.ActiveWindowFocusReason))
    assert line(picker).selectedText() == ""


def test_the_list_has_room_for_its_entries_and_no_more(picker: WatchedPicker, qtbot: QtBot) -> None:
    hint = "Ein Beispiel, das zeigt, was es ist"
    picker.set_choices([Choice("de", "Deutsch, wie man es überall schreibt", hint=hint), *CHOICES])
    for typed, rows in (("", 8), ("deutsch", 3), ("svenska", 1)):
        type_text(qtbot, picker, typed) if typed else picker.showPopup()
        assert len(offered(picker)) == rows
        view = popup(picker)
        assert view.viewport().height() == rows * view.sizeHintForRow(0)
        assert view.viewport().width() >= view.sizeHintForColumn(0)
        assert view.width() >= picker.width()
        assert not view.verticalScrollBar().isVisible()
        assert not view.horizontalScrollBar().isVisible()


def test_a_list_that_does_not_fit_on_the_screen_shows_whole_rows(
    picker: WatchedPicker, page: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As at 200 %, where a screen has half as many logical pixels."""
    picker.set_choices(LANGUAGES)
    below = picker.mapToGlobal(picker.rect().bottomLeft())
    screen = QRect(0, 0, below.x() + 250, below.y() + 100)
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: screen)
    picker.showPopup()
    view = popup(picker)
    assert screen.contains(view.geometry())
    rows, rest = divmod(view.viewport().height(), view.sizeHintForRow(0))
    assert (rows >= 3, rest) == (True, 0)
    assert view.verticalScrollBar().isVisible()


def test_an_entry_shows_its_hint_and_tells_it_to_screen_readers(picker: WatchedPicker) -> None:
    picker.set_choices([Choice("NO", "Norway", hint="Oslo · +01:00")])
    row = picker.findText("Norway (NO)")
    assert picker.itemData(row, HINT_ROLE) == "Oslo · +01:00"
    assert picker.itemData(row, Qt.ItemDataRole.AccessibleDescriptionRole) == "Oslo · +01:00"


def test_the_same_entry_again_is_not_told(picker: WatchedPicker) -> None:
    picker.set_code("en")
    picker.activated.emit(picker.findText("English (en)"))
    picker.activated.emit(picker.findText("As server"))
    assert picker.told == [None]


def test_the_wheel_changes_nothing(picker: WatchedPicker) -> None:
    picker.set_code("en")
    none = Qt.KeyboardModifier.NoModifier
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, none,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(picker, turn)
    assert (picker.code(), picker.told) == ("en", [])
    assert not turn.isAccepted()


def test_other_entries_take_neither_what_was_selected_nor_the_place_in_what_is_typed(
    picker: WatchedPicker, qtbot: QtBot
) -> None:
    line(picker).selectAll()
    picker.set_choices([*CHOICES, Choice("nds", "Plattdeutsch")])
    qtbot.keyClicks(line(picker), "plat")
    assert line(picker).text() == "plat"
    line(picker).setCursorPosition(2)
    picker.set_choices(CHOICES)
    qtbot.keyClicks(line(picker), "x")
    assert line(picker).text() == "plxat"
    line(picker).setSelection(1, 3)
    picker.set_recent(["sv"])
    assert line(picker).selectedText() == "lxa"
    picker.set_code("ch")
    line(picker).selectAll()
    picker.set_choices([Choice("ch", "Schweizerdeutsch")])
    qtbot.keyClicks(line(picker), "sv")
    assert line(picker).text() == "sv", "what is chosen has another name now"


def test_new_lists_do_not_disturb_whoever_is_typing(picker: WatchedPicker, qtbot: QtBot) -> None:
    type_text(qtbot, picker, "deuts")
    picker.set_choices([*CHOICES, Choice("nds", "Plattdeutsch")])
    assert line(picker).text() == "deuts"
    QApplication.sendEvent(
        picker, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    )
    assert picker.told == ["de"]


def test_it_has_a_name_and_says_the_whole_choice(picker: WatchedPicker) -> None:
    picker.set_code("ch")
    picker.explain("because")
    assert picker.accessibleName() == "Language"
    assert picker.accessibleDescription() == "because"
    assert picker.toolTip() == "Deutsch (Schweiz) (ch)\nbecause"


@pytest.mark.parametrize(
    ("typed", "key"),
    [("Klingon", Qt.Key.Key_Return), ("Klingon", Qt.Key.Key_Tab), ("s", Qt.Key.Key_Tab)],
)
def test_what_fits_no_entry_is_told_once_and_the_choice_stays(
    picker: WatchedPicker, qtbot: QtBot, typed: str, key: Qt.Key
) -> None:
    told: list[str] = []
    picker.unfit.connect(told.append)
    picker.set_code("no")
    type_text(qtbot, picker, typed)
    popup(picker).hide()
    qtbot.keyClick(line(picker), key)
    assert told == [f"Language: no single entry fits “{typed}”, so “Norsk (no)” stays."]
    assert (picker.code(), picker.currentText(), picker.told) == ("no", "Norsk (no)", [])


@pytest.mark.parametrize("typed", ["", "  ", "norsk (NO)", "sven"])
def test_nothing_is_told_of_what_fits_or_says_nothing(
    picker: WatchedPicker, qtbot: QtBot, typed: str
) -> None:
    told: list[str] = []
    picker.unfit.connect(told.append)
    picker.set_code("no")
    type_text(qtbot, picker, typed)
    popup(picker).hide()
    qtbot.keyClick(line(picker), Qt.Key.Key_Tab)
    assert told == []


KNOWN = recognisable(Choices(LANGUAGES, CULTURES, TIME_ZONES), datetime(2026, 1, 15, tzinfo=UTC))


@pytest.mark.parametrize(
    ("choices", "typed", "code"),
    [
        (KNOWN.languages, "nb", "no"),
        (KNOWN.languages, "bokmål", "no"),
        (KNOWN.languages, "norweg", "no"),
        (KNOWN.languages, "de-CH", "ch"),
        (KNOWN.cultures, "schweiz", "de-ch"),
        (KNOWN.time_zones, "oslo", "NO"),
        (KNOWN.time_zones, "berlin", "DE"),
        (KNOWN.time_zones, "norge", "NO"),
        (KNOWN.time_zones, "europe/par", "FR"),
        (KNOWN.time_zones, "+06", "BD"),
        (KNOWN.time_zones, "GMT-03", "BR-RJ"),
        (LANGUAGES, "Swedish", "sv"),
        (LANGUAGES, "svenska", "sv"),
        (LANGUAGES, "Svensk", "sv"),
        (LANGUAGES, "sv", "sv"),
        (LANGUAGES, "German", "de"),
        (LANGUAGES, "deutsch", "de"),
        (LANGUAGES, "Norsk", "no"),
        (TIME_ZONES, "Norge", "NO"),
        (TIME_ZONES, "Norway", "NO"),
        (TIME_ZONES, "no", "NO"),
        (TIME_ZONES, "o\u0308sterreich", "AT"),
        (TIME_ZONES, "ＮＯＲＧＥ", "NO"),
    ],
)
def test_an_entry_is_found_by_either_name_and_by_its_code(
    picker: WatchedPicker, qtbot: QtBot, choices: Sequence[Choice], typed: str, code: str
) -> None:
    picker.set_choices(choices)
    type_text(qtbot, picker, typed)
    press(qtbot, Qt.Key.Key_Return)
    assert picker.told == [code]
    assert picker.currentText().endswith(f" ({code})")


def test_names_of_the_built_in_list_still_find_what_the_tenant_calls_something_else(
    picker: WatchedPicker, qtbot: QtBot
) -> None:
    picker.set_choices(LANGUAGES)
    picker.set_choices([Choice("sv", "Suédois"), Choice("no", "Norvégien")])
    type_text(qtbot, picker, "svensk")
    qtbot.waitUntil(popup(picker).isVisible)
    found = [present(picker.completer()).completionModel().index(0, 0).data()]
    assert found == ["Suédois (sv)"]
    press(qtbot, Qt.Key.Key_Down)
    assert line(picker).text() == "Suédois (sv)"
    press(qtbot, Qt.Key.Key_Return)
    assert picker.told == ["sv"]


# -- what can't be chosen -------------------------------------------------------------------------------

TYPES = [Choice("1", "Request"), Choice("4", "Installation", why_not="not for your group")]


def test_what_can_t_be_chosen_is_there_and_says_why(picker: WatchedPicker, qtbot: QtBot) -> None:
    picker.set_choices(TYPES)
    row = picker.findText("Installation (4)")
    assert picker.itemData(row, HINT_ROLE) == "not for your group"
    index = picker.model().index(row, 0)
    assert not index.flags() & Qt.ItemFlag.ItemIsEnabled
    assert picker.model().index(picker.findText("Request (1)"), 0).flags() & Qt.ItemFlag.ItemIsEnabled


def test_whoever_types_it_is_told_why(picker: WatchedPicker, qtbot: QtBot) -> None:
    picker.set_choices(TYPES)
    unfit: list[str] = []
    picker.unfit.connect(unfit.append)
    qtbot.keyClicks(picker.lineEdit(), "installation")
    qtbot.keyClick(picker.lineEdit(), Qt.Key.Key_Return)
    assert picker.told == []
    assert picker.code() is None
    assert unfit == ["Language: “installation” can't be chosen (not for your group), so “As server” stays."]


def test_what_was_chosen_before_it_could_not_be_stays(picker: WatchedPicker) -> None:
    picker.set_code("4")
    picker.set_choices(TYPES)
    assert (picker.code(), picker.currentText()) == ("4", "Installation (4)")
    picker.activated.emit(picker.findText("Installation (4)"))
    assert picker.told == []
