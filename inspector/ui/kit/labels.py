"""Labels that the layouts of this program are made of."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QStyle, QStyleOption, QWidget

from inspector.domain.visible import in_line, in_lines, name_in_line
from inspector.ui.kit.saying import note, say
from inspector.words.language import through

WIDEST_WORD = 40
"""Letters of the longest word that a label which breaks lines asks room for."""
LONGEST_TITLE = 200
"""Letters of a window's title."""


class Label(QLabel):
    """A label that shows text as text. Qt's own guesses, and takes a name with tags in it for a page to be drawn.

    Every label of this program is one; whoever wants rich text says so, and sees to what goes into it (`escaped`).
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text, as far as it can be read."""
        note(self, "setText", text)
        super().setText(text if self.textFormat() is Qt.TextFormat.RichText else self._readable(text))

    @staticmethod
    def _readable(text: str) -> str:
        return in_lines(text)

    def setAccessibleName(self, name: str) -> None:
        """Say another text, as it is shown."""
        note(self, "setAccessibleName", name)
        super().setAccessibleName(in_lines(name))

    def minimumSizeHint(self) -> QSize:
        """What has no blank in it may not widen the window."""
        least = super().minimumSizeHint()
        if self.wordWrap():
            least.setWidth(min(least.width(), self.fontMetrics().averageCharWidth() * WIDEST_WORD))
        return least


class ElidedLabel(Label):
    """One line that gives way: it ends in an ellipsis where there is no room, and its tip says the whole."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, least: int = 8) -> None:
        """`least`: the letters that always have room."""
        self._least = least
        super().__init__(text, parent)

    def setText(self, text: str) -> None:
        """Show another text; line breaks become spaces."""
        super().setText(text)
        self.setToolTip(plain(self.text()))

    @staticmethod
    def _readable(text: str) -> str:
        return in_lines(" ".join(text.split()))

    def minimumSizeHint(self) -> QSize:
        """Room for the first letters; a shorter text needs no more than itself."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), self.fontMetrics().averageCharWidth() * self._least), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        option = QStyleOption()
        option.initFrom(self)
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        alignment = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        self.style().drawItemText(
            painter, room, alignment, option.palette, self.isEnabled(), text, self.foregroundRole()
        )


def plain(text: str) -> str:
    """A text for a tool tip, which would take one with tags for rich text: names and values come from servers."""
    return through(_plain, text)


def _plain(text: str) -> str:
    text = in_lines(text)
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>") if "<" in text or "&" in text else text


def escaped(text: str) -> str:
    """A text within rich text."""
    return escape(in_lines(text)).replace("\n", "<br>")


def show_plainly(dialog: QWidget) -> None:
    """Have the labels that Qt made in one of its own dialogs show text as text; it lets only some be told so."""
    for label in dialog.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)


def as_entry(text: str) -> str:
    """A text for a menu or a button, which would take an ampersand for the mark of a key."""
    return through(lambda whole: name_in_line(whole).replace("&", "&&"), text)


def as_title(text: str) -> str:
    """A text for a window's title, in one line; Qt would take `[*]` for the place of its star."""
    return through(
        lambda whole: in_line(" ".join(whole.split()), LONGEST_TITLE).replace("[*]", "[*][*]"), text
    )


def without_key(label: str) -> str:
    """A label without the mark of its key, as a screen reader is to say it."""
    return through(lambda whole: whole.replace("&", "").removesuffix("…"), label)


def add_clear_button(field: QLineEdit, name: str, icon: QIcon) -> None:
    """Qt's button that empties a field, with a name for screen readers and our drawing in place of the stock one."""
    field.setClearButtonEnabled(True)
    action = field.findChild(QAction, "_q_qlineeditclearaction")
    if isinstance(action, QAction):  # should Qt rename it one day, its own drawing stays
        say(action.setText, name)
        action.setIcon(icon)


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and have it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))  # frames measure their padding anew
    widget.updateGeometry()


TAGS = {"prod": "prod", "production": "prod", "live": "prod", "stage": "stage", "staging": "stage"}
TAGS |= {"test": "test", "dev": "test", "sod": "test", "demo": "demo"}


COLOURS = {"red": "prod", "amber": "stage", "green": "test", "violet": "demo", "accent": "other"}


class TagPill(Label):
    """The short word that warns where we are; PROD is filled, all others are outlined."""

    def set_tag(self, tag: str, color: str = "") -> None:
        """Show the tag in a colour of the theme, or in the one that goes with its usual meaning."""
        restyle(self, tag=COLOURS.get(color) or TAGS.get(tag.casefold(), "other"))
        self.setText(tag.upper())
        self.setVisible(bool(tag))


def copyable(name: str, text: str) -> QLabel:
    """A value that can be selected and copied, with mouse and keyboard."""
    value = Label(text)
    value.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    value.setWordWrap(True)
    value.setAccessibleName(name)
    return value
