"""Each editor by itself: what it begins with, what it takes, which null it knows."""

from __future__ import annotations

import json
from typing import Protocol, TypeVar

import pytest
from PySide6.QtCore import QDate, QEvent, QLocale, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QLabel,
    QLineEdit,
    QTableView,
    QToolButton,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from inspector.domain import custom_fields, entity, values
from inspector.ui.kit.exact_text import LONG_LINE
from inspector.ui.kit.theme import Theme
from inspector.ui.tree.calendar import CalendarPopup
from inspector.ui.tree.editors import (
    ChoiceEditor,
    DateEditor,
    FlagsEditor,
    MultilineEditor,
    TextEditor,
    make_editor,
)
from inspector.words import language
from tests.drafts import Draft, make_told
from tests.present import present

AnyEditor = TextEditor | MultilineEditor | DateEditor | ChoiceEditor | FlagsEditor
E = TypeVar("E", bound=AnyEditor)


class Make(Protocol):
    """Makes the editor of a ticket's only interesting member, beginning as the tree begins it."""

    def __call__(self, kind: type[E], member: str, mask: str = "Update") -> E: ...


@pytest.fixture
def taken() -> list[QWidget]:
    """The editors that are done."""
    return []


@pytest.fixture
def make(draft: Draft, qtbot: QtBot, theme: Theme, taken: list[QWidget]) -> Make:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)

    def made(kind: type[E], member: str, mask: str = "Update") -> E:
        (name,) = json.loads("{" + member + "}")
        node = present(draft(member, **{name: mask}).root.get(name))
        editor = make_editor(node, host, taken.append)
        assert type(editor) is kind
        editor.set_text(None if node.value is None else values.to_text(node.value, entity.type_of(node)))
        editor.show()
        editor.setFocus()
        return editor

    return made


def choices(editor: ChoiceEditor) -> list[str]:
    return [editor.itemText(row) for row in range(editor.count())]


@pytest.mark.parametrize(
    ("member", "kind", "typed"),
    [
        ('"Title": "x"', TextEditor, "x"),
        ('"Title": ""', TextEditor, ""),
        ('"Title": "a\\nb"', MultilineEditor, "a\nb"),
        ('"TimeToReply": 5', TextEditor, "5"),
        ('"Amount": 1.10', TextEditor, "1.10"),
        ('"Telemetry": 12345678901234567890', TextEditor, "12345678901234567890"),
        ('"ClosedAt": "2026-03-31T14:30:00"', DateEditor, "2026-03-31 14:30:00"),
        ('"ClosedAt": "0001-01-01T00:00:00"', DateEditor, ""),
        ('"ClosedAt": null', DateEditor, ""),
        ('"HasAttachment": true', ChoiceEditor, "true"),
        ('"HasAttachment": null', ChoiceEditor, None),
        ('"Origin": "Phone"', ChoiceEditor, "Phone"),
        ('"Origin": null', ChoiceEditor, None),
        ('"Origin": "Pigeon"', ChoiceEditor, "Pigeon"),
        ('"Origin": ""', ChoiceEditor, ""),
        ('"CustomFields": "odd"', TextEditor, "odd"),
    ],
)
def test_each_type_has_its_editor_which_gives_back_what_it_began_with(
    make: Make,
    member: str,
    kind: type[AnyEditor],
    typed: str | None,
) -> None:
    editor = make(kind, member)
    assert editor.typed() == typed
    assert editor.accessibleName() == "Value of " + next(iter(json.loads("{" + member + "}")))


def test_choices_are_the_schema_s_and_null_only_where_it_may_be(make: Make) -> None:
    origins = list(entity.enum("TicketOrigin"))
    assert choices(make(ChoiceEditor, '"Origin": "Phone"')) == origins
    assert choices(make(ChoiceEditor, '"Origin": "Phone"', "Update, Unused4")) == ["null", *origins]
    assert choices(make(ChoiceEditor, '"Origin": null')) == ["null", *origins]
    assert choices(make(ChoiceEditor, '"HasAttachment": false')) == ["yes", "no"]


