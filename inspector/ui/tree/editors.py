"""The editors of the Value column, one per kind of value. Each takes and gives text; None is null."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, tzinfo
from typing import Protocol

from PySide6.QtCore import QDate, QEvent, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QMoveEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolTip,
    QWidget,
)

from inspector.domain import encoded, entity, lengths, rights, values
from inspector.domain.document import Node
from inspector.domain.entity import Type
from inspector.domain.errors import InvalidValue
from inspector.domain.exact_json import Scalar
from inspector.ui.kit import icons
from inspector.ui.kit.combo_box import ComboBox
from inspector.ui.kit.exact_text import ExactTextEdit, Spelling, unlimited
from inspector.ui.kit.keyboard import Binding, binding, for_keyboard
from inspector.ui.kit.labels import Label, add_clear_button, restyle
from inspector.ui.kit.saying import say
from inspector.ui.tree.calendar import CalendarPopup, opens_calendar
from inspector.ui.tree.model import sibling_style
from inspector.words import troubles
from inspector.words.dates import day_words
from inspector.words.language import again, tr, worded
from inspector.words.names import field_title
from inspector.words.texts import shown
from inspector.words.values import day_of, is_date, typed_value, understood

Commit = Callable[[QWidget], None]
NEARLY_FULL = 0.8
"""Share of a text's length from which the characters are counted."""
_SIGNS_TOLD = 3
_TOLD = {*values.INTEGERS, "double", "decimal", "number", "date-time", "encoded"}
"""Types of which what is typed may be spelled otherwise than it is meant."""
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


def make_editor(node: Node, parent: QWidget, commit: Commit, zone: tzinfo | None = None) -> QWidget:
    """The editor for a leaf; `zone` is the one that its dates were asked for in."""
    kind = values.kind_of(node)
    editor: QWidget
    if kind.name in ("bool", "tick"):
        editor = ChoiceEditor([("true", tr("yes")), ("false", tr("no"))], parent, commit)
    elif texts := _texts_of(node):
        editor = ChoiceEditor([(text, shown(text)) for text in texts], parent, commit)
    elif kind.name == "enum" and entity.enum(kind.of) and not entity.is_flags(kind.of):
        editor = ChoiceEditor([(name, name) for name in entity.enum(kind.of)], parent, commit)
    elif kind.name == "enum" and entity.enum(kind.of):
        editor = FlagsEditor(kind, str(node.value or ""), parent)
    elif is_date(kind):
        editor = DateEditor(node, parent, zone)
    elif kind.name == "string" and isinstance(node.value, str) and "\n" in node.value:
        editor = MultilineEditor(parent, commit)
    else:
        editor = TextEditor(node, parent)
    if isinstance(editor, ChoiceEditor) and (node.kind == "n" or rights.hint_of(node).nullable):
        editor.insertItem(0, "null", None)
    say(editor.setAccessibleName, tr("Value of {name}").format(name=field_title(node)))
    editor.setAutoFillBackground(True)
    return editor


def _texts_of(node: Node) -> tuple[str, ...]:
    """The texts that a custom field takes one of; none where it takes others as well."""
    hint = rights.hint_of(node)
    return hint.field.choices if hint.field is not None and hint.declared == "ListText" else ()


def keys() -> list[Binding]:
    """What keys do while a value is edited."""
    where = tr("While a value is edited")
    several = Qt.KeyboardModifier.ControlModifier | Qt.Key.Key_Return
    return [
        binding(where, tr("Take what was typed"), Qt.Key.Key_Return),
        binding(where, tr("Take a text of several lines"), several),
        binding(
            where, tr("Open the calendar"), Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier | Qt.Key.Key_Down
        ),
        binding(where, tr("Leave the value as it was"), Qt.Key.Key_Escape),
    ]


class Editor(Protocol):
    """What the delegate asks of every editor."""

    def set_text(self, text: object) -> None:
        """Begin with this text; None is null."""

    def typed(self) -> object:
        """What was typed; None is null. Right after `set_text`, what the person has to change."""


