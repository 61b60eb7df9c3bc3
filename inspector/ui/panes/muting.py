"""A rule of the check-up is muted: the dialog that asks why."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from inspector.ui.kit.labels import Label, as_title, restyle
from inspector.words.language import tr

LONGEST = 200
"""Characters of a reason."""
WIDTH = 440
"""Logical pixels."""


class MuteDialog(QDialog):
    """Takes a reason; without one nothing is muted, for somebody will ask for it one day."""

    def __init__(self, rule: str, parent: QWidget) -> None:
        """`rule` says what is not to be told any more."""
        super().__init__(parent)
        self.setWindowTitle(as_title(tr("Mute")))
        self.setMinimumWidth(WIDTH)
        told = Label(tr("For this connection, this is not to be told any more: {rule}.").format(rule=rule))
        told.setWordWrap(True)
        label = Label(tr("&Reason"))
        self._reason = QLineEdit()
        self._reason.setMaxLength(LONGEST)
        self._reason.setAccessibleName(tr("Reason"))
        self._reason.setPlaceholderText(tr("Such as: agreed with the service desk"))
        label.setBuddy(self._reason)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._mute = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._mute.setText(tr("Mute"))
        restyle(self._mute, primary=True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._reason.textChanged.connect(self._offer)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        for part in (told, label, self._reason):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(buttons)
        self._offer()

    @property
    def reason(self) -> str:
        """What was typed."""
        return self._reason.text().strip()

    def _offer(self) -> None:
        self._mute.setEnabled(bool(self.reason))
