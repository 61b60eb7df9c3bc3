"""What the window shows before anything is open: the ways to begin, and what was used before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from inspector.services.settings import Connection, Settings
from inspector.ui.kit.labels import Label
from inspector.ui.kit.saying import said, say
from inspector.ui.kit.theme import Theme
from inspector.ui.sign_in.demo_tenant import DEMO
from inspector.ui.sign_in.demo_users import demo_users
from inspector.ui.window.recent_list import RecentList, Row
from inspector.words.language import again, tr, worded

ICON = 72
WIDTH = 480


class WelcomeCard(QScrollArea):
    """A card in the middle of the window, for every start and after signing out."""

    sign_in_requested = Signal()
    demo_requested = Signal()
    open_requested = Signal()
    connection_requested = Signal(object)
    """A Connection that was used before."""
    draft_requested = Signal(object)
    """The Path of a draft that was open before."""
    demo_user_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setAccessibleName, tr("Begin"))
        self._theme = theme
        self._frame = QFrame()
        self.picture = Label()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sign_in_button = said(QPushButton(), tr("Sign in…"))
        self.demo_button = said(QPushButton(), tr("Try the demo tenant"))
        self.open_button = said(QPushButton(), tr("Open a draft…"))
        self.sign_in_button.setProperty("primary", True)
        self.sign_in_button.clicked.connect(lambda _on: self.sign_in_requested.emit())
        self.demo_button.clicked.connect(lambda _on: self.demo_requested.emit())
        self.open_button.clicked.connect(lambda _on: self.open_requested.emit())
        self._connections, self._drafts = RecentList(tr("Connections")), RecentList(tr("Drafts"))
        self._connections.chosen.connect(self.connection_requested)
        self._drafts.chosen.connect(self.draft_requested)
        self.setFocusProxy(self.sign_in_button)
        self._lay_out()
        theme.changed.connect(self._measure)
        self._measure()

    def show_recent(self, settings: Settings) -> None:
        """Offer what was used before: the connection that was used last comes first, then in their order."""
        saved = [one for one in settings.connections if one.id != DEMO.id]
        saved.sort(key=lambda one: one.id != settings.last_connection)
        self._connections.show_rows([_connection_row(one) for one in saved])
        self._drafts.show_rows([Row(Path(one), Path(one).name, one) for one in settings.recent_files])

    # -- what it is made of ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        ground = QWidget()
        ground.setProperty("plain", True)
        place = QVBoxLayout(ground)
        place.setContentsMargins(16, 16, 16, 16)
        row = QHBoxLayout()  # no alignment: the height of what breaks lines follows from the width only so
        row.addStretch(1)
        row.addWidget(self._card())
        row.addStretch(1)
        place.addStretch(2)
        place.addLayout(row)
        place.addStretch(3)
        self.setWidget(ground)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def _card(self) -> QFrame:
        title = Label("Ticket Draft Inspector")
        title.setFont(self._theme.font(1.5, bold=True))
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sentence = _aside(
            tr("See what SuperOffice puts into a new ticket and why it is there, and save your draft.")
        )
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.sign_in_button, self.demo_button, self.open_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        used = QHBoxLayout()
        used.setSpacing(32)
        used.addWidget(self._connections, 1)
        used.addWidget(self._drafts, 1)
        card = self._frame
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(40, 32, 40, 32)
        inside.setSpacing(8)
        inside.addWidget(self.picture)
        inside.addSpacing(8)
        inside.addWidget(title)
        inside.addWidget(sentence)
        inside.addSpacing(16)
        inside.addLayout(buttons)
        inside.addSpacing(8)
        inside.addLayout(used)
        inside.addSpacing(8)
        inside.addLayout(self._demo())
        return card

    def _demo(self) -> QVBoxLayout:
        """What the demo tenant is, and who can be tried there."""
        users = QGridLayout()
        users.setHorizontalSpacing(8)
        users.setVerticalSpacing(0)
        users.setColumnStretch(1, 1)
        for at, one in enumerate(demo_users()):
            button = said(QPushButton(), tr("Try as {role}").format(role=one.role))
            button.setFlat(True)
            button.setProperty("entry", True)
            button.setToolTip(one.name)
            say(button.setAccessibleDescription, one.sees)
            button.clicked.connect(lambda _on, user=one.user: self.demo_user_requested.emit(user))
            users.addWidget(button, at, 0)
            users.addWidget(_aside(one.sees), at, 1)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(
            _aside(
                tr(
                    "The demo tenant is a small SuperOffice inside this program; nothing leaves your computer. "
                    "Its three users differ in their rights."
                )
            )
        )
        column.addLayout(users)
        return column

    def _measure(self) -> None:
        self.picture.setFixedHeight(self._theme.px(ICON))
        self._frame.setMinimumWidth(self._theme.px(WIDTH))
        if self.isVisible():
            self._draw()

    def showEvent(self, event: object) -> None:
        """The picture is drawn when it is first needed, for the screen it is on."""
        self._draw()

    def _draw(self) -> None:
        self.picture.setPixmap(self._theme.pixmap("app", size=ICON, ratio=self.devicePixelRatio()))


def _aside(text: str) -> Label:
    label = Label(text)
    label.setProperty("muted", True)
    label.setWordWrap(True)
    return label


def _connection_row(one: Connection) -> Row:
    act = tr("Sign in at once") if one.remember else tr("Sign in")
    tip = worded(lambda: "\n".join(filter(None, (again(act), one.url, one.user))))
    return Row(one, one.name or one.url, tip, one.tag, one.color)