def test_the_buttons_of_a_date_have_names(make: Make) -> None:
    buttons = make(DateEditor, '"ClosedAt": "2026-03-31T14:30:00"').findChildren(QToolButton)
    names = [QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name) for one in buttons]
    assert sorted(names) == ["Calendar", "Not set"]


def test_what_does_not_fit_is_red_in_either_appearance(make: Make, theme: Theme, qtbot: QtBot) -> None:
    editor = make(TextEditor, '"TimeToReply": 5')
    qtbot.keyClicks(editor, "x")
    for appearance in ("light", "dark"):
        theme.set_appearance(appearance)
        editor.stays(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))
        assert editor.palette().text().color() == theme.colour("red")
    qtbot.keyClicks(editor, "7")
    assert editor.palette().text().color() == theme.colour("text")
    QToolTip.hideText()


def test_flags_have_a_box_each_and_unknown_ones_stay(draft: Draft, theme: Theme, qtbot: QtBot) -> None:
    ticket = draft('"Category": {"TicketCategoryId": 1, "Flags": "Selectable, Brandnew"}')
    node = present(ticket.find(("Category", "Flags")))
    host = QWidget()
    qtbot.addWidget(host)
    editor = make_editor(node, host, print)
    assert isinstance(editor, FlagsEditor)
    editor.set_text("Selectable, Brandnew")
    names = [editor.item(row).text() for row in range(editor.count())]
    assert "Brandnew" in names
    assert set(editor.typed().split(", ")) == {"Selectable", "Brandnew"}
    for row in range(editor.count()):
        editor.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert entity.enum("TicketCategoryFlags").get(editor.typed() or "?", 0) == 0
    editor.item(0).setCheckState(Qt.CheckState.Checked)
    assert editor.typed() == names[0]


def test_null_is_said_where_a_text_is_null(make: Make) -> None:
    assert make(TextEditor, '"Author": null').placeholderText() == "null"
    assert make(TextEditor, '"Author": ""').placeholderText() == ""
    assert make(DateEditor, '"ClosedAt": null').placeholderText() == "not set"


def test_a_problem_is_told_until_the_text_is_changed(make: Make, qtbot: QtBot) -> None:
    editor = make(TextEditor, '"TimeToReply": 5')
    assert editor.problem() == ""
    editor.setText("99999999999")
    assert "must lie between" in editor.problem()
    normal = editor.palette().text().color()
    qtbot.keyClick(editor, Qt.Key.Key_X)
    assert editor.problem() == "“99999999999x” is not a whole number."
    editor._tell(editor.problem())
    assert editor.palette().text().color() != normal
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.palette().text().color() == normal
    assert editor.accessibleDescription() == ""


def test_an_odd_value_that_is_left_alone_is_not_a_problem(make: Make) -> None:
    editor = make(TextEditor, '"TimeToReply": "soon"')
    assert editor.problem() == ""
    editor.setText("later")
    assert editor.problem()


def test_numbers_may_be_typed_as_people_here_write_them(make: Make) -> None:
    before = QLocale()
    editor, text = make(TextEditor, '"Amount": 1.10'), make(TextEditor, '"Title": "x"')
    try:
        QLocale.setDefault(QLocale(QLocale.Language.NorwegianBokmal, QLocale.Country.Norway))
        language.speak("nb")
        for typed in ("12345,50", "12345.50", QLocale().toString(12345.5, "f", 2)):
            editor.setText(typed)
            assert editor.problem() == ""
        editor.setText("1.000")
        assert "1000" in editor.problem()
        assert "1,000" in editor.problem()
        text.setText("a,b")
        assert text.typed() == "a,b"
    finally:
        QLocale.setDefault(before)
        language.speak("en")


def month_of(editor: DateEditor, qtbot: QtBot) -> QCalendarWidget:
    popup = present(editor.findChild(CalendarPopup))
    qtbot.waitUntil(popup.isVisible)
    return present(popup.findChild(QCalendarWidget))


