"""Help > Check for Updates: asks one address when told to, says what it answered, and downloads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout

from inspector.services.settings import Settings
from inspector.ui.kit.labels import Label, without_key
from inspector.ui.kit.saying import said, say
from inspector.ui.kit.tasks import told
from inspector.version import version
from inspector.words import troubles
from inspector.words.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from inspector.services.updates import Release
    from inspector.ui.bench.bench import Bench


class UpdateDialog(QDialog):
    """Shown with open()."""

    def __init__(self, bench: Bench, window: QWidget) -> None:
        super().__init__(window)
        self._bench = bench
        self._page = ""
        say(self.setWindowTitle, tr("Check for Updates"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(bench.theme.px(560), 0)
        self._address = QLineEdit(bench.remembered.settings.update_address)
        self._told = Label(
            tr("This is version {version}. Nothing but this question is sent.").format(version=version())
        )
        self._told.setWordWrap(True)
        asked = tr("&Address to ask")
        label = Label(asked)
        label.setBuddy(self._address)
        say(self._address.setAccessibleName, without_key(asked))
        form = QFormLayout()
        form.addRow(label, self._address)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._check = said(buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole), tr("Check"))
        self._check.setDefault(True)
        self._check.clicked.connect(self._start)
        self._open = said(buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole), tr("Open Page"))
        self._open.hide()
        self._open.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(self._page)))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(self._told)
        column.addWidget(buttons)
        self.finished.connect(lambda _result: bench.tasks.cancel("updates"))

    def _start(self) -> None:
        self._remember()
        self._check.setEnabled(False)
        self._open.hide()
        self._told.setText(tr("Asking…"))
        self._bench.tasks.start("updates", self._ask(), again="replace")

    def _remember(self) -> None:
        """Keep another address; an empty one stands for the usual."""
        address = self._address.text().strip() or Settings().update_address
        self._address.setText(address)
        if address != self._bench.remembered.settings.update_address:
            with self._bench.remembered.edit() as settings:
                settings.update_address = address

    async def _ask(self) -> None:
        from inspector.services import updates  # noqa: PLC0415 - brings httpx

        try:
            with told(lambda error: self._told.setText(troubles.explain(error))):
                release = await updates.newest(self._address.text(), version())
                self._told.setText(words(release))
                self._page = release.page
                self._open.setVisible(release.age == "newer" and bool(release.page))
        finally:
            self._check.setEnabled(True)


def words(release: Release) -> str:
    """What the answer means, in a sentence."""
    name = release.version
    if release.is_preview:
        name = tr("{version}, a preview").format(version=release.version)
    return {
        "newer": tr("There is a newer version: {version}."),
        "same": tr("This is the newest version: {version}."),
        "older": tr("This version is newer than the newest release: {version}."),
    }[release.age].format(version=name)
