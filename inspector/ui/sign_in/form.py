"""What has to be known to sign in: a server, a scheme, and the fields of that scheme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QWidget,
)

from inspector.domain.errors import AddressTrouble
from inspector.services.settings import Connection, without_user
from inspector.services.superoffice.address import base_of, candidates, is_plain_http, is_safe
from inspector.services.superoffice.origin import of_connection
from inspector.ui.kit.check_box import WrappingCheckBox
from inspector.ui.kit.combo_box import ComboBox
from inspector.ui.kit.completing import fit_list
from inspector.ui.kit.exact_text import unlimited
from inspector.ui.kit.labels import Label, without_key
from inspector.ui.kit.theme import Theme
from inspector.ui.sign_in.demo_tenant import DEMO
from inspector.ui.sign_in.fields import NameBox, PasswordEdit
from inspector.ui.sign_in.schemes import Scheme, environments, schemes
from inspector.words import troubles
from inspector.words.language import tr

PERSONAS = ("admin", "agent", "trainee")
"""Who may sign in to the demo tenant."""
TAGS = ("", "TEST", "STAGE", "PROD")


class SignInForm(QWidget):
    """The rows of the dialog, filled from a saved connection or by hand."""

    connection_chosen = Signal(object)
    """Another Connection fills the form: its secret may be offered."""
    rows_changed = Signal()
    """Rows came or went, so the dialog needs more room, or less."""
    scheme_chosen = Signal()
    """The person picked a scheme: its secrets are not those of the one before."""

    def __init__(
        self, theme: Theme, connections: Sequence[Connection], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._connections = list(connections)
        self._current = Connection()
        self._schemes = schemes()
        self.connection = NameBox([one.name for one in connections], tr("A name of your choice"))
        self.url = unlimited(QLineEdit())
        self.url.setPlaceholderText(tr("For example https://crm.example.com/SuperOffice"))
        self.plain_http = WrappingCheckBox(tr("Allow unencrypted http for this connection"))
        self.tag = NameBox(TAGS, tr("None"))
        self.tag.setToolTip(tr("A short word that is always in sight, so that nobody takes PROD for TEST"))
        self.scheme = self._scheme_box()
        self.user = unlimited(QLineEdit())
        self.secret, self.second = PasswordEdit(), PasswordEdit()
        self.environment = self._environment_box()
        self.discovery, self.client_id = unlimited(QLineEdit()), unlimited(QLineEdit())
        self.discovery.setPlaceholderText("https://…/.well-known/openid-configuration")
        self.client_id.setPlaceholderText(tr("From your app's registration with SuperOffice"))
        self.port, self.path = QSpinBox(), unlimited(QLineEdit())
        self.demo_hint = _hint(tr("Inside this program; nothing leaves your computer."))
        self.caps_hint = _hint(tr("Caps Lock seems to be on."))
        self.caps_hint.hide()
        self.elsewhere_hint = _hint("")
        self.reveal = self._reveal_button(theme)
        self._lay_out()
        self._connect()
        self._rows_follow()

    # -- what it is made of ---------------------------------------------------------------------------

    def _scheme_box(self) -> ComboBox:
        box = ComboBox()
        for scheme in self._schemes:
            box.addItem(scheme.text, scheme.code)
        return box

    @staticmethod
    def _environment_box() -> ComboBox:
        box = ComboBox()
        for text, code in environments():
            box.addItem(text, code)
        return box

    def _redirect_row(self) -> QHBoxLayout:
        """Where the browser brings its answer: what the app's registration allows."""
        self.port.setRange(0, 65535)
        self.port.setSpecialValueText(tr("any free port"))
        self.port.setToolTip(tr("The port on 127.0.0.1 that the registration of your app allows"))
        self.path.setPlaceholderText(tr("no path"))
        self.path.setAccessibleName(tr("Redirect path"))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.port, 1)
        row.addWidget(self.path, 1)
        return row

    def _reveal_button(self, theme: Theme) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setIcon(theme.icon("eye", "muted"))
        button.setToolTip(tr("Show what is typed here"))
        button.toggled.connect(lambda on: button.setIcon(theme.icon("eye-off" if on else "eye", "muted")))
        button.toggled.connect(self.secret.reveal)
        return button

    def _lay_out(self) -> None:
        secret = QHBoxLayout()
        secret.setSpacing(4)
        secret.addWidget(self.secret, 1)
        secret.addWidget(self.reveal)
        form = self._form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._row(tr("&Connection"), self.connection)
        self._row(tr("Server &URL"), self.url)
        form.addRow("", self.plain_http)
        form.addRow("", self.demo_hint)
        self._row(tr("T&ag"), self.tag)
        self._row(tr("Sign in &with"), self.scheme)
        self._row(tr("User &name"), self.user)
        redirect = self._redirect_row()
        self._row(tr("En&vironment"), self.environment)
        self._row(tr("&Discovery address"), self.discovery)
        self._row(tr("C&lient ID"), self.client_id)
        self._secret_label = self._row(tr("&Password"), self.secret, secret)
        self._second_label = self._row(tr("&App token"), self.second)
        self._row(tr("&Redirect to"), self.port, redirect)
        self.port.setAccessibleName(tr("Redirect port"))
        form.addRow("", self.elsewhere_hint)
        form.addRow("", self.caps_hint)
        self._scheme_rows: dict[str, QWidget | QHBoxLayout] = {
            "url": self.url,
            "user": self.user,
            "environment": self.environment,
            "client_id": self.client_id,
            "secret": secret,
            "second": self.second,
            "redirect": redirect,
        }

    def add_row(self, widget: QWidget) -> None:
        """Put one more widget below the fields, in line with them."""
        self._form.addRow("", widget)

    def arrange(self) -> None:
        """Give each row the height it needs now: QFormLayout asks, but moves nothing where its own size stays."""
        self._form.invalidate()
        self._form.activate()

    def _row(self, text: str, widget: QWidget, layout: QHBoxLayout | None = None) -> QLabel:
        label = Label(text)
        label.setBuddy(widget)
        widget.setAccessibleName(without_key(text))
        if isinstance(widget, QComboBox) and (edit := widget.lineEdit()) is not None:
            edit.setAccessibleName(without_key(text))
        self._form.addRow(label, layout or widget)
        return label

    def _connect(self) -> None:
        self.connection.editTextChanged.connect(self._name_changed)
        self.url.textChanged.connect(lambda _text: self._rows_follow())
        self.scheme.currentIndexChanged.connect(lambda _index: self._scheme_changed())
        self.scheme.activated.connect(lambda _index: self.scheme_chosen.emit())
        self.environment.currentIndexChanged.connect(lambda _index: self._rows_follow())
        self.discovery.textChanged.connect(lambda _text: self._rows_follow())
        self.secret.caps_lock.connect(self._tell_caps_lock)

    # -- what it holds --------------------------------------------------------------------------------

    def fill(self, connection: Connection) -> None:
        """Show a saved connection, or a blank one; the secret is forgotten."""
        self._current = connection
        self.connection.setEditText(connection.name)
        self._current = connection  # the name may be one of two alike
        self.url.setText(connection.url)
        self.plain_http.setChecked(connection.allow_plain_http)
        self.tag.setEditText(connection.tag)
        self.scheme.setCurrentIndex(max(self.scheme.findData(connection.scheme), 0))
        self.user.setText(connection.user)
        self.environment.setCurrentIndex(
            max(
                self.environment.findData("" if connection.discovery else connection.environment or "online"),
                0,
            )
        )
        self.discovery.setText(connection.discovery)
        self.client_id.setText(connection.client_id)
        self.port.setValue(connection.redirect_port)
        self.path.setText(connection.redirect_path)
        self._forget_secret()
        self._rows_follow()
        self.connection_chosen.emit(connection)

    def offer_secret(self, connection: Connection, secret: str, second: str) -> None:
        """What is stored for a connection; it is used for the origin it was stored for, and not shown."""
        if self.is_demo:
            self.secret.setText(secret)  # no secret at all
            return
        origin = of_connection(connection)
        self.secret.offer(secret, origin)
        self.second.offer(second, origin)
        self._rows_follow()

    def chosen(self) -> Connection:
        """The saved connection that fills the form, else a blank one."""
        return self._current

    def value(self) -> Connection:
        """A connection as the form says; a new one has no id yet."""
        url = without_user(self.url.text().strip()) if self._asks_url else self._current.url
        return replace(
            self._current,
            name=self.connection.currentText().strip() or host_of(url) or self.environment.currentText(),
            url=url,
            scheme=str(self.scheme.currentData()),
            user=self.user.text().strip() if self._wants("user") else self._current.user,
            environment=str(self.environment.currentData()) if self._wants("environment") else "",
            discovery=self.discovery.text().strip() if self._wants_discovery else "",
            client_id=self.client_id.text().strip(),
            redirect_port=self.port.value(),
            redirect_path=self.path.text().strip(),
            tag=self.tag.currentText().strip(),
            allow_plain_http=self.is_demo or (self.asks_plain_http and self.plain_http.isChecked()),
        )

    @property
    def is_demo(self) -> bool:
        """Whether the tenant inside the program is chosen."""
        return self._current.id == DEMO.id

    @property
    def asks_plain_http(self) -> bool:
        """Whether the address would send the password in the open."""
        if not self._asks_url:
            return False
        return not self.is_demo and is_plain_http(base_of(self.url.text()))

    def problem(self) -> tuple[str, QWidget] | None:
        """What is still wrong, in words, and the field where it is."""
        if self._wants("url") or (self._asks_url and self.url.text().strip()):
            try:
                candidates(self.url.text(), allow_plain_http=self.is_demo or self.plain_http.isChecked())
            except AddressTrouble as trouble:
                return troubles.explain(
                    trouble
                ), self.plain_http if trouble.code == "plain_http" else self.url
        needed: list[tuple[str, QLineEdit, str, str]] = [
            ("user", self.user, self.user.text(), tr("Enter your user name.")),
            ("secret", self.secret, self.secret.secret(), self._secret_wanted()),
            (
                "client_id",
                self.client_id,
                self.client_id.text(),
                tr("Enter the client ID of your app's registration."),
            ),
        ]
        for row, edit, held, sentence in needed:
            if self._wants(row) and not held.strip():
                return sentence, edit
        if self._wants_discovery and not is_safe(self.discovery.text().strip()):
            return tr("Enter the https address of the discovery document."), self.discovery
        return None

    def _secret_wanted(self) -> str:
        return {
            "basic": tr("Enter your password."),
            "ticket": tr("Enter the ticket."),
            "bearer": tr("Enter the access token."),
            "session": tr("Enter the cookies, as in “name=value; name=value”."),
        }.get(self.selected.code, "")

    @property
    def selected(self) -> Scheme:
        """The scheme that is picked."""
        return self._schemes[self.scheme.currentIndex()]

    def _wants(self, row: str) -> bool:
        return row in self.selected.fields

    @property
    def _asks_url(self) -> bool:
        """Whether the address is shown: SuperOffice online tells it at the sign-in, other providers perhaps."""
        return self._wants("url") or self._wants_discovery

    @property
    def _wants_discovery(self) -> bool:
        return self._wants("environment") and not self.environment.currentData()

    def first_empty(self) -> QWidget:
        """The field to begin with."""
        fields = {"url": self.url, "user": self.user, "client_id": self.client_id, "secret": self.secret}
        wanted = [field for row, field in fields.items() if self._wants(row)]
        return next((field for field in wanted if not field.text()), wanted[-1])

    # -- how it follows -------------------------------------------------------------------------------

    def _name_changed(self, name: str) -> None:
        if name == self._current.name:
            return
        named = next((one for one in self._connections if one.name == name), None)
        if named is not None:
            self.fill(named)
        elif self._current.id:
            was_demo, self._current = self.is_demo, Connection()
            if was_demo:
                self.url.clear()
                self.user.clear()
                self.tag.setEditText("")
                self.plain_http.setChecked(False)
            self._forget_secret()  # it belongs to the other connection
            self._rows_follow()
            self.connection_chosen.emit(self._current)

    def _tell_caps_lock(self, on: bool) -> None:
        self.caps_hint.setVisible(on)
        self.rows_changed.emit()

    def _forget_secret(self) -> None:
        self.secret.forget()
        self.second.forget()
        self.reveal.setChecked(False)

    def _scheme_changed(self) -> None:
        self._forget_secret()  # a password is no token, and must not be sent as one
        self._rows_follow()

    def _rows_follow(self) -> None:
        scheme = self.selected
        for name, row in self._scheme_rows.items():
            self._form.setRowVisible(row, name in scheme.fields)
        self._form.setRowVisible(self.discovery, self._wants_discovery)
        self._form.setRowVisible(self.url, self._asks_url)
        for label, edit, text in (
            (self._secret_label, self.secret, scheme.secret),
            (self._second_label, self.second, scheme.second),
        ):
            label.setText(text)
            edit.setAccessibleName(without_key(text))
        self.reveal.setAccessibleName(tr("Show {secret}").format(secret=without_key(scheme.secret).lower()))
        origin = of_connection(self.value())
        self.secret.follow(origin)
        self.second.follow(origin, tr("Optional"))
        elsewhere = self.secret.belongs_elsewhere() or self.second.belongs_elsewhere()
        self.elsewhere_hint.setText(
            tr("What is stored belongs to {place}, and is not sent to another address.").format(
                place=elsewhere.replace(" ", ", ")
            )
        )
        self._form.setRowVisible(self.elsewhere_hint, bool(elsewhere))
        self._form.setRowVisible(self.plain_http, self.asks_plain_http)
        self._form.setRowVisible(self.demo_hint, self.is_demo)
        self.url.setReadOnly(self.is_demo)
        self.tag.setEnabled(not self.is_demo)
        personas = QCompleter(PERSONAS, self.user) if self.is_demo else None
        if personas is not None:
            fit_list(personas)
        self.user.setCompleter(personas)  # type: ignore[arg-type]
        self.user.setPlaceholderText(", ".join(PERSONAS) if self.is_demo else "")
        self.rows_changed.emit()


def _hint(text: str) -> QLabel:
    label = Label(text)
    label.setProperty("muted", True)
    label.setWordWrap(True)
    return label


def host_of(url: str) -> str:
    """A name for a connection nobody named."""
    return urlsplit(base_of(url)).hostname or ""