def test_a_day_from_the_calendar_keeps_the_time(make: Make, qtbot: QtBot) -> None:
    editor = make(DateEditor, '"ClosedAt": "2026-03-31T14:30:15Z"')
    (calendar,) = [action for action in editor.actions() if action.text() == "Calendar"]
    calendar.trigger()
    month = month_of(editor, qtbot)
    assert month.selectedDate() == QDate(2026, 3, 31)
    month.clicked.emit(QDate(2026, 4, 2))
    assert editor.text() == "2026-04-02 14:30:15"
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


@pytest.mark.parametrize("kind", [Qt.Key.Key_F4, Qt.Key.Key_Down])
def test_the_calendar_works_by_keyboard(make: Make, qtbot: QtBot, kind: Qt.Key) -> None:
    editor = make(DateEditor, '"ClosedAt": "2026-03-31T14:30:15Z"')
    modifier = Qt.KeyboardModifier.AltModifier if kind == Qt.Key.Key_Down else Qt.KeyboardModifier.NoModifier
    for last, text in (
        (Qt.Key.Key_Escape, "2026-03-31 14:30:15"),
        (Qt.Key.Key_Return, "2026-04-01 14:30:15"),
    ):
        qtbot.keyClick(editor, kind, modifier)
        month = month_of(editor, qtbot)
        field = present(QApplication.focusWidget())
        assert month.isAncestorOf(field)
        qtbot.keyClick(field, Qt.Key.Key_Right)
        assert month.selectedDate() == QDate(2026, 4, 1)
        qtbot.keyClick(field, last)
        qtbot.waitUntil(lambda: editor.findChild(CalendarPopup) is None)
        assert editor.text() == text
        assert editor.isVisible()


def test_every_week_of_the_calendar_fits(make: Make, qtbot: QtBot, theme: Theme) -> None:
    theme.lay_sheet()
    editor = make(DateEditor, '"ClosedAt": "2026-08-31T14:30:15Z"')  # six weeks
    qtbot.keyClick(editor, Qt.Key.Key_F4)
    table = present(month_of(editor, qtbot).findChild(QTableView))
    assert table.verticalScrollBar().maximum() == table.horizontalScrollBar().maximum() == 0
    assert sum(map(table.rowHeight, range(7))) <= table.viewport().height()
    present(editor.findChild(CalendarPopup)).close()


def beneath(editor: TextEditor) -> str:
    told = next(one for one in present(editor.parentWidget()).findChildren(QLabel) if one.property("beneath"))
    return told.text() if told.isVisible() else ""


def test_what_is_typed_is_told_as_it_is_understood(make: Make, qtbot: QtBot) -> None:
    editor = make(DateEditor, '"ClosedAt": "2026-03-31T14:30:15Z"')
    assert beneath(editor) == ""
    editor.setText("24.12.2026 9:00")
    assert beneath(editor) == "= Thu 24 Dec 2026 09:00  ·  Z"
    assert editor.accessibleDescription() == "= Thu 24 Dec 2026 09:00  ·  Z"
    editor.setText("so")
    assert beneath(editor).startswith("For example 24 Dec 2")
    editor.setText("")
    assert beneath(editor) == "= not set"
    editor.hide()
    assert beneath(editor) == ""


@pytest.mark.parametrize(
    ("member", "typed", "told"),
    [
        ('"TimeToReply": 5', "2 h", "= 120 min  ·  2 h"),
        ('"TimeToReply": 5', "soon", ""),
        ('"AlertLevel": 5', "7", ""),
        ('"AlertLevel": 5', "１７", "= 17"),
        ('"Title": "x"', "24.12.2026", ""),
    ],
)
def test_a_number_is_told_where_it_is_spelled_otherwise(
    make: Make, member: str, typed: str, told: str
) -> None:
    editor = make(TextEditor, member)
    editor.setText(typed)
    assert beneath(editor) == told