class TextEditor(QLineEdit):
    """One line of text or a number, checked before it is left."""

    def __init__(self, node: Node, parent: QWidget, zone: tzinfo | None = None) -> None:
        super().__init__(parent)
        self._node, self._zone = node, zone
        kind = self._kind
        self._spelling, self._begun = Spelling(), ""
        unlimited(self)
        self.setFrame(False)
        if node.kind == "n":
            self.setPlaceholderText("null")
        self.textEdited.connect(lambda _text: self._tell(""))
        self._limit = rights.hint_of(node).max_length if kind.name == "string" else None
        self._count = Label("", self)
        self._count.setProperty("muted", True)
        self._count.hide()
        self.textChanged.connect(self._tell_count)
        self._beneath = Label("", parent)
        self._beneath.setProperty("beneath", True)
        self._beneath.hide()
        self.destroyed.connect(self._beneath.deleteLater)
        if kind.name in _TOLD:
            self.textChanged.connect(self._tell_understood)

    @property
    def _kind(self) -> Type:
        """What is typed into it; more of a custom field may be known since the editor was opened."""
        return values.kind_of(self._node)

    def _tell_count(self, text: str) -> None:
        """How much of the allowed length is used, in UTF-16 units, once it is most of it."""
        length = lengths.length(text)
        if self._limit is None or length < NEARLY_FULL * self._limit:
            self._count.hide()
            self.setTextMargins(0, 0, 0, 0)
            return
        self._count.setText(tr("{n} of {limit}").format(n=length, limit=self._limit))
        restyle(self._count, problem=length > self._limit)
        self._count.adjustSize()
        self._count.move(self.width() - self._count.width() - 6, (self.height() - self._count.height()) // 2)
        self.setTextMargins(0, 0, self._count.width() + 8, 0)
        self._count.show()

    def _tell_understood(self, text: str) -> None:
        """How what is typed will be read, before it is taken, where it is not written in just that way."""
        told = "" if text == self._begun else self._understood()
        self._beneath.setText(told)
        self.setAccessibleDescription(told)
        self._place_beneath()
        self._beneath.setVisible(bool(told))

    def _understood(self) -> str:
        with suppress(InvalidValue):
            told = understood(self._node, self._read())
            return f"= {told}" if told != self.text().strip() else ""
        return ""

    def _place_beneath(self) -> None:
        """At the lower edge, or above where the tree ends."""
        self._beneath.adjustSize()
        below = self.y() + self.height() + 1
        room = self.parentWidget()
        fits = room is None or below + self._beneath.height() <= room.height()
        self._beneath.move(self.x(), below if fits else self.y() - self._beneath.height() - 1)
        self._beneath.raise_()

    def _read(self) -> Scalar:
        """The value that is meant. Raises InvalidValue."""
        served = values.modelled_on(self._node)
        return typed_value(self.typed(), self._kind, served, sibling_style(self._node), self._zone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The count stays at the end."""
        super().resizeEvent(event)
        self._tell_count(self.text())
        self._place_beneath()

    def moveEvent(self, event: QMoveEvent) -> None:
        """What was understood goes along when the tree is scrolled."""
        super().moveEvent(event)
        self._place_beneath()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nor is that seen any more."""
        super().hideEvent(event)
        self._beneath.hide()

    def set_text(self, text: object) -> None:
        """Begin with this text."""
        begun = "" if text is None else str(text)
        self._spelling = Spelling.in_line(begun)
        self._begun = self._spelling.show(begun)
        self.setText(self._begun)
        self.selectAll()

    def typed(self) -> str:
        """What was typed."""
        return self._spelling.read(self.text())

    def problem(self) -> str:
        """Why what was typed can't be taken; empty where it can."""
        try:
            self._read()
        except InvalidValue as error:
            unchanged = self.typed() == values.to_text(self._node.value, self._kind)
            return "" if unchanged else troubles.explain(error)
        return ""

    def refusal(self) -> str:
        """As `problem`, which is then seen and heard in the editor."""
        problem = self.problem()
        self._tell(problem)
        return problem

    def stays(self, event: QEvent) -> bool:
        """Whether a key must not leave the editor because what was typed does not fit; if so, it says why."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        problem = self.refusal() if event.key() in _LEAVING else ""
        if problem:
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), problem, self)
        return bool(problem)

    def _tell(self, problem: str) -> None:
        restyle(self, problem=bool(problem))
        self.setAccessibleDescription(problem)


class DateEditor(TextEditor):
    """A date and time as text, with a calendar and a way to "not set"; a time of day has no calendar."""

    def __init__(self, node: Node, parent: QWidget, zone: tzinfo | None = None) -> None:
        super().__init__(node, parent, zone)
        kind = self._kind
        say(self.setPlaceholderText, tr("not set"))
        add_clear_button(self, tr("Not set"), icons.quiet("close"))
        form = encoded.parse(str(values.modelled_on(node)))
        if kind.of == "clock" or (form is not None and encoded.is_clock(form)):
            self._has_calendar, self._example = False, tr("For example 8:30")
        else:
            self._has_calendar, self._example = True, _example()
            choose = self.addAction(icons.quiet("calendar"), QLineEdit.ActionPosition.TrailingPosition)
            say(choose.setText, tr("Calendar"))
            say(choose.setToolTip, tr("Calendar (F4)"))
            choose.triggered.connect(self._open_calendar)
        say(self.setToolTip, tr("{example}. Empty means “not set”.").format(example=self._example))

    def _understood(self) -> str:
        """As for any other, and how one may write a date while it is none yet."""
        return super()._understood() or ("" if self._is_read() else self._example)

    def _is_read(self) -> bool:
        with suppress(InvalidValue):
            self._read()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4, or Alt and the arrow down, opens the calendar."""
        if self._has_calendar and opens_calendar(event):
            self._open_calendar()
        else:
            super().keyPressEvent(event)

    def _open_calendar(self) -> None:
        day = None
        with suppress(InvalidValue):
            day = day_of(self._node, self._read())
        calendar = CalendarPopup(self, QDate(day.year, day.month, day.day) if day else QDate.currentDate())
        calendar.taken.connect(self._take)
        calendar.open_beneath(self)

    def _take(self, day: QDate) -> None:
        """That day, at the time of day that stands there."""
        clock = ""
        with suppress(InvalidValue):
            text = values.to_text(self._read(), self._kind)
            clock = text[10:]
        if not clock and self._kind.of != "D":
            clock = " 00:00:00"
        self.setText(day.toString("yyyy-MM-dd") + clock)
        self.setFocus()


def _example() -> str:
    """How a date may be typed."""
    now = datetime.now()
    return tr("For example {date} 9:00, {iso} 9:00, tomorrow 9:00 or +2d").format(
        date=worded(lambda: day_words(now.year, 12, 24)), iso=f"{now.year}-12-24"
    )


class MultilineEditor(ExactTextEdit):
    """Text of several lines; Ctrl+Return takes it."""

    def __init__(self, parent: QWidget, commit: Commit) -> None:
        super().__init__(parent)
        self._commit = commit
        self.setProperty("multiline", True)
        self.setTabChangesFocus(True)
        self._keys = for_keyboard(tr("Ctrl+Return accepts the text, Esc leaves it as it was."))
        say(self.setToolTip, self._keys)

    def set_text(self, text: object) -> None:
        """Begin with this text."""
        self.begin(str(text or ""))
        spelling, keys = self.spelling, self._keys
        if spelling_words(spelling):
            say(self.setToolTip, worded(lambda: f"{spelling_words(spelling)}\n{again(keys)}"))

    def typed(self) -> str:
        """What was typed."""
        return self.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the text on Ctrl+Return."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._commit(self)
        else:
            super().keyPressEvent(event)


class FlagsEditor(QListWidget):
    """Names that may be joined, each with a box; those that the enum does not know stay what they are."""

    def __init__(self, kind: Type, served: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("multiline", True)
        self._none = next((name for name, number in entity.enum(kind.of).items() if number == 0), "")
        known = [name for name, number in entity.enum(kind.of).items() if number != 0]
        others = [
            name for part in served.split(",") if (name := part.strip()) not in (*known, self._none, "")
        ]
        for name in (*known, *others):
            item = QListWidgetItem(name, self)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.setCurrentRow(0)
        say(self.setToolTip, tr("Space ticks, Return accepts, Esc leaves it as it was."))

    def sizeHint(self) -> QSize:
        """Every name, up to ten."""
        return QSize(super().sizeHint().width(), self.sizeHintRow() * min(self.count(), 10) + 8)

    def sizeHintRow(self) -> int:
        """The height of a name."""
        return max(self.sizeHintForRow(0), self.fontMetrics().height() + 6)

    def set_text(self, text: object) -> None:
        """Tick these names."""
        ticked = {part.strip() for part in str(text or "").split(",")}
        for row in range(self.count()):
            state = Qt.CheckState.Checked if self.item(row).text() in ticked else Qt.CheckState.Unchecked
            self.item(row).setCheckState(state)

    def typed(self) -> str:
        """The ticked names, joined as .NET does."""
        items = (self.item(row) for row in range(self.count()))
        return (
            ", ".join(item.text() for item in items if item.checkState() is Qt.CheckState.Checked)
            or self._none
        )


class ChoiceEditor(ComboBox):
    """One of a few values, null among them where that is allowed."""

    def __init__(self, choices: list[tuple[str, str]], parent: QWidget, commit: Commit) -> None:
        super().__init__(parent)
        for value, word in choices:
            self.addItem(word, value)
        self._commit, self._by_key = commit, False
        self.activated.connect(lambda _row: self._take())

    def set_text(self, text: object) -> None:
        """Begin with this value; one that is not among the choices is added, so that nothing is lost."""
        if self.findData(text) < 0:
            self.addItem(str(text) or tr("empty"), text)
        self.setCurrentIndex(self.findData(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys only walk through the choices; Return takes one, Esc leaves it as it was."""
        self._by_key = True
        super().keyPressEvent(event)
        self._by_key = False

    def _take(self) -> None:
        if not self._by_key:
            self._commit(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls; it chooses nothing."""
        event.ignore()

    def typed(self) -> object:
        """The chosen value; None is null."""
        return self.currentData()


def spelling_words(spelling: Spelling) -> str:
    """What the signs stand for that an editor shows in place of what Qt's editors can't hold; empty without any."""
    names = {"\r": tr("carriage return"), "\u2029": tr("paragraph separator")}
    told = [
        tr("{sign} stands for {character}").format(
            sign=sign, character=names.get(character, f"U+{ord(character):04X}")
        )
        for character, sign in list(spelling.signs.items())[:_SIGNS_TOLD]
    ]
    if spelling.end:
        told.append(
            tr("Long lines are shown in pieces; {sign} is where a line ends").format(sign=spelling.end)
        )
    return " · ".join(told)
