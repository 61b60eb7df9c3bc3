"""The calendar beneath a date that is edited, for mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from inspector.ui.kit import icons
from inspector.ui.kit.saying import say
from inspector.words import habits
from inspector.words.language import tr

_WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class CalendarPopup(QFrame):
    """A month to take a day from: arrows and Page Up and Down move, Return or a click takes, Esc leaves all as it was.

    It belongs to the editor, which therefore stays open.
    """

    taken = Signal(QDate)

    def __init__(self, editor: QWidget, day: QDate) -> None:
        super().__init__(editor, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", True)
        self._month = QCalendarWidget(self)
        say(self._month.setAccessibleName, tr("Calendar"))
        self._month.setLocale(habits.culture())
        self._month.setFirstDayOfWeek(habits.culture().firstDayOfWeek())
        self._month.setDateEditEnabled(False)
        self._dress()
        self._month.setSelectedDate(day)
        self._month.clicked.connect(self._take)
        self._month.activated.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._month)
        self.setFocusProxy(self._month)

    def _dress(self) -> None:
        """Our colours and arrows in place of Qt's red weekends and stock arrows."""
        quiet, today = QTextCharFormat(), QTextCharFormat()
        quiet.setForeground(QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText))
        for weekday in _WEEKEND:
            self._month.setWeekdayTextFormat(weekday, quiet)
        self._month.setHeaderTextFormat(quiet)
        today.setForeground(QGuiApplication.palette().brush(QPalette.ColorRole.Accent))
        today.setFontWeight(700)
        self._month.setDateTextFormat(QDate.currentDate(), today)
        for name, icon, told in (
            ("qt_calendar_prevmonth", "chevron-left", tr("Previous month")),
            ("qt_calendar_nextmonth", "chevron-right", tr("Next month")),
        ):
            button = self._month.findChild(QToolButton, name)
            if isinstance(button, QToolButton):  # should Qt rename it one day, its own drawing stays
                button.setIcon(icons.quiet(icon))
                say(button.setAccessibleName, told)

    def open_beneath(self, editor: QWidget) -> None:
        """Show it at the editor's lower edge, or above where the screen ends."""
        self.adjustSize()
        place = editor.mapToGlobal(editor.rect().bottomLeft() + QPoint(0, 1))
        room = editor.screen().availableGeometry()
        if place.y() + self.height() > room.bottom():
            place.setY(editor.mapToGlobal(QPoint()).y() - self.height() - 1)
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        self.move(place)
        self.show()
        self._month.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that open it close it, too."""
        if opens_calendar(event):
            self.close()
        else:
            super().keyPressEvent(event)

    def _take(self, day: QDate) -> None:
        if self.isVisible():  # Return tells twice
            self.taken.emit(day)
            self.close()


def opens_calendar(event: QKeyEvent) -> bool:
    """Whether it is a key that opens lists and calendars: F4, or Alt and the arrow down."""
    has_alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
    return event.key() == Qt.Key.Key_F4 or (event.key() == Qt.Key.Key_Down and bool(has_alt))