def test_a_time_of_day_is_edited_as_such(draft: Draft, qtbot: QtBot, theme: Theme) -> None:
    served = '"Priority": {"TicketPriorityId": 1, "MonStart": "1970-01-01T08:00:00", "SunStart": "0001-01-01T00:00:00"}'
    ticket, host = draft(served), QWidget()
    qtbot.addWidget(host)
    for name, begun in (("MonStart", "08:00:00"), ("SunStart", "")):
        node = present(ticket.find(("Priority", name)))
        editor = make_editor(node, host, print)
        assert isinstance(editor, DateEditor)
        assert [one.text() for one in editor.actions() if one.text() == "Calendar"] == []
        assert values.to_text(node.value, values.kind_of(node)) == begun
        editor.setText("soon")
        assert editor.problem() != ""
        editor.setText("9.30")
        assert editor._read() == "1970-01-01T09:30:00"


def test_a_day_from_the_calendar_keeps_the_time_of_a_date_in_words(make: Make) -> None:
    editor = make(DateEditor, '"ClosedAt": "2026-03-31T14:30:15Z"')
    editor.setText("31 Mar 2026 14:30:15")
    editor._take(QDate(2026, 4, 2))
    assert editor.text() == "2026-04-02 14:30:15"


def test_a_date_not_set_gets_a_day_and_midnight(make: Make, qtbot: QtBot) -> None:
    editor = make(DateEditor, '"ClosedAt": "0001-01-01T00:00:00"')
    editor._take(QDate(2026, 4, 2))
    assert editor.text() == "2026-04-02 00:00:00"
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_in_several_lines_only_ctrl_return_commits(make: Make, taken: list[QWidget], qtbot: QtBot) -> None:
    editor = make(MultilineEditor, '"Title": "a\\nb"')
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert taken == []
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert taken == [editor]
    assert editor.typed() == "\na\nb"


def test_the_signs_in_a_text_are_explained(make: Make) -> None:
    assert make(MultilineEditor, '"Title": "a\\rb\\n"').toolTip().startswith("← stands for carriage return\n")
    told = make(MultilineEditor, '"Title": "\\ud800\\n' + "A" * (LONG_LINE + 1) + '"').toolTip()
    assert told.startswith(
        "\ufffd stands for U+D800 · Long lines are shown in pieces; ↵ is where a line ends\n"
    )
    assert make(MultilineEditor, '"Title": "a\\r\\nb"').toolTip().startswith("Ctrl+Return")


@pytest.mark.parametrize(
    ("told", "value", "kind", "typed"),
    [
        ({"FieldType": "Date"}, "", DateEditor, ""),
        ({"FieldType": "Time"}, "", TextEditor, ""),
        ({"FieldType": "Checkbox"}, "", ChoiceEditor, ""),
        ({"FieldType": "Checkbox"}, "[I:1]", ChoiceEditor, "true"),
        ({"FieldType": "ListText", "Choices": ["a", "b"]}, "b", ChoiceEditor, "b"),
        ({"FieldType": "ListText", "Choices": ["a", "b"]}, "c", ChoiceEditor, "c"),
        ({"FieldType": "ShortText", "Choices": ["a", "b"]}, "b", TextEditor, "b"),
    ],
)
def test_a_custom_field_has_the_editor_of_its_type(
    told: dict[str, object], value: str, kind: type[AnyEditor], typed: str, qtbot: QtBot, theme: Theme
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    node = present(make_told({"x_a": value}, {"FieldName": "x_a", **told}).find(("CustomFields", "x_a")))
    editor = make_editor(node, host, lambda _editor: None)
    assert type(editor) is kind
    editor.set_text(values.to_text(node.value, values.kind_of(node)))
    assert editor.typed() == typed


def test_what_is_typed_when_the_type_becomes_known_stays_where_it_does_not_fit(
    qtbot: QtBot, theme: Theme
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    document = make_told({"x_a": ""})
    editor = make_editor(present(document.find(("CustomFields", "x_a"))), host, lambda _editor: None)
    assert isinstance(editor, TextEditor)
    editor.setText("many")
    assert editor.problem() == ""
    custom_fields.learn(document.root, custom_fields.read([{"FieldName": "x_a", "FieldType": "Integer"}]))
    assert editor.problem() == "“many” is not a whole number."
