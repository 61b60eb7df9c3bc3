"""File > Settings: what all windows have in common, in one place. Each choice holds at once; the menus follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from inspector.services.settings import Settings, cache_folder, data_folder, folder
from inspector.ui.kit.check_box import WrappingCheckBox
from inspector.ui.kit.combo_box import ComboBox
from inspector.ui.kit.labels import Label, without_key
from inspector.ui.kit.memory import ZOOMS
from inspector.ui.kit.room import room
from inspector.ui.kit.saying import said, say, speech
from inspector.words.language import LANGUAGES, SYSTEM, tr

if TYPE_CHECKING:
    from inspector.ui.bench.bench import Bench

WIDTH = 600
MEGABYTE = 1024 * 1024
LARGEST = tuple(size * MEGABYTE for size in (16, 64, 256, 1024))
"""Bytes that can be chosen; one that a file or the window's notice has set is offered as well."""


class SettingsDialog(QDialog):
    """Shown with open(). It holds nothing itself: it shows what is remembered, and changes that."""

    def __init__(self, bench: Bench, window: QWidget) -> None:
        super().__init__(window)
        self._memory, self._remembered, self._theme = bench.memory, bench.remembered, bench.theme
        say(self.setWindowTitle, tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(24)
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._shown: list[Callable[[], None]] = []
        """What brings each control in line with what is remembered."""
        self._add_look()
        self._add_properties()
        self._add_servers()
        self._add_places()
        self._lay_out()
        self._memory.changed.connect(self._show)
        self._remembered.changed.connect(self._show)
        self._show()

    # -- what there is to choose ----------------------------------------------------------------------

    def _add_look(self) -> None:
        memory = self._memory
        self._head(tr("Look"))
        looks = [("system", tr("As the System")), ("light", tr("Light")), ("dark", tr("Dark"))]
        self._choice(tr("&Appearance"), looks, memory, "appearance")
        zooms = [(zoom, f"{zoom} %") for zoom in ZOOMS]
        box = self._choice(tr("&Zoom"), zooms, memory, "zoom")
        for setter in (box.setToolTip, box.setAccessibleDescription):
            say(setter, tr("As far as the screen has room for it."))
        languages = [(SYSTEM, tr("As the System")), *LANGUAGES.items()]
        self._choice(tr("Interface &language"), languages, memory, "language")

    def _add_properties(self) -> None:
        self._head(tr("Properties"))
        styles = [
            ("label", tr("Readable Labels")),
            ("api", tr("API Names")),
            ("both", tr("Both Names")),
        ]
        self._choice(tr("&Names"), styles, self._memory, "name_style")
        self._switch(tr("&Group Properties"), self._memory, "is_grouped")
        self._switch(tr("&Type Column"), self._memory, "shows_types")

    def _add_servers(self) -> None:
        self._head(tr("Servers"))
        settings = self._remembered.settings
        self._switch(
            tr("Look for &values that move, after the first answer of each connection"),
            settings,
            "look_for_volatile",
        )
        largest = sorted({*LARGEST, settings.largest_body})
        sizes = [(size, QLocale().formattedDataSize(size, 0)) for size in largest]
        self._choice(tr("Largest answer taken &in"), sizes, settings, "largest_body")
        self._address = QLineEdit()
        self._row(tr("Address to ask for &updates"), self._address)
        self._address.setPlaceholderText(Settings().update_address)
        self._address.editingFinished.connect(self._take_address)
        self._shown.append(self._show_address)

    def _add_places(self) -> None:
        self._head(tr("On this computer"))
        places = [
            (tr("Settings"), folder()),
            (tr("What is kept of drafts"), data_folder()),
            (tr("Lists for pickers"), cache_folder()),
        ]
        for name, place in places:
            self._form.addRow(Label(name), _place(name, place))
        self._note(tr("No log is kept in a file. Start the program with --log-level debug to read one."))

    # -- what it is made of ---------------------------------------------------------------------------

    def _head(self, text: str) -> None:
        label = Label(text)
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        label.setContentsMargins(0, 8 if self._form.rowCount() else 0, 0, 0)
        self._form.addRow(label)

    def _note(self, text: str) -> None:
        label = Label(text)
        label.setProperty("muted", True)
        label.setWordWrap(True)
        self._form.addRow("", label)

    def _row(self, text: str, field: QWidget) -> None:
        label = Label(text)
        label.setBuddy(field)
        say(field.setAccessibleName, without_key(text))
        self._form.addRow(label, field)

    def _choice(self, text: str, entries: Sequence[tuple[object, str]], owner: object, name: str) -> ComboBox:
        """One of several values for what is remembered under that name."""
        box = ComboBox()
        for value, words in entries:
            box.addItem(words, value)
        box.activated.connect(lambda at: self._take(owner, name, box.itemData(at)))
        self._shown.append(lambda: box.setCurrentIndex(box.findData(getattr(owner, name))))
        self._row(text, box)
        return box

    def _switch(self, text: str, owner: object, name: str) -> None:
        """Yes or no for what is remembered under that name."""
        box = said(WrappingCheckBox(), text)
        say(box.setAccessibleName, without_key(text))
        box.clicked.connect(lambda on: self._take(owner, name, on))
        self._shown.append(lambda: box.setChecked(getattr(owner, name)))
        self._form.addRow("", box)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("plain", True)
        inside.setLayout(self._form)
        self._form.setContentsMargins(24, 24, 24, 8)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.setContentsMargins(24, 8, 24, 16)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll)
        column.addWidget(buttons)
        self._inside, self._bar, self._buttons = inside, scroll.verticalScrollBar(), buttons
        self._fit()
        for signal in (self._theme.changed, speech.changed):
            signal.connect(self._fit)

    def _fit(self) -> None:
        """Room for all of it, within the screen; larger texts, or another language, may need more."""
        self.ensurePolished()
        width = max(self._inside.sizeHint().width(), self._theme.px(WIDTH))
        height = self._form.totalHeightForWidth(width) + self._buttons.sizeHint().height()
        wanted = QSize(width + self._bar.sizeHint().width(), height)
        self.resize(wanted.expandedTo(self.size() if self.isVisible() else QSize()).boundedTo(room(self)))

    # -- in step with what is remembered --------------------------------------------------------------

    def _show(self) -> None:
        """Show what holds: another window, a menu, or a notice may have changed it."""
        for show in self._shown:
            show()

    def _take(self, owner: object, name: str, value: object) -> None:
        """A choice: settings are written behind, and all windows hear of either."""
        with self._remembered.edit() if owner is self._remembered.settings else nullcontext():
            setattr(owner, name, value)

    def _show_address(self) -> None:
        if not self._address.hasFocus():
            self._address.setText(self._remembered.settings.update_address)
            self._address.setCursorPosition(0)

    def _take_address(self) -> None:
        """An empty one stands for the usual."""
        address = self._address.text().strip() or Settings().update_address
        self._address.setText(address)
        if address != self._remembered.settings.update_address:
            self._take(self._remembered.settings, "update_address", address)


def _place(name: str, place: Path) -> QHBoxLayout:
    """A folder, to be copied or opened."""
    button = said(QPushButton(), tr("Open Folder"))
    say(button.setAccessibleName, tr("Open Folder: {name}").format(name=name))
    button.setEnabled(place.is_dir())
    button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))))
    path = QLineEdit(str(place))
    path.setReadOnly(True)
    path.setCursorPosition(0)
    say(path.setAccessibleName, name)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(path, 1)
    row.addWidget(button)
    return row
