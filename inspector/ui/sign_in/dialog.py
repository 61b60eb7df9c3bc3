"""The dialog that asks where and who. It sends nothing itself: its owner signs in and tells how that went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inspector.services.settings import Connection
from inspector.ui.kit.check_box import WrappingCheckBox
from inspector.ui.kit.guidance import explain
from inspector.ui.kit.labels import Label
from inspector.ui.kit.saying import said, say, speech
from inspector.ui.kit.theme import Theme
from inspector.ui.sign_in.fields import NoticeLine, PageRow, TrustBox
from inspector.ui.sign_in.form import SignInForm
from inspector.words.language import again, through, tr

WIDTH = 600


@dataclass(frozen=True)
class SignInRequest:
    """What the person asks for."""

    connection: Connection
    secret: str = field(repr=False)
    remember: bool = False
    second: str = field(default="", repr=False)
    """Goes along with the secret: see Credentials."""


class SignInDialog(QDialog):
    """Choose a connection or describe a new one; show it with open(), never exec()."""

    sign_in_requested = Signal(object)
    test_requested = Signal(object)
    page_wanted = Signal(str)
    """The page to sign in on is to be opened in the browser again."""
    cancelled = Signal()
    """What is under way is to stop; the dialog stays."""
    secret_wanted = Signal(object)
    """A Connection was chosen whose secret may be known; answer with `offer_secret`."""

    def __init__(
        self,
        theme: Theme,
        connections: Sequence[Connection],
        last_connection: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`last_connection` is the id of the one to begin with; without it the form begins blank."""
        super().__init__(parent)
        say(self.setWindowTitle, tr("Sign In"))
        explain(self, "getting-in")
        self._shown_before = False
        self._keyring_usable: bool | None = None  # nobody knows yet
        self._keyring_name = ""
        self._was_focused: QWidget | None = None
        self.form = SignInForm(theme, connections)
        self.notice = NoticeLine(theme)
        self.remember = WrappingCheckBox()
        self.remember.setEnabled(False)
        self.remember_hint = Label()
        self.remember_hint.setProperty("muted", True)
        self.remember_hint.setWordWrap(True)
        self.remember_hint.hide()
        self.trust, self.trust_words = (
            said(TrustBox(), tr("Trust this certificate for this connection")),
            Label(),
        )
        self.trust_words.setWordWrap(True)
        self.trust_words.setProperty("muted", True)
        self.trust_words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.trust.hide()
        self.trust_words.hide()
        self.steps = QListWidget()
        say(self.steps.setAccessibleName, tr("Steps of the test"))
        self.steps.setWordWrap(True)
        self.steps.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.steps.hide()
        self._theme = theme
        self._told: list[str] = []
        """What the steps say."""
        speech.changed.connect(self._say_again)
        self.busy_bar, self.busy_text = QProgressBar(), Label()
        self.page_row = PageRow()
        self.page_row.wanted.connect(self.page_wanted)
        self._make_buttons()
        self._lay_out(theme)
        self.form.connection_chosen.connect(self._connection_chosen)
        self.form.scheme_chosen.connect(self._scheme_chosen)
        self.form.rows_changed.connect(self._fit)
        known = next((one for one in connections if one.id and one.id == last_connection), Connection())
        self.form.fill(known)
        self._set_busy("")

    # -- what it is made of ---------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        role = QDialogButtonBox.ButtonRole
        self.buttons = QDialogButtonBox()
        self.sign_in_button = said(QPushButton(), tr("Sign in"))
        self.test_button = said(QPushButton(), tr("Test"))
        self.cancel_button = said(QPushButton(), tr("Cancel"))
        self.sign_in_button.setProperty("primary", True)
        say(self.test_button.setToolTip, tr("Try the sign-in without opening anything"))
        self.buttons.addButton(self.sign_in_button, role.AcceptRole)
        self.buttons.addButton(self.test_button, role.ActionRole)
        self.buttons.addButton(self.cancel_button, role.RejectRole)
        self.sign_in_button.clicked.connect(lambda _on: self._ask(self.sign_in_requested))
        self.test_button.clicked.connect(lambda _on: self._ask(self.test_requested))
        self.cancel_button.clicked.connect(lambda _on: self.reject())

    def _lay_out(self, theme: Theme) -> None:
        title = Label(tr("Sign in to SuperOffice"))
        title.setFont(theme.font(1.35, bold=True))
        self.busy_bar.setRange(0, 0)
        self.busy_bar.setTextVisible(False)
        say(self.busy_bar.setAccessibleName, tr("Progress"))
        room = self.busy_bar.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.busy_bar.setSizePolicy(room)
        self.busy_text.setProperty("muted", True)
        bottom = QHBoxLayout()
        bottom.addWidget(self.busy_text, 1)
        bottom.addWidget(self.buttons)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(title)
        column.addWidget(self.notice)
        column.addWidget(self.form)
        self.form.add_row(self.remember)
        self.form.add_row(self.remember_hint)
        self.form.add_row(self.trust_words)
        self.form.add_row(self.trust)
        column.addWidget(self.steps)
        column.addStretch(1)
        column.addWidget(self.page_row)
        column.addWidget(self.busy_bar)
        column.addLayout(bottom)
        self.sign_in_button.setDefault(True)  # only now: Qt forgets it for a button outside the dialog
        self.setMinimumWidth(self._usual_width())

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the secret once somebody can hear, and begin where something is missing."""
        super().showEvent(event)
        if not self._shown_before:
            self._shown_before = True
            self._fit()
            self.secret_wanted.emit(self.form.chosen())
            self.form.first_empty().setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what the owner tells -------------------------------------------------------------------------

    def set_keyring(self, usable: bool, backend: str, reason: str) -> None:
        """Say where a remembered password goes, or why it can't be remembered."""
        self._keyring_usable = usable
        self._keyring_name = backend if usable else ""
        self.remember_hint.setText("" if usable else reason)
        self._remember_follows()

    def offer_secret(self, connection: Connection, secret: str = "", second: str = "") -> None:
        """Use known secrets, unless another connection was chosen meanwhile, or something is typed."""
        if self.form.chosen().id == connection.id and self.form.selected.code == connection.scheme:
            self.form.offer_secret(connection, secret, second)

    def go_on(self) -> None:
        """Sign in with what is there, unless something is missing or under way."""
        if not self.is_busy and self.form.problem() is None:
            self._ask(self.sign_in_requested)

    def show_busy(self, text: str) -> None:
        """Something is under way: only Cancel is left."""
        self.notice.hide()
        self.steps.clear()
        self._told.clear()
        self.steps.hide()
        self._set_busy(text)

    def offer_page(self, address: str) -> None:
        """The browser was sent to this page; it can be sent there again, or the address copied for another browser."""
        if self.is_busy:
            self.page_row.offer(address)
            self._fit()

    def add_step(self, ok: bool, text: str) -> None:
        """One step of a test went well, or not."""
        name, colour = ("check", "green") if ok else ("error", "red")
        self.steps.addItem(QListWidgetItem(self._theme.icon(name, colour), text))
        self._told.append(text)
        height = self.steps.sizeHintForRow(0) * self.steps.count() + 2 * self.steps.frameWidth() + 8
        self.steps.setFixedHeight(min(height, self._theme.px(240)))
        self.steps.show()
        self._fit()

    def show_error(self, text: str) -> None:
        """It failed: the form is there again, with the reason above it."""
        self._set_busy("")
        self._tell("error", text)

    def show_success(self, text: str) -> None:
        """A test went well."""
        self._set_busy("")
        self._tell("success", text)

    def offer_certificate(self, pem: str, origin: str, words: str) -> None:
        """Tell what the server shows, and let it be trusted; ticking the box is the decision, signing in the act."""
        self.trust.pem, self.trust.origin = pem, origin
        self.trust_words.setText(words)
        self.trust.setChecked(False)
        for widget in (self.trust, self.trust_words):
            widget.show()
        self._fit()

    def _say_again(self) -> None:
        for row, text in enumerate(self._told):
            self.steps.item(row).setText(again(text))
        self._fit()

    # -- what a person does ---------------------------------------------------------------------------

    def reject(self) -> None:
        """Stop what is under way; else leave."""
        if self.is_busy:
            self._set_busy("")
            self.cancelled.emit()
        else:
            super().reject()

    @property
    def is_busy(self) -> bool:
        """Whether the owner said that something is under way."""
        return not self.form.isEnabled()

    def _ask(self, signal: object) -> None:
        problem = self.form.problem()
        if problem is not None:
            text, field_widget = problem
            self._tell("error", text)
            field_widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.notice.hide()
        wanted = self.remember.isChecked() and not self.form.is_demo
        # until the keyring has answered, what the box says holds
        remember = wanted and self._keyring_usable is not False
        connection = replace(self.form.value(), remember=wanted)
        if self.trust.isChecked():
            connection.certificate, connection.certificate_origin = self.trust.pem, self.trust.origin
        secret, second = self.form.secret.secret(), self.form.second.secret()
        signal.emit(SignInRequest(connection, secret, remember, second))  # type: ignore[attr-defined]

    def _connection_chosen(self, connection: Connection) -> None:
        self.remember.setChecked(connection.remember)
        self.trust.hide()
        self.trust_words.hide()
        self.trust.setChecked(False)
        self._remember_follows()
        self.notice.hide()
        self._fit()
        if self._shown_before:
            self.secret_wanted.emit(connection)

    def _scheme_chosen(self) -> None:
        """What was typed for another scheme is gone; the one in the keyring may be offered again."""
        self._remember_follows()
        if self.form.value().scheme == self.form.chosen().scheme:
            self.secret_wanted.emit(self.form.chosen())

    def _remember_follows(self) -> None:
        demo = self.form.is_demo
        place = f" ({self._keyring_name})" if self._keyring_name else ""
        say(self.remember.setText, through(lambda words: words + place, self.form.selected.remember))
        self.remember.setEnabled(bool(self._keyring_usable) and not demo)
        say(self.remember.setToolTip, tr("The demo tenant's password is no secret.") if demo else "")
        self.remember_hint.setVisible(bool(self.remember_hint.text()) and not demo)
        self._fit()

    def _set_busy(self, text: str) -> None:
        busy = bool(text)
        if busy and not self.is_busy:
            self._was_focused = self.focusWidget()
        for widget in (self.form, self.sign_in_button, self.test_button):
            widget.setEnabled(not busy)
        self.remember.setEnabled(not busy and bool(self._keyring_usable) and not self.form.is_demo)
        self.busy_bar.setVisible(busy)
        self.busy_text.setText(text)
        self.page_row.hide()
        if busy:
            self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._was_focused is not None:
            self._was_focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, level: str, text: str) -> None:
        self.notice.tell(level, text)
        self._fit()

    def _usual_width(self) -> int:
        """What there is room for: at 200 % a small screen is half as wide."""
        return min(self._theme.px(WIDTH), self.screen().availableGeometry().width())

    def _fit(self) -> None:
        """Grow where the rows need it; never jump smaller under the pointer."""
        self._column.activate()
        usual = self._usual_width()
        width = max(self.width() if self.isVisible() else 0, usual, self._column.minimumSize().width())
        needed = self._column.totalHeightForWidth(width)
        self.resize(width, max(self.height() if self.isVisible() else 0, needed))
        self.form.arrange()
