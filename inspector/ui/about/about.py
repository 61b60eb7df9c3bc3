"""Help > About: which program this is, what it is built on, and under which licences."""

from __future__ import annotations

import platform
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

import inspector
from inspector.ui.kit.labels import Label, copyable
from inspector.ui.kit.saying import said, say
from inspector.ui.kit.theme import fixed_font
from inspector.version import DISTRIBUTION, version
from inspector.words.language import again, through, tr

if TYPE_CHECKING:
    from inspector.services.credentials import Keyring

PACKED = Path(inspector.__file__).parent
"""Where a packed program carries `commit.txt` and `third-party.txt` (packaging/inspector.spec)."""


def commit() -> str:
    """The first twelve digits of the commit this program was made from, or “not known” where nobody noted it."""
    packed = PACKED / "commit.txt"
    told = packed.read_text("utf-8").strip() if packed.is_file() else ""
    return told or _checked_out() or tr("not known")


def _checked_out() -> str:
    """The commit of a checkout, from what git leaves in its folder; empty where this is not a checkout."""
    git = PACKED.parent / ".git"
    head = git / "HEAD"
    if not head.is_file():
        return ""
    told = head.read_text("utf-8").strip()
    if not told.startswith("ref: "):
        return told[:12]
    name = told.removeprefix("ref: ")
    branch, packed = git / name, git / "packed-refs"
    if branch.is_file():
        return branch.read_text("utf-8").strip()[:12]
    lines = packed.read_text("utf-8").splitlines() if packed.is_file() else ()
    return next((line[:12] for line in lines if line.endswith(f" {name}")), "")


def facts() -> list[tuple[str, str]]:
    """What a support person would ask for; without the keyring, which takes its time and comes later."""
    frozen = tr("packaged") if getattr(sys, "frozen", False) else tr("from source")
    return [
        (tr("Version"), through(lambda how: f"{version()}, {how}", frozen)),
        (tr("Commit"), commit()),
        (tr("Qt"), f"{qVersion()} · PySide6 {PySide6.__version__}"),
        (tr("Python"), platform.python_version()),
        (tr("System"), f"{platform.platform()} · {QGuiApplication.platformName()}"),
    ]


def licences() -> str:
    """The licences of what the program brings along, in full where it is packed."""
    packed = PACKED / "third-party.txt"
    if packed.is_file():
        return packed.read_text("utf-8")
    first = tr("When run from source, each package comes with its own licence; these are the ones used:")
    lines = [first, ""]
    for wanted in metadata.requires(DISTRIBUTION) or ():
        name = "".join(letter if letter.isalnum() or letter in "-_." else " " for letter in wanted).split()[0]
        try:
            told = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # for another system
        classes = (
            line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or [] if "License" in line
        )
        names = [*(told.get_all("License-Expression") or told.get_all("License") or []), *classes, "–"]
        lines.append(f"{told['Name']} {told['Version']}: {names[0].splitlines()[0]}")
    return "\n".join(lines)


class AboutDialog(QDialog):
    """Shown with open()."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, tr("About Ticket Draft Inspector"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 76)
        self._facts = facts()
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(24)
        for label, text in self._facts:
            self._form.addRow(Label(label), copyable(label, text))
        self._keyring = copyable(tr("Keyring"), "…")
        self._form.addRow(Label(tr("Keyring")), self._keyring)
        self._licences = QPlainTextEdit()
        say(self._licences.setAccessibleName, tr("Licences"))
        self._licences.setReadOnly(True)
        self._licences.setTabChangesFocus(True)
        self._licences.setFont(fixed_font())
        self._licences.setMinimumSize(560, 160)
        self._licences.hide()
        self._lay_out()
        self.resize(self.sizeHint())  # Qt would squeeze it into two thirds of a small screen

    def _lay_out(self) -> None:
        icon, title = Label(), Label("Ticket Draft Inspector")
        icon.setPixmap(QGuiApplication.windowIcon().pixmap(64, 64))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        title.setFont(font)
        what = Label(
            tr(
                "See what SuperOffice CRM puts into a new ticket and why each field is as it is, and save the draft."
            )
        )
        qt = Label(tr("Qt is used under the LGPL, version 3. An independent tool, not made by SuperOffice."))
        for label in (what, qt):
            label.setWordWrap(True)
        qt.setProperty("muted", True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = said(buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole), tr("Copy"))
        copy.clicked.connect(self._copy)
        self._show = said(buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole), tr("Licences"))
        self._show.clicked.connect(self._show_licences)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(icon)
        head.addWidget(title, 1)
        column.addLayout(head)
        column.addWidget(what)
        column.addLayout(self._form)
        below: tuple[QWidget, ...] = (qt, self._licences, buttons)
        for part in below:
            column.addWidget(part)

    async def tell_keyring(self, keyring: Keyring) -> None:
        """Add which keyring this computer has."""
        status = await keyring.status()
        told = status.backend if status.usable else tr("none that can be used")
        self._keyring.setText(told)
        self._facts.append((tr("Keyring"), told))

    def text(self) -> str:
        """The facts as lines, to be sent to someone."""
        return "\n".join(
            ["Ticket Draft Inspector", *(f"{again(label)}: {again(text)}" for label, text in self._facts)]
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())

    def _show_licences(self) -> None:
        self._licences.setPlainText(licences())
        self._licences.show()
        self._licences.setFocus()
        self._show.setEnabled(False)
        self.resize(self.sizeHint().expandedTo(self.size()))  # some window managers keep a dialog as it was
