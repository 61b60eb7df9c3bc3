"""What the window shows before anything is open: one sentence, and the three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.ui.kit.labels import Label
from inspector.ui.kit.theme import Theme
from inspector.words.language import tr

ICON = 72
WIDTH = 480


class WelcomeCard(QWidget):
    """A card in the middle of the window, for the first start and after signing out."""

    sign_in_requested = Signal()
    demo_requested = Signal()
    open_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Begin"))
        self._theme = theme
        self.picture = Label()
        self.picture.setFixedHeight(ICON)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sign_in_button = QPushButton(tr("Sign in…"))
        self.demo_button = QPushButton(tr("Try the demo tenant"))
        self.open_button = QPushButton(tr("Open a draft…"))
        self.sign_in_button.setProperty("primary", True)
        self.demo_button.setToolTip(
            tr("A small SuperOffice inside this program; nothing leaves your computer")
        )
        self.sign_in_button.clicked.connect(lambda _on: self.sign_in_requested.emit())
        self.demo_button.clicked.connect(lambda _on: self.demo_requested.emit())
        self.open_button.clicked.connect(lambda _on: self.open_requested.emit())
        self.setFocusProxy(self.sign_in_button)
        place = QVBoxLayout(self)
        place.setContentsMargins(16, 16, 16, 16)
        place.addStretch(2)
        place.addWidget(self._card(), 0, Qt.AlignmentFlag.AlignHCenter)
        place.addStretch(3)

    def _card(self) -> QFrame:
        title, sentence = Label("Ticket Draft Inspector"), Label()
        title.setFont(self._theme.font(1.5, bold=True))
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sentence.setText(
            tr("See what SuperOffice puts into a new ticket and why it is there, and save your draft.")
        )
        sentence.setWordWrap(True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sentence.setProperty("muted", True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.sign_in_button, self.demo_button, self.open_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        card = QFrame()
        card.setProperty("card", True)
        card.setMinimumWidth(WIDTH)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(40, 32, 40, 40)
        inside.setSpacing(8)
        inside.addWidget(self.picture)
        inside.addSpacing(8)
        inside.addWidget(title)
        inside.addWidget(sentence)
        inside.addSpacing(16)
        inside.addLayout(buttons)
        return card

    def showEvent(self, event: object) -> None:
        """The picture is drawn when it is first needed, for the screen it is on."""
        self.picture.setPixmap(self._theme.pixmap("app", size=ICON, ratio=self.devicePixelRatio()))
